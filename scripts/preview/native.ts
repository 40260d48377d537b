export type Theme = 'light' | 'dark';

/** What stands outside a Mini Program's page: the phone's own screens and switches. The desk draws them. */
export interface Native {
  readonly settings: PhoneSettings;
  setNavigationBar(bar: NavigationBar): void;
  /** Index of the item, `undefined` when closed. */
  showActionSheet(items: string[]): Promise<number | undefined>;
  /** WeChat's question before a page with unsaved changes is left. */
  confirm(question: string): Promise<boolean>;
  /** The index, `undefined` when closed. */
  pickItem(request: {
    title: string;
    labels: string[];
    chosen: number;
  }): Promise<number | undefined>;
  /** `YYYY-MM-DD`, `undefined` when closed. */
  pickDate(request: DateRequest): Promise<string | undefined>;
  showToast(title: string, durationMs: number): void;
  /** The specimen in front of the "camera", `undefined` when closed. */
  takePhoto(): Promise<Blob | undefined>;
  /** A file of this computer, `undefined` when closed. */
  pickPhoto(): Promise<Blob | undefined>;
  previewImage(url: string): void;
  /** WeChat's own consent sheet. */
  askPrivacy(): Promise<boolean>;
  openOutside(screen: OutsideScreen): Promise<void>;
  /** Something that WeChat would not do, or that the preview does not have. */
  showError(message: string): void;
}

/** The privacy guideline, the chat with customer service, the phone's settings where the camera is allowed. */
export type OutsideScreen = 'contract' | 'contact' | 'settings';

export interface PhoneSettings {
  theme: Theme;
  envVersion: 'develop' | 'trial' | 'release';
  /** Of the text size set in WeChat, which a page may follow; 1 is the standard. */
  textScale: number;
  phoneFault: PhoneFault;
}

/** What goes wrong on the phone itself, before the cloud hears of it. */
export type PhoneFault =
  | 'none'
  | 'privacy-ask'
  | 'privacy-undeclared'
  | 'privacy-banned'
  | 'camera-denied'
  | 'chooser-silent'
  | 'no-canvas'
  | 'no-init'
  | 'offline';

export interface NavigationBar {
  title: string;
  backgroundColor: string;
  textStyle: 'black' | 'white';
}

export interface DateRequest {
  title: string;
  value: string;
  /** The first and the last day that may be chosen; empty: any. */
  start: string;
  end: string;
}

/** What the desk can do to the Mini Program in the frame. */
export interface PhoneControls {
  /** Of the page that is open. */
  pageData(): Record<string, unknown>;
  setTheme(theme: Theme): void;
  /** As when a person leaves WeChat and comes back. */
  hide(): void;
  show(): void;
  /** Ends the Mini Program: its page unloads. `false` where the user chose to stay. */
  close(): Promise<boolean>;
}

declare global {
  interface Window {
    native?: Native;
    phone?: PhoneControls;
  }
}

import type { Theme } from './backend';

/** What stands outside a Mini Program's page: the phone's own screens and switches. The desk draws them. */
export interface Native {
  readonly settings: PhoneSettings;
  setNavigationBar(bar: NavigationBar): void;
  showModal(modal: ModalText): Promise<{ confirm: boolean; content: string }>;
  /** Index of the item, `undefined` when closed. */
  showActionSheet(
    items: string[],
    itemColor: string,
    alertText: string,
  ): Promise<number | undefined>;
  showToast(toast: Toast): void;
  hideToast(): void;
  /** The specimen in front of the "camera", `undefined` when closed. */
  takePhoto(): Promise<Blob | undefined>;
  /** A file of this computer, `undefined` when closed. */
  pickPhoto(): Promise<Blob | undefined>;
  previewImage(url: string): void;
  /** WeChat's own consent sheet. */
  askPrivacy(): Promise<boolean>;
  openPrivacyContract(): Promise<void>;
  /** The chat with the operator's customer service. */
  openContact(): Promise<void>;
  /** Something that WeChat would not do, or that the preview does not have. */
  showError(message: string): void;
}

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
  | 'privacy-refused'
  | 'privacy-undeclared'
  | 'camera-denied'
  | 'offline';

export interface NavigationBar {
  title: string;
  backgroundColor: string;
  textStyle: 'black' | 'white';
  canGoBack: boolean;
}

export interface ModalText {
  title: string;
  content: string;
  showCancel: boolean;
  cancelText: string;
  confirmText: string;
  editable: boolean;
  placeholderText: string;
}

export interface Toast {
  title: string;
  icon: 'success' | 'error' | 'loading' | 'none';
  mask: boolean;
  /** `undefined`: until it is hidden, as the loading one. */
  durationMs: number | undefined;
}

/** What the desk can do to the Mini Program in the frame. */
export interface PhoneControls {
  setTheme(theme: Theme): void;
  /** As when a person leaves WeChat and comes back. */
  hide(): void;
  show(): void;
  /** The back button. */
  back(): void;
  /** Ends the Mini Program: every page unloads. */
  close(): void;
}

declare global {
  interface Window {
    native?: Native;
    phone?: PhoneControls;
  }
}

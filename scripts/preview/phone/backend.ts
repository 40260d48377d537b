import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { Theme } from '../native';
import { rpxToVw } from '../wechat/rpx';
import { builtInTags, gestureEvents } from '../wechat/tags';

type BackendElement = Parameters<glassEasel.CurrentWindowBackendContext['setListenerStats']>[0];

/**
 * glass-easel's DOM backend with what WeChat's WebView adds: `<view>` becomes `<wx-view>`, `rpx` in
 * inline styles, the phone's theme instead of the computer's.
 */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  theme: Theme = 'light';
  private sheets: { path: string; element: HTMLStyleElement }[] = [];
  private contents = new Map<string, string>();

  constructor() {
    super();
    // glass-easel listens at the body. What a <root-portal> holds stands beside it.
    const { body, documentElement } = document;
    body.addEventListener = documentElement.addEventListener.bind(documentElement);
    this.document = {
      createElement: (tag: string) => createElement(tag),
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as unknown as typeof this.document;
  }

  override getTheme(): Theme {
    return this.theme;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    for (const { path, element } of this.sheets)
      element.textContent = withTheme(this.contents.get(path) ?? '', theme);
  }

  override registerStyleSheetContent(path: string, content: unknown): void {
    this.contents.set(path, String(content));
  }

  /** Each sheet stands once in the document. */
  override appendStyleSheetPath(path: string): number {
    const known = this.sheets.findIndex((sheet) => sheet.path === path);
    if (known >= 0) return known;
    const element = document.createElement('style');
    element.dataset.path = path;
    element.textContent = withTheme(this.contents.get(path) ?? '', this.theme);
    document.head.append(element);
    return this.sheets.push({ path, element }) - 1;
  }

  /**
   * A `<wx-input>` hears of typing from its own inner `<input>` only: the DOM's `input`, `change` or
   * `load` would otherwise bubble out and reach the page a second time, without a detail.
   */
  override setListenerStats(
    element: BackendElement,
    type: string,
    capture: boolean,
    mutLevel: glassEasel.EventMutLevel,
  ): void {
    const isInner = !(element as unknown as Element | null)?.localName?.includes('-');
    if (isInner || (gestureEvents as readonly string[]).includes(type))
      super.setListenerStats(element, type, capture, mutLevel);
  }
}

function createElement(tag: string): HTMLElement {
  const name = tag.startsWith('h-')
    ? tag.slice(2)
    : Object.hasOwn(builtInTags, tag)
      ? `wx-${tag}`
      : tag;
  const element = document.createElement(name);
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (key: string, value: unknown) => {
    // Once a person has typed, the attribute alone no longer changes what a field shows.
    if (key === 'value' && 'value' in element && element.value !== value)
      element.value = String(value ?? '');
    else setAttribute(key, key === 'style' ? rpxToVw(String(value)) : String(value ?? ''));
  };
  return element;
}

/** The phone's theme is a switch beside it, so the media query of the real one cannot be asked. */
function withTheme(css: string, theme: Theme): string {
  return css.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/g, (_, asked) =>
    asked === theme ? '(min-width: 0px)' : '(max-width: 0px)',
  );
}

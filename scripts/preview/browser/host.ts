import { glassEasel, MiniProgramEnv, type Root } from 'glass-easel-miniprogram-adapter';
import type { CompiledApp, CompiledPart } from '../config';
import { PhoneBackend, type Theme } from './backend';
import { defineBuiltIns } from './built-ins';
import { notInPreview, onError, reportError } from './errors';
import type { NavigationBar } from './native';
import { toEventContent } from './page-event';
import { type Definition, type Method, registerPart } from './part';
import { showPressed } from './pressed';
import { watchSetData } from './set-data';
import { createWx } from './wx';

export interface HostInput {
  app: CompiledApp;
  templates: glassEasel.template.ProcGenGroupList;
  builtInTemplates: glassEasel.template.ProcGenGroupList;
  appScript: (() => unknown) | undefined;
  /** Runs a page's or component's script, which calls Page or Component. */
  scripts: Record<string, () => unknown>;
}

/** A page's `this`, as far as the host calls it. */
type PageCaller = Record<string, Method | undefined> & {
  route: string;
  options: Record<string, string>;
};

interface OpenPage {
  path: string;
  root: Root;
  caller: PageCaller;
  bar: NavigationBar;
  scrollTop: number;
}

// Values of glass-easel's EventBubbleStatus, which its typings have as a const enum only.
const bubbles = 0 as glassEasel.EventBubbleStatus.Normal;
const preventsDefault = 1 as glassEasel.EventBubbleStatus.NoDefault;

/** Runs a Mini Program in this document, and gives the desk around it what it may do: `window.phone`. */
export function startHost({
  app,
  templates,
  builtInTemplates,
  appScript,
  scripts,
}: HostInput): void {
  const native = window.parent.native;
  if (!native) throw new Error('this page belongs into the frame of the preview');
  onError((message) => native.showError(message));
  window.addEventListener('error', (event) => reportError(event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) =>
    reportError(event.reason, 'unhandled rejection'),
  );
  glassEasel.addGlobalErrorListener((error, method) => {
    reportError(error, method);
    return false;
  });
  glassEasel.addGlobalWarningListener((message) => {
    reportError(new Error(message));
    return false;
  });

  const backend = new PhoneBackend();
  const pages: OpenPage[] = [];
  const themeListeners = new Set<(change: { theme: Theme }) => void>();
  const pagePaths = app.parts.filter(({ isPage }) => isPage).map(({ path }) => path);
  let appInstance: Definition = {};

  const { wx, privacy } = createWx(native, {
    backend,
    navigate,
    setTitle: (title) => changeBar({ title }),
    setBarColor: (frontColor, backgroundColor) =>
      changeBar({ textStyle: frontColor === '#ffffff' ? 'white' : 'black', backgroundColor }),
    onThemeChange: (listener) => themeListeners.add(listener),
    offThemeChange: (listener) =>
      listener ? themeListeners.delete(listener) : themeListeners.clear(),
  });
  const builtIns = defineBuiltIns(builtInTemplates, {
    navigate,
    agreePrivacy: privacy.agree,
    openContact: () => native.openContact(),
  });

  const environment = new MiniProgramEnv();
  const space = environment.createCodeSpace('', true);
  const components = space.getComponentSpace() as glassEasel.ComponentSpace & {
    _$allowUnusedNativeNode: boolean;
  };
  // An unknown tag is an error, not an HTML element.
  components._$allowUnusedNativeNode = false;
  for (const [tag, definition] of builtIns) components.setGlobalUsingComponent(tag, definition);

  backend.onEvent((target, type, detail, options) => {
    const origin = (options.originalEvent as Event | undefined)?.target as Element | undefined;
    // A disabled button swallows taps itself.
    if (/^(?:tap|longpress|longtap)$/.test(type) && origin?.closest('wx-button[disabled]'))
      return bubbles;
    const event = new glassEasel.Event(type, ...toEventContent(type, detail, options));
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? preventsDefault : bubbles;
  });
  const screen = environment.associateBackend(backend);
  showPressed();
  space.addStyleSheet('app', 'app');
  screen.registerStyleSheetContent('app', app.css);
  for (const part of app.parts) {
    space.addComponentStaticConfig(part.path, part.config as never);
    space.addCompiledTemplate(part.path, {
      groupList: templates,
      content: templates[part.path] as glassEasel.template.ProcGenGroup,
    });
    space.addStyleSheet(part.path, part.path, part.scope);
    screen.registerStyleSheetContent(part.path, part.css);
  }

  watchSetData(space);
  const globals = globalThis as unknown as Record<string, unknown>;
  Object.assign(globals, {
    wx,
    App: (definition: Definition) => {
      appInstance = definition;
    },
    getApp: () => appInstance,
    getCurrentPages: () => pages.map(({ caller }) => caller),
    // The two globals of WXS.
    getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
    getDate: (...args: [number]) => new Date(...args),
  });

  setTheme(native.settings.theme);
  appScript?.();
  const launch = { path: pagePaths[0], query: {}, scene: 1001 };
  callApp('onLaunch', launch);
  callApp('onShow', launch);
  for (const [path, run] of Object.entries(scripts)) registerPart(space, path, run);
  open(app.config.entryPagePath ?? (app.config.pages[0] as string), {});

  window.phone = {
    setTheme,
    hide() {
      callPage(pages.at(-1), 'onHide');
      callApp('onHide');
    },
    show() {
      callApp('onShow', launch);
      callPage(pages.at(-1), 'onShow');
    },
    back: () => goBack(1),
    close() {
      while (pages.length > 0) unload(pages.pop() as OpenPage);
      callApp('onHide');
    },
  };

  function callApp(name: string, argument?: unknown): void {
    const method = appInstance[name] as Method | undefined;
    if (method) glassEasel.safeCallback(`App.${name}`, method, appInstance, [argument]);
  }

  function callPage(page: OpenPage | undefined, name: string, argument?: unknown): void {
    if (!page) return;
    const method = page.caller[name];
    if (method) glassEasel.safeCallback(`${page.path} ${name}`, method, page.caller, [argument]);
    const lifetime = { onShow: 'show', onHide: 'hide' }[name];
    if (lifetime) page.root.getComponent().triggerPageLifetime(lifetime, []);
  }

  function open(path: string, query: Record<string, string>): void {
    const part = app.parts.find((one) => one.path === path && one.isPage);
    if (!part) throw new Error(`page "${path}" is not in app.json`);
    const root = screen.createRoot('page-root', space, path);
    const caller = root.get() as unknown as PageCaller;
    Object.assign(caller, { route: path, options: query });
    const page: OpenPage = { path, root, caller, bar: barOf(part), scrollTop: 0 };
    pages.push(page);
    const place = document.createElement('div');
    document.body.append(place);
    root.attach(document.body as never, place as never);
    reveal(page);
    callPage(page, 'onLoad', query);
    callPage(page, 'onShow');
    callPage(page, 'onReady');
  }

  /** Of the pages that are open, only the last one is seen. */
  function reveal(page: OpenPage): void {
    for (const other of pages) elementOf(other).hidden = other !== page;
    backend.useOnlyPage(page.path, pagePaths);
    window.scrollTo(0, page.scrollTop);
    native?.setNavigationBar(page.bar);
  }

  function unload(page: OpenPage): void {
    callPage(page, 'onUnload');
    const element = elementOf(page);
    page.root.release();
    element.remove();
  }

  function navigate(openType: string, url: string, delta: number): void {
    if (openType === 'navigateBack') {
      goBack(delta);
      return;
    }
    const current = pages.at(-1);
    const [target = '', query = ''] = url.split('?');
    const path = new URL(target, `http://mini-program/${current?.path ?? ''}`).pathname.slice(1);
    const parameters = Object.fromEntries(new URLSearchParams(query));
    if (!pagePaths.includes(path)) throw new Error(`page "${path}" is not in app.json`);
    if (openType === 'navigate') {
      callPage(current, 'onHide');
      if (current) current.scrollTop = window.scrollY;
    } else if (openType === 'redirect') {
      if (current) unload(pages.pop() as OpenPage);
    } else if (openType === 'reLaunch') {
      while (pages.length > 0) unload(pages.pop() as OpenPage);
    } else throw notInPreview(`open-type="${openType}"`);
    open(path, parameters);
  }

  function goBack(delta: number): void {
    for (let left = Math.min(delta, pages.length - 1); left > 0; left -= 1)
      unload(pages.pop() as OpenPage);
    const page = pages.at(-1);
    if (!page) return;
    reveal(page);
    callPage(page, 'onShow');
  }

  function barOf({ config }: CompiledPart): NavigationBar {
    const merged: Record<string, unknown> = { ...app.config.window, ...config };
    const themed = (key: string, otherwise: string) => {
      const value = String(merged[key] ?? otherwise);
      return value.startsWith('@')
        ? (app.theme?.[backend.theme][value.slice(1)] ?? otherwise)
        : value;
    };
    return {
      title: themed('navigationBarTitleText', ''),
      backgroundColor: themed('navigationBarBackgroundColor', '#000000'),
      textStyle: themed('navigationBarTextStyle', 'white') === 'black' ? 'black' : 'white',
      canGoBack: pages.length > 0,
    };
  }

  function changeBar(change: Partial<NavigationBar>): void {
    const page = pages.at(-1);
    if (!page) return;
    Object.assign(page.bar, change);
    native?.setNavigationBar(page.bar);
  }

  function setTheme(theme: Theme): void {
    const changed = theme !== backend.theme;
    backend.setTheme(theme);
    document.documentElement.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme;
    const colors = app.theme?.[theme] ?? {};
    const background = app.config.window?.backgroundColorContent ?? '#ffffff';
    document.documentElement.style.backgroundColor = background.startsWith('@')
      ? (colors[background.slice(1)] ?? '')
      : background;
    if (!changed) return;
    for (const page of pages) {
      const part = app.parts.find(({ path }) => path === page.path) as CompiledPart;
      const { backgroundColor, textStyle } = barOf(part);
      Object.assign(page.bar, { backgroundColor, textStyle });
    }
    changeBar({});
    for (const listener of themeListeners) listener({ theme });
  }
}

function elementOf(page: OpenPage): HTMLElement {
  return page.root.getComponent().$$ as unknown as HTMLElement;
}

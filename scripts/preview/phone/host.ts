import { glassEasel, MiniProgramEnv, type Root } from 'glass-easel-miniprogram-adapter';
import type { Theme } from '../native';
import type { CompiledApp, CompiledPart } from '../wechat/config';
import { PhoneBackend } from './backend';
import { addBuiltIns } from './built-ins';
import { type Definition, type Method, registerPart } from './part';
import { showPressed } from './pressed';
import { watchSetData } from './set-data';
import { alertBeforeUnload, wx } from './wx';
import { reportError } from './wx/errors';
import { native } from './wx/native';

export interface HostInput {
  app: CompiledApp;
  templates: glassEasel.template.ProcGenGroupList;
  builtInTemplates: glassEasel.template.ProcGenGroupList;
  appScript: (() => unknown) | undefined;
  /** Runs a page's or component's script, which calls Page or Component. */
  scripts: Record<string, () => unknown>;
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
  const part = app.parts.find(({ isPage }) => isPage) as CompiledPart;
  let page: Root | undefined;
  let appInstance: Definition = {};

  const environment = new MiniProgramEnv();
  const space = environment.createCodeSpace('', true);
  const components = space.getComponentSpace() as glassEasel.ComponentSpace & {
    _$allowUnusedNativeNode: boolean;
  };
  // An unknown tag is an error, not an HTML element.
  components._$allowUnusedNativeNode = false;
  addBuiltIns(components, builtInTemplates);

  backend.onEvent((target, type, detail, options) => {
    const origin = (options.originalEvent as Event | undefined)?.target as Element | undefined;
    // A disabled button swallows taps itself.
    if (type === 'tap' && origin?.closest('wx-button[disabled]')) return bubbles;
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.defaultPrevented() ? preventsDefault : bubbles;
  });
  const screen = environment.associateBackend(backend);
  showPressed();
  space.addStyleSheet('app', 'app');
  screen.registerStyleSheetContent('app', app.css);
  for (const { path, config, css, scope } of app.parts) {
    space.addComponentStaticConfig(path, config as never);
    space.addCompiledTemplate(path, {
      groupList: templates,
      content: templates[path] as glassEasel.template.ProcGenGroup,
    });
    space.addStyleSheet(path, path, scope);
    screen.registerStyleSheetContent(path, css);
  }

  watchSetData(space);
  Object.assign(globalThis, {
    wx,
    App: (definition: Definition) => {
      appInstance = definition;
    },
    getApp: () => appInstance,
  });

  setTheme(native.settings.theme);
  appScript?.();
  const launch = { path: part.path, query: {}, scene: 1001 };
  callApp('onLaunch', launch);
  callApp('onShow', launch);
  for (const [path, run] of Object.entries(scripts)) registerPart(space, path, run);
  openPage();

  window.phone = {
    pageData: () => page?.getComponent().data ?? {},
    setTheme,
    hide,
    show,
    async close() {
      const message = alertBeforeUnload();
      if (message !== undefined && !(await native.confirm(message))) return false;
      unload();
      callApp('onHide');
      return true;
    },
  };

  function hide(): void {
    callPage('onHide');
    callApp('onHide');
  }

  function show(): void {
    callApp('onShow', launch);
    callPage('onShow');
  }

  function callApp(name: string, argument?: unknown): void {
    const method = appInstance[name] as Method | undefined;
    if (method) glassEasel.safeCallback(`App.${name}`, method, appInstance, [argument]);
  }

  function callPage(name: string, argument?: unknown): void {
    if (!page) return;
    // A page's `this`.
    const caller = page.get() as unknown as Record<string, Method | undefined>;
    const method = caller[name];
    if (method) glassEasel.safeCallback(`${part.path} ${name}`, method, caller, [argument]);
    const lifetime = { onShow: 'show', onHide: 'hide' }[name];
    if (lifetime) page.getComponent().triggerPageLifetime(lifetime, []);
  }

  function openPage(): void {
    page = screen.createRoot('page-root', space, part.path);
    const place = document.createElement('div');
    document.body.append(place);
    page.attach(document.body as never, place as never);
    for (const name of ['onLoad', 'onShow', 'onReady']) callPage(name, {});
  }

  function unload(): void {
    callPage('onUnload');
    const element = page?.getComponent().$$ as unknown as HTMLElement | undefined;
    page?.release();
    element?.remove();
    page = undefined;
  }

  function drawBar(): void {
    const merged: Record<string, unknown> = { ...app.config.window, ...part.config };
    const themed = (key: string, otherwise: string) => {
      const value = String(merged[key] ?? otherwise);
      return value.startsWith('@')
        ? (app.theme?.[backend.theme][value.slice(1)] ?? otherwise)
        : value;
    };
    native.setNavigationBar({
      title: themed('navigationBarTitleText', ''),
      backgroundColor: themed('navigationBarBackgroundColor', '#000000'),
      textStyle: themed('navigationBarTextStyle', 'white') === 'black' ? 'black' : 'white',
    });
  }

  function setTheme(theme: Theme): void {
    backend.setTheme(theme);
    document.documentElement.style.colorScheme = theme;
    drawBar();
  }
}

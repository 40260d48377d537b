import type { PhoneBackend, Theme } from '../backend';
import { notInPreview } from '../errors';
import { copyAsJson } from '../json-copy';
import type { Native, Toast } from '../native';
import { asyncApi, Failed, strict } from './api';
import { createCloud } from './cloud';
import { createMedia } from './media';
import { createPrivacy, type Privacy } from './privacy';

/** What `wx` needs of the host around it. */
export interface WxHost {
  backend: PhoneBackend;
  navigate(openType: string, url: string, delta: number): void;
  setTitle(title: string): void;
  setBarColor(frontColor: string, backgroundColor: string): void;
  onThemeChange(listener: (change: { theme: Theme }) => void): void;
  offThemeChange(listener?: (change: { theme: Theme }) => void): void;
}

const storagePrefix = 'mini-program:';

/** A small `wx` that throws, by name, on whatever it does not have. */
export function createWx(native: Native, host: WxHost): { wx: object; privacy: Privacy } {
  const { privacy, api: privacyApi } = createPrivacy(native);

  const navigation = (name: string, openType: string) =>
    asyncApi<{ url?: string; delta?: number }>(
      name,
      ['url', 'delta'],
      ({ url = '', delta = 1 }) => {
        host.navigate(openType, url, delta);
        return {};
      },
    );

  const wx = {
    ...createMedia(native, privacy),
    ...privacyApi,
    cloud: createCloud(native),

    navigateTo: navigation('navigateTo', 'navigate'),
    redirectTo: navigation('redirectTo', 'redirect'),
    reLaunch: navigation('reLaunch', 'reLaunch'),
    navigateBack: navigation('navigateBack', 'navigateBack'),
    setNavigationBarTitle: asyncApi<{ title: string }>(
      'setNavigationBarTitle',
      ['title'],
      ({ title }) => {
        host.setTitle(title);
        return {};
      },
    ),
    setNavigationBarColor: asyncApi<{ frontColor: string; backgroundColor: string }>(
      'setNavigationBarColor',
      ['frontColor', 'backgroundColor'],
      ({ frontColor, backgroundColor }) => {
        host.setBarColor(frontColor, backgroundColor);
        return {};
      },
    ),
    pageScrollTo: asyncApi<{ scrollTop?: number; selector?: string; duration?: number }>(
      'pageScrollTo',
      ['scrollTop', 'selector', 'duration'],
      ({ scrollTop = 0, selector, duration = 300 }) => {
        if (selector) throw notInPreview('wx.pageScrollTo: "selector"');
        window.scrollTo({ top: scrollTop, behavior: duration > 0 ? 'smooth' : 'auto' });
        return {};
      },
    ),
    nextTick(callback: () => void) {
      queueMicrotask(callback);
    },

    showModal: asyncApi<{
      title?: string;
      content?: string;
      showCancel?: boolean;
      cancelText?: string;
      cancelColor?: string;
      confirmText?: string;
      confirmColor?: string;
      editable?: boolean;
      placeholderText?: string;
    }>(
      'showModal',
      [
        'title',
        'content',
        'showCancel',
        'cancelText',
        'cancelColor',
        'confirmText',
        'confirmColor',
        'editable',
        'placeholderText',
      ],
      async ({
        title = '',
        content = '',
        showCancel = true,
        cancelText = '取消',
        confirmText = '确定',
        editable = false,
        placeholderText = '',
      }) => {
        for (const text of [cancelText, confirmText])
          if (text.length > 4)
            throw new Failed(`parameter error: "${text}" is longer than 4 characters`);
        const answer = await native.showModal({
          title,
          content,
          showCancel,
          cancelText,
          confirmText,
          editable,
          placeholderText,
        });
        return {
          confirm: answer.confirm,
          cancel: !answer.confirm,
          content: editable ? answer.content : null,
        };
      },
    ),
    showActionSheet: asyncApi<{ itemList: string[]; itemColor?: string; alertText?: string }>(
      'showActionSheet',
      ['itemList', 'itemColor', 'alertText'],
      async ({ itemList, itemColor = '', alertText = '' }) => {
        if (itemList.length > 6)
          throw new Failed('parameter error: itemList has more than 6 items');
        const tapIndex = await native.showActionSheet(itemList, itemColor, alertText);
        if (tapIndex === undefined) throw new Failed('cancel');
        return { tapIndex };
      },
    ),
    showToast: asyncApi<{ title: string; icon?: Toast['icon']; duration?: number; mask?: boolean }>(
      'showToast',
      ['title', 'icon', 'duration', 'mask'],
      ({ title, icon = 'success', duration = 1500, mask = false }) => {
        native.showToast({ title, icon, mask, durationMs: duration });
        return {};
      },
    ),
    hideToast: asyncApi('hideToast', [], () => {
      native.hideToast();
      return {};
    }),
    showLoading: asyncApi<{ title: string; mask?: boolean }>(
      'showLoading',
      ['title', 'mask'],
      ({ title, mask = false }) => {
        native.showToast({ title, icon: 'loading', mask, durationMs: undefined });
        return {};
      },
    ),
    hideLoading: asyncApi('hideLoading', [], () => {
      native.hideToast();
      return {};
    }),
    hideKeyboard: asyncApi('hideKeyboard', [], () => {
      (document.activeElement as HTMLElement | null)?.blur();
      return {};
    }),
    // A browser cannot keep a person from closing a tab as WeChat keeps one from going back.
    enableAlertBeforeUnload: asyncApi<{ message: string }>(
      'enableAlertBeforeUnload',
      ['message'],
      () => ({}),
    ),
    disableAlertBeforeUnload: asyncApi('disableAlertBeforeUnload', [], () => ({})),
    setClipboardData: asyncApi<{ data: string }>('setClipboardData', ['data'], async ({ data }) => {
      await privacy.require('setClipboardData');
      try {
        await navigator.clipboard.writeText(data);
      } catch {
        throw new Failed('the browser does not allow it');
      }
      // WeChat says so itself.
      native.showToast({ title: '内容已复制', icon: 'none', mask: false, durationMs: 1500 });
      return {};
    }),
    vibrateShort: asyncApi<{ type: 'light' | 'medium' | 'heavy' }>(
      'vibrateShort',
      ['type'],
      () => ({}),
    ),

    getStorageSync(key: string): unknown {
      const text = localStorage.getItem(storagePrefix + key);
      return text === null ? '' : JSON.parse(text);
    },
    setStorageSync(key: string, value: unknown) {
      localStorage.setItem(storagePrefix + key, JSON.stringify(copyAsJson(value, key)));
    },
    removeStorageSync(key: string) {
      localStorage.removeItem(storagePrefix + key);
    },
    clearStorageSync() {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(storagePrefix)) localStorage.removeItem(key);
    },

    getWindowInfo: () => {
      const {
        innerWidth: windowWidth,
        innerHeight: windowHeight,
        devicePixelRatio: pixelRatio,
      } = window;
      const barsHeight = 88;
      const screenHeight = windowHeight + barsHeight;
      return {
        pixelRatio,
        windowWidth,
        windowHeight,
        screenWidth: windowWidth,
        screenHeight,
        statusBarHeight: 44,
        screenTop: barsHeight,
        safeArea: {
          left: 0,
          right: windowWidth,
          top: 44,
          bottom: screenHeight - 34,
          width: windowWidth,
          height: screenHeight - 78,
        },
      };
    },
    getAppBaseInfo: () => ({
      SDKVersion: '3.8.12',
      version: '8.0.60',
      language: 'zh_CN',
      enableDebug: false,
      host: { appId: '' },
      theme: native.settings.theme,
      fontSizeSetting: Math.round(17 * native.settings.textScale),
      fontSizeScaleFactor: native.settings.textScale,
    }),
    getDeviceInfo: () => ({
      platform: 'devtools',
      system: 'iOS 18.0',
      brand: 'devtools',
      model: 'preview',
    }),
    getAccountInfoSync: () => ({
      miniProgram: {
        appId: 'wx0000000000000000',
        envVersion: native.settings.envVersion,
        version: native.settings.envVersion === 'release' ? '1.0.0' : '',
      },
    }),
    getNetworkType: asyncApi('getNetworkType', [], () => ({
      networkType: native.settings.phoneFault === 'offline' ? 'none' : 'wifi',
    })),
    onThemeChange: host.onThemeChange,
    offThemeChange: host.offThemeChange,
    canIUse: (schema: string): boolean => (schema.split('.')[0] as string) in wx,
  };
  return { wx: strict(wx, 'wx'), privacy };
}

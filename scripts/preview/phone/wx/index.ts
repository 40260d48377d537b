import { strict, wxFunctions } from '../../wechat/functions';
import { builtInTags, toPropertyName } from '../../wechat/tags';
import { asyncApis, strictObject } from './api';
import { cloud } from './cloud';
import { notInPreview } from './errors';
import { userDataPath } from './files';
import { copyAsJson } from './json-copy';
import { media } from './media';
import { native } from './native';
import { requireDeclared } from './privacy';

const storagePrefix = 'mini-program:';

let unloadMessage: string | undefined;

/** What is asked before the page is left; `undefined` where nothing is. */
export const alertBeforeUnload = () => unloadMessage;

/** A small `wx` that throws, by name, on whatever it does not have. */
export const wx = strictObject('wx', {
  ...media,
  cloud,
  env: { USER_DATA_PATH: userDataPath },

  ...asyncApis('wx', {
    async openPrivacyContract() {
      requireDeclared();
      await native.openOutside('contract');
    },
    openAppAuthorizeSetting: () => native.openOutside('settings'),
    enableAlertBeforeUnload({ message }: { message: string }) {
      unloadMessage = message;
    },
    disableAlertBeforeUnload() {
      unloadMessage = undefined;
    },
    showToast({ title, icon = 'success', duration = 1500 }: WechatMiniprogram.ShowToastOption) {
      if (icon !== 'none') throw notInPreview(`wx.showToast: icon "${icon}"`);
      native.showToast(title, duration);
    },
    pageScrollTo({ scrollTop }: { scrollTop: number }) {
      window.scrollTo(0, scrollTop);
    },
    // A computer does not vibrate.
    vibrateShort() {},
  }),

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

  getAppBaseInfo: () => {
    const fontSizeSetting = Math.round(17 * native.settings.textScale);
    return strict('AppBaseInfo', { fontSizeSetting }, notInPreview);
  },
  getAccountInfoSync: () => {
    const { envVersion } = native.settings;
    return { miniProgram: strict('miniProgram', { envVersion }, notInPreview) };
  },
  /** Functions, and built-in components with their attributes and values. */
  canIUse(schema: string): boolean {
    const [name = '', attribute, value] = schema.split('.');
    if (name in wxFunctions.wx) return true;
    const tag = builtInTags[name];
    if (!tag || attribute === undefined) return tag !== undefined;
    const property = toPropertyName(attribute);
    return value === undefined
      ? property in tag.properties
      : (tag.values?.[property]?.includes(value) ?? false);
  },
});

import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import { attempt } from '../shared/platform';

/** 我们的征求同意的文字一有改动就加一，所有用户会重新被询问。项目换掉文字时用自己的 textVersion。 */
const textVersion = 1;

/** 存储读不出、写不进时（如已满），这一次启动内以它为准。 */
const decided = new Map<string, boolean>();

/** 每种证件各自同意：敏感个人信息要单独同意（《个人信息保护法》第二十九条）。 */
function storageKey(kind: LicenseKind, hostVersion: string): string {
  return `license-consent-${textVersion}${hostVersion && `.${hostVersion}`}-${kind}`;
}

/** @param hostVersion 项目给的文字的版本，'' 是没有给 */
export function hasConsent(kind: LicenseKind, hostVersion: string): boolean {
  const key = storageKey(kind, hostVersion);
  const known = decided.get(key);
  return known === undefined ? attempt(() => wx.getStorageSync(key)) === true : known;
}

export function rememberConsent(kind: LicenseKind, hostVersion: string): void {
  decide(storageKey(kind, hostVersion), true, (key) => wx.setStorageSync(key, true));
}

/** 撤回要像同意一样方便（《个人信息保护法》第十五条）。 */
export function withdrawConsent(kind: LicenseKind, hostVersion: string): void {
  decide(storageKey(kind, hostVersion), false, (key) => wx.removeStorageSync(key));
}

function decide(key: string, agreed: boolean, store: (key: string) => void): void {
  decided.set(key, agreed);
  attempt(() => {
    store(key);
    decided.delete(key);
  });
}

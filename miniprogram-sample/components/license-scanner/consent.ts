import type { LicenseKind } from '../../../cloudfunctions/shared/contract';

/** 征求同意的文字一有改动就加一，所有用户会重新被询问。 */
const textVersion = 1;

/** 每种证件各自同意：敏感个人信息要单独同意（《个人信息保护法》第二十九条）。 */
function storageKey(kind: LicenseKind): string {
  return `license-consent-${textVersion}-${kind}`;
}

export function hasConsent(kind: LicenseKind): boolean {
  return wx.getStorageSync(storageKey(kind)) === true;
}

export function rememberConsent(kind: LicenseKind): void {
  try {
    wx.setStorageSync(storageKey(kind), true);
  } catch {
    // 手机存储已满：这一次有效，下次再问。
  }
}

/** 撤回要像同意一样方便（《个人信息保护法》第十五条）。 */
export function withdrawConsent(kind: LicenseKind): void {
  wx.removeStorageSync(storageKey(kind));
}

import type { LicenseKind } from '../../../cloudfunctions/shared/contract';

/** Raise it whenever the text that the user agrees to changes: everybody is then asked anew. */
const textVersion = 1;

/** A licence each, since consent to sensitive personal data is given for each purpose on its own (PIPL art. 29). */
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
    // The phone's storage is full: the consent holds for this photo and is asked for again next time.
  }
}

/** Taking consent back must be as easy as giving it (PIPL art. 15). */
export function withdrawConsent(kind: LicenseKind): void {
  wx.removeStorageSync(storageKey(kind));
}

import { Failed } from './api';
import { native } from './native';

/**
 * WeChat's gate before photos, 用户隐私保护指引
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html).
 */
let agreed = false;
let refusedAt = Number.NEGATIVE_INFINITY;

/** WeChat asks nobody again so soon after a refusal, milliseconds. */
const silenceMs = 10_000;

/** Throws where the guideline does not name what is asked for. */
export function requireDeclared(): void {
  if (native.settings.phoneFault === 'privacy-undeclared')
    throw new Failed('api scope is not declared in the privacy agreement', { errno: 112 });
  if (native.settings.phoneFault === 'privacy-banned') throw new Failed('appid privacy api banned');
}

/** Rejects where the user or the guideline does not allow it. */
export async function requirePrivacy(): Promise<void> {
  requireDeclared();
  if (native.settings.phoneFault !== 'privacy-ask' || agreed) return;
  const asks = Date.now() - refusedAt >= silenceMs;
  agreed = asks && (await native.askPrivacy());
  if (agreed) return;
  if (asks) refusedAt = Date.now();
  throw new Failed('privacy permission is not authorized', { errno: 104 });
}

export function agreePrivacy(): void {
  agreed = true;
}

import { attempt } from './platform';

/** 微信里设置的字号与标准字号（16 或 17 px）之比，特大 22 px 以上。 */
export function typeScale(): number {
  // miniprogram-api-typings 4.0 之前没有这一项。
  const info = attempt(() => wx.getAppBaseInfo()) || {};
  const { fontSizeSetting } = info as { fontSizeSetting?: number };
  return Math.min(1.5, Math.max(0.9, (fontSizeSetting || 17) / 17));
}

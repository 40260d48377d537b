import type { LicenseKind, LicenseOf, Success } from '../../cloudfunctions/shared/contract';

/**
 * 云函数读卡片的规则，原样拿来检查用户填写的内容：读到的和填写的，值、疑点、建议都出自同一处。
 * `rules.js` 由 `npm run build` 从 cloudfunctions/<证件>/license.ts 生成。
 */
export const rules: {
  readonly [Name in LicenseKind]: (
    /** 字段 → 文字，如同微信的回答。 */
    answer: Record<string, unknown>,
    today: string,
  ) => Pick<Success<LicenseOf[Name]>, 'license' | 'warnings' | 'extra'> | undefined;
};

/** 中国的今天，`YYYY-MM-DD`。 */
export function todayInChina(nowMs: number): string;

import type { LicenseKind } from '../../cloudfunctions/shared/contract';

/** 证件页上的一块：左、上、右、下，占页面宽、高的几分之几。 */
export type Place = readonly [left: number, top: number, right: number, bottom: number];

/** 证件页的高比宽。 */
export const shapes: Readonly<Record<LicenseKind, number>>;

/**
 * 字段 → 它的值印在页面的哪里；只有微信给出四角的页面才有。
 * `places.js` 由 `npm run build` 从 scripts/cards/<证件>.ts 生成。
 */
export const places: Readonly<Record<LicenseKind, Readonly<Record<string, Place>>>>;

import type { CardPosition, Point } from '../cards/vehicleLicense';
import { isRecord, toCamelCase, toDecimalText } from './json';
import type { Kind } from './kinds';

/** Four corners, `left_top` or `leftTop`. */
export const cardPositionKind: Kind<CardPosition> = {
  read(value) {
    if (!isRecord(value)) return undefined;
    const corners: Record<string, Point | undefined> = {};
    for (const key of Object.keys(value)) corners[toCamelCase(key)] = toPoint(value[key]);
    const { leftTop, rightTop, rightBottom, leftBottom } = corners;
    return leftTop && rightTop && rightBottom && leftBottom
      ? { leftTop, rightTop, rightBottom, leftBottom }
      : undefined;
  },
};

export const imageSizeKind: Kind<{ w: number; h: number }> = {
  read(value) {
    if (!isRecord(value)) return undefined;
    const w = toPixels(value.w);
    const h = toPixels(value.h);
    return w === undefined || h === undefined ? undefined : { w, h };
  },
};

function toPoint(value: unknown): Point | undefined {
  if (!isRecord(value)) return undefined;
  const x = toPixels(value.x);
  const y = toPixels(value.y);
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** A JSON number; digits in a text are not. */
function toPixels(value: unknown): number | undefined {
  const pixels = typeof value === 'number' ? value : Number(toDecimalText(value));
  return Number.isFinite(pixels) ? pixels : undefined;
}

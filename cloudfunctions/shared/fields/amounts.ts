import type { OverallSize } from '../cards/vehicleLicense';
import { createFormKind } from './kinds';
import { asDigits } from './text';

// Both cases are spelt out: with the flag `i` V8 takes several times as long to compile a form.

/** Whole numbers only; 15 digits still fit a number exactly. */
const whole = '\\d{1,15}';
/** Digits and what looks like them, but for `g` and `q`: `2700g` may as well have lost a `k`. */
const lookAlike = '[\\dOoDQIil|!ZzSsBb,]+';
/** A dash or dot behind the value, as a line of the card is read. */
const end = '[-.·\\u2010-\\u2015\\s]*$';

function toAmount(text: string): number {
  return Number(text.replace(/,/g, ''));
}

/** 核定载人数, added up where the card tells it by rows. */
export interface Persons {
  total: number;
  isSum: boolean;
}

const persons = new RegExp(`^(${whole})\\s*人?${end}`);
/** `驾驶室3人`, `驾驶室前排2人，后排3人` */
const rows = /^(?:[驾驶室前中后排载乘共:(]{1,9}\s?\d{1,3}\s?人[),、;\s]{0,3}){1,4}$/;
const misreadPersons = new RegExp(`^(${lookAlike})[.·\\s]*[人入八大]$`);

/** `7人`, `7`; `前排2人后排3人` is a sum. */
export const personsKind = createFormKind(
  (text): Persons | undefined => {
    const single = persons.exec(text)?.[1];
    if (single !== undefined) return { total: Number(single), isSum: false };
    if (!rows.test(text)) return undefined;
    const counts = (text.match(/\d+/g) ?? []).map(Number);
    return { total: counts.reduce((sum, count) => sum + count), isSum: counts.length > 1 };
  },
  (text) => {
    const count = misreadPersons.exec(text)?.[1];
    return count && `${asDigits(count)}人`;
  },
);

const mass = new RegExp(
  `^(${whole}|\\d{1,3}(?:,\\d{3}){1,4})\\s*(?:[kK]\\s?[gG]|㎏|千克|公斤)?${end}`,
);
const misreadMass = new RegExp(`^(${lookAlike})[.·\\s]*(?:[kK]\\s?[gG9q]|㎏|千克|公斤)${end}`);
/** A point where neither thousands nor tonnes have one: `18.45kg`. */
const speckInMass = /^(\d{1,2})[.·](\d\d|\d{4}) ?[kK][gG]$/;

/** Kilograms; not tonnes: `2.7吨` may as well be a misread `27吨`. */
export const massKind = createFormKind(
  (text) => {
    const amount = mass.exec(text)?.[1];
    return amount === undefined ? undefined : toAmount(amount);
  },
  (text) => {
    const [, left, right] = speckInMass.exec(text) ?? [];
    if (left && right) return `${left}${right}kg`;
    const amount = misreadMass.exec(text)?.[1];
    return amount && `${asDigits(amount)}kg`;
  },
);

function createSizeForm(number: string, unit: string, times: string): RegExp {
  const side = `(${number})\\s*(?:${unit}|㎜|毫米)?`;
  return new RegExp(`^${side}${times}${side}${times}${side}${end}`);
}
const size = createSizeForm(whole, '[mM] ?[mM]', '(?:\\s*[xX×*]\\s*|\\s+)');
/** With points, which no side has: `47.62`. */
const misreadSize = createSizeForm(
  `${lookAlike}(?:[.·]${lookAlike})?`,
  '[mMnN]{2}|rnm|mrn',
  '\\s*[xX×*\\u2169\\u2179\\u0425\\u0445\\u2715]\\s*',
);

/** 外廓尺寸, millimetres: `4582x1795x1458mm`; also `×`, `X`, `*` and blanks. */
export const overallSizeKind = createFormKind(
  (text): OverallSize | undefined => {
    const [, length, width, height] = size.exec(text) ?? [];
    return length === undefined
      ? undefined
      : { length: Number(length), width: Number(width), height: Number(height) };
  },
  (text) => {
    const sides = misreadSize.exec(text)?.slice(1);
    return sides && `${sides.map((side) => asDigits(side.replace(/[.,·]/g, ''))).join('x')}mm`;
  },
);

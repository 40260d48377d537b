import type { OverallSize } from '../contract';
import { createFormKind } from './kinds';

// Both cases are spelt out: with the flag `i` V8 takes several times as long to compile a form.

/** Whole numbers only; 15 digits still fit a number exactly. */
function createAmountKind(units: string) {
  const form = new RegExp(`^(\\d{1,15}|\\d{1,3}(?:,\\d{3}){1,4})\\s*(?:${units})?$`);
  return createFormKind((text) => {
    const amount = form.exec(text)?.[1];
    return amount === undefined ? undefined : Number(amount.replace(/,/g, ''));
  });
}

/** `7人`, `7` */
export const personsKind = createAmountKind('人');

/** Kilograms. Tonnes are not read: `2.7吨` may as well be a misread `27吨`. */
export const massKind = createAmountKind('[kK][gG]|㎏|千克|公斤');

const side = '(\\d{1,15})\\s*(?:[mM]{2}|毫米)?';
const by = '(?:\\s*[xX×*]\\s*|\\s+)';
const sizeForm = new RegExp(`^${side}${by}${side}${by}${side}$`);

/** 外廓尺寸, millimetres: `4582x1795x1458mm`; also `×`, `X`, `*` and blanks. */
export const overallSizeKind = createFormKind((text): OverallSize | undefined => {
  const [, length, width, height] = sizeForm.exec(text) ?? [];
  return length === undefined
    ? undefined
    : { length: Number(length), width: Number(width), height: Number(height) };
});

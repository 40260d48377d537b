import type { CarClass } from '../cards/driverLicense';
import type { Doubt } from './answer';
import { asDigits, withoutBlanks } from './text';

/** 公安部令第162号 附件1 */
export const carClasses: readonly CarClass[] = [
  ...(['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const),
  ...(['D', 'E', 'F', 'M', 'N', 'P'] as const),
];
const classes: ReadonlySet<string> = new Set(carClasses);

/** More than all classes with their remarks need; bounds the work. */
const maxLength = 400;

/**
 * Splits 准驾车型: `A1A2`, `C1D`, `A2 E`, `C1.D`, `C1(限)`; a remark in brackets is not a class.
 *
 * @returns the known ones, each once, and whether the text is made of nothing else
 */
export function splitCarClasses(carClass: string): { known: CarClass[]; isComplete: boolean } {
  if (carClass.length > maxLength) return { known: [], isComplete: false };
  const listed = carClass.replace(/\([\u4E00-\u9FFF]{1,9}\)/g, '');
  const parts = [...new Set(listed.match(/[A-Z]\d*|[^\s,，、/;；+.·]/g))];
  const known = parts.filter((part): part is CarClass => classes.has(part));
  return { known, isComplete: known.length > 0 && known.length === parts.length };
}

/** Upper-cases a text that is made of classes then; any other stays as it is. */
export function toCarClass(text: string): string {
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  const spellings = [upper, withoutBlanks(upper)];
  return spellings.find((spelling) => splitCarClasses(spelling).isComplete) ?? text;
}

/** No class has one of the letters that are read as digits here. */
export function doubtCarClass(carClass: string): Doubt | undefined {
  if (splitCarClasses(carClass).isComplete) return undefined;
  const guessed = toCarClass(carClass.replace(/[IilOoSsZz|!]/g, asDigits));
  return {
    code: 'CAR_CLASS_UNKNOWN',
    ...(splitCarClasses(guessed).isComplete && { suggestion: guessed }),
  };
}

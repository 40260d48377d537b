import type { CarClass } from '../cards/driverLicense';
import { findReading } from './captions';
import { asCode, maskedOr, trimSpecks } from './text';
import type { Doubt } from './warning';

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
  const spellings = [upper, upper.replace(/[\s.·•・･‧∙⋅]+/g, '')];
  return spellings.find((spelling) => splitCarClasses(spelling).isComplete) ?? text;
}

/** What OCR takes for a digit, or a letter, of a class. */
const lookAlikes: Record<string, string> = {
  ...{ I: '1', l: '1', i: '1', L: '1', J: '1', j: '1', '|': '1', '!': '1', ']': '1' },
  ...{ Z: '2', z: '2' },
  ...{ O: 'D', '0': 'D', Q: 'D', '8': 'B', '4': 'A', G: 'C', '(': 'C', S: '5', s: '5', b: '6' },
};

/** The classes that a text with look-alikes may be, each once, if nothing else is in it. */
function toLikelyClasses(text: string): string | undefined {
  const upper = asCode(text).replace(/[acdefmnp]/g, (letter) => letter.toUpperCase());
  let likely = '';
  for (const character of trimSpecks(upper).replace(/[\s,，、/;；+.·-]/g, '')) {
    const isDigit = /[ABC]$/.test(likely);
    const other = lookAlikes[character];
    const isRight = isDigit ? /[1-6]/.test(character) : /[A-FMNP]/.test(character);
    if (!isRight && other !== undefined && /\d/.test(other) !== isDigit) return undefined;
    likely += isRight ? character : (other ?? character);
  }
  const { known, isComplete } = splitCarClasses(likely);
  return isComplete ? known.join('') : undefined;
}

export function doubtCarClass(
  carClass: string,
  captions: readonly string[] = [],
): Doubt | undefined {
  const { known, isComplete } = splitCarClasses(carClass);
  const isRepeated = isComplete && (carClass.match(/[A-Z]\d?/g) ?? []).length > known.length;
  if (isComplete && !isRepeated) return undefined;
  const suggestion = findReading(carClass, captions, toLikelyClasses);
  return maskedOr(carClass, { code: 'CAR_CLASS_UNKNOWN', ...(suggestion && { suggestion }) });
}

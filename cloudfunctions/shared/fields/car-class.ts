import type { CarClass } from '../contract';

/** 公安部令第162号 附件1 */
const classes: ReadonlySet<string> = new Set<CarClass>([
  ...(['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const),
  ...(['D', 'E', 'F', 'M', 'N', 'P'] as const),
]);

/**
 * Splits 准驾车型: `A1A2`, `C1D`, `A2 E`, `C1,D`. A class that stands twice is listed once.
 *
 * @returns the known ones, and whether the text is made of nothing else
 */
export function splitCarClasses(carClass: string): { known: CarClass[]; isComplete: boolean } {
  const parts = [...new Set(carClass.match(/[A-Z]\d*|[^\s,，、/;；+]/g))];
  const known = parts.filter((part): part is CarClass => classes.has(part));
  return { known, isComplete: known.length > 0 && known.length === parts.length };
}

/** Upper-cases a text that consists of classes then; any other stays as it is. */
export function toCarClass(text: string): string {
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  return splitCarClasses(upper).isComplete ? upper : text;
}

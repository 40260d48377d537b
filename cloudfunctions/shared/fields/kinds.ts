import { toDate } from './dates';
import { replaceRadicals } from './radicals';

/**
 * One kind of field: in goes a value of WeChat's answer as `answer.ts` hands it over (trimmed text
 * that is no absent mark, or anything that is no text), out comes the field's type, `null` where it
 * is absent all the same, `undefined` where it is unreadable.
 *
 * Plain functions, not zod schemas: those said no more, and took a third of the time of a warm call's
 * normalisation.
 */
export type Kind<Value> = (value: unknown) => Value | null | undefined;

/** `⽆` is the radical U+2F46, which looks like `无`. */
const absentMarks: readonly unknown[] = [undefined, null, '', '-', '--', '无', '⽆'];

/** @param value trimmed, if it is a text */
export function isAbsent(value: unknown): boolean {
  return absentMarks.includes(value);
}

/** U+FF01–U+FF5E are ASCII in full width, U+3000 its blank; NFKC would change far more than these. */
function toAscii(text: string): string {
  return text.replace(/[\u3000\uFF01-\uFF5E]+/g, (wide) => wide.normalize('NFKC'));
}

/** A text in words: names, addresses, kinds. */
export const textKind: Kind<string> = (value) =>
  typeof value === 'string' ? replaceRadicals(value) : undefined;

/** A text in ASCII: numbers, plates, classes. `toCode` gives its usual spelling, and never fails. */
export function createCodeKind(toCode = (text: string) => text): Kind<string> {
  return createFormKind(toCode, Number.POSITIVE_INFINITY);
}

/** More than any date, amount or size needs, and little enough for any regular expression. */
const maxFormLength = 64;

/** A text in ASCII that has to be read: `toValue` gives `undefined` where it cannot. */
export function createFormKind<Value>(
  toValue: (text: string) => Value | undefined,
  maxLength = maxFormLength,
): Kind<Value> {
  return (value) => {
    if (typeof value !== 'string' || value.length > maxLength) return undefined;
    const text = toAscii(replaceRadicals(value));
    return isAbsent(text) ? null : toValue(text);
  };
}

export const codeKind = createCodeKind();

/** `YYYY-MM-DD` */
export const dateKind = createFormKind(toDate);

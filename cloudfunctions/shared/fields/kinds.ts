import { replaceRadicals } from './radicals';
import { isAbsent, toPlainText, withoutBlanks, withoutLabels } from './text';

/** Not zod schemas: those said no more, and took a third of the normalisation's time. */
export interface Kind<Value> {
  /**
   * @param value a trimmed text that is not an absent mark, or anything that is not a text
   * @returns `null` where it is absent all the same, `undefined` if unreadable
   */
  read(value: unknown, labels: readonly string[]): Value | null | undefined;
  /** For an unreadable value: what a person would type, if exactly one look-alike reading fits. */
  suggest?(value: unknown, labels: readonly string[]): string | undefined;
}

/** Kept word for word: names, addresses. */
export const textKind: Kind<string> = {
  read: (value) => (typeof value === 'string' ? replaceRadicals(value) : undefined),
};

/** Most often one of a list, and then without blanks: `非 营运`. */
export function createTermKind(isTerm: (text: string) => boolean): Kind<string> {
  return {
    read(value, labels) {
      if (typeof value !== 'string') return undefined;
      const text = withoutLabels(replaceRadicals(value), labels);
      if (isAbsent(text)) return null;
      const term = withoutBlanks(text);
      return isTerm(term) ? term : text;
    },
  };
}

/** In ASCII: numbers, plates, classes. `toCode` gives the usual spelling. */
export function createCodeKind(toCode = (text: string) => text): Kind<string> {
  return createFormKind(toCode, undefined, Number.POSITIVE_INFINITY);
}

/** Little enough for any regular expression. */
const maxFormLength = 64;

/** @param guess what a person would type for a text with look-alikes; may be anything if it has none */
export function createFormKind<Value>(
  toValue: (text: string) => Value | undefined,
  guess?: (text: string) => string | undefined,
  maxLength = maxFormLength,
): Kind<Value> {
  return {
    read(value, labels) {
      if (typeof value !== 'string' || value.length > maxLength) return undefined;
      const text = withoutLabels(toPlainText(value), labels);
      return isAbsent(text) ? null : toValue(text);
    },
    suggest(value, labels) {
      if (typeof value !== 'string' || value.length > maxLength) return undefined;
      const guessed = guess?.(withoutLabels(toPlainText(value), labels));
      return guessed === undefined || toValue(guessed) === undefined ? undefined : guessed;
    },
  };
}

import { findReading, withoutCaptions } from './captions';
import { isAbsent, isPlain, toPlainText, trimSpecks, withoutSpecks } from './text';

/**
 * What sort of value a field holds, and how to read it. (Which of the two licences it is on is a
 * `LicenseKind`.)
 *
 * Plain functions, no schemas: those said no more, and took a third of the time of a warm call's
 * normalisation.
 */
export interface Kind<Value> {
  /**
   * @param value of WeChat's answer as `answer.ts` hands it over: a visible text (`toVisible`) that is
   * not an absent mark, or anything that is not a text
   * @param labels captions of the field, which are not part of its value
   * @returns the field's type, `null` where it is absent all the same, `undefined` if unreadable
   */
  read(value: unknown, labels: readonly string[]): Value | null | undefined;
  /** For an unreadable value: what a person would type, if exactly one look-alike reading fits. */
  suggest?(value: unknown, labels: readonly string[]): string | undefined;
}

/** A text in words, kept word for word but for its caption: names, addresses. */
export const textKind: Kind<string> = {
  read(value, labels) {
    if (typeof value !== 'string') return undefined;
    const text = withoutCaptions(value, labels, true);
    return isAbsent(text) ? null : text;
  },
};

/** A text in words, most often one of a list, which then comes without blanks and specks: `非 营运`. */
export function createTermKind(isTerm: (text: string) => boolean): Kind<string> {
  return {
    read(value, labels) {
      if (typeof value !== 'string') return undefined;
      const text = withoutCaptions(value, labels);
      if (isAbsent(text)) return null;
      if (isTerm(text)) return text;
      const term = withoutSpecks(text);
      return isTerm(term) ? term : text;
    },
  };
}

/** A text in ASCII: numbers, plates, classes. `toCode` gives its usual spelling, and never fails. */
export function createCodeKind(toCode = (text: string) => text): Kind<string> {
  return createFormKind(toCode, undefined, Number.POSITIVE_INFINITY);
}

/** More than any date, amount or size needs, and little enough for any regular expression. */
const maxFormLength = 64;

/**
 * A text in ASCII that has to be read.
 *
 * @param toValue `undefined` where it cannot be read
 * @param guess what a person would type for a text with look-alikes; may be anything if it has none
 */
export function createFormKind<Value>(
  toValue: (text: string) => Value | undefined,
  guess?: (text: string) => string | undefined,
  maxLength = maxFormLength,
): Kind<Value> {
  return {
    read(value, labels) {
      if (typeof value !== 'string' || value.length > maxLength) return undefined;
      const text = toBareText(value, labels);
      return isAbsent(text) ? null : toValue(text);
    },
    suggest(value, labels) {
      if (typeof value !== 'string' || value.length > maxLength) return undefined;
      return findReading(toBareText(value, labels), labels, (text) =>
        [guess?.(text), text].find((typed) => typed !== undefined && toValue(typed) !== undefined),
      );
    },
  };
}

/** In ASCII, without its caption and the specks around it; a text of specks alone stays. */
function toBareText(value: string, labels: readonly string[]): string {
  const isBare = isPlain(value);
  const text = withoutCaptions(isBare ? value : toPlainText(value), labels);
  return isBare && text === value ? text : trimSpecks(text) || text;
}

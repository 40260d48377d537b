import { replaceRadicals } from './radicals';

/** Dashes and slashes stand for nothing on a card, and so does 无, which can be the radical ⽆ U+2F46. */
const absentMark = /^[-_/\u2010-\u2015\u2212\u2500\uFF0D\uFF0F无⽆\s]*$/;

/** @param value trimmed, if it is a text */
export function isAbsent(value: unknown): boolean {
  return typeof value === 'string' ? absentMark.test(value) : value === undefined || value === null;
}

/** With characters for radicals, and ASCII for its full-width forms; NFKC would change far more. */
export function toPlainText(text: string): string {
  return replaceRadicals(text).replace(/[\u3000\uFF01-\uFF5E]+/g, (wide) => wide.normalize('NFKC'));
}

/** Codes and terms hold no blanks and no dots, but OCR reads them between characters. */
export function withoutBlanks(text: string): string {
  return text.replace(/[\s.·•・･‧∙⋅]+/g, '');
}

/**
 * Takes the label off that OCR read together with the value: `注册日期：2018-07-06`. A label is the
 * whole caption that the card prints beside this very field; any other word belongs to the value.
 */
export function withoutLabels(text: string, labels: readonly string[]): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const label of labels) {
      if (rest.startsWith(label)) rest = rest.slice(label.length).replace(/^[\s:：]+/, '');
      if (rest.endsWith(label)) rest = rest.slice(0, -label.length).trim();
    }
  }
  return rest;
}

/** What OCR takes for a digit's look-alike, one for each. */
const digits: Record<string, string> = {
  ...{ O: '0', o: '0', D: '0', Q: '0', I: '1', i: '1', l: '1', '|': '1', '!': '1' },
  ...{ Z: '2', z: '2', S: '5', s: '5', G: '6', b: '6', B: '8', g: '9', q: '9' },
};

/** For places that hold nothing but digits: `2O18` → `2018`. */
export function asDigits(text: string): string {
  return text.replace(/[OoDQIil|!ZzSsGbBgq]/g, (letter) => digits[letter] ?? letter);
}

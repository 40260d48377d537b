import { replaceRadicals } from './radicals';
import type { Doubt } from './warning';

/** Dashes and slashes stand for nothing on a card, and so does 无, which can be the radical ⽆ U+2F46. */
const absentMark = /^[-_/\u2010-\u2015\u2212\u2500\uFF0D\uFF0F无⽆\s]*$/;

/** @param value trimmed, if it is a text */
export function isAbsent(value: unknown): boolean {
  return typeof value === 'string' ? absentMark.test(value) : value === undefined || value === null;
}

const plain = /^[A-Za-z\d\u4E00-\u9FFF](?:[!-~·×\u4E00-\u9FFF]*[A-Za-z\d\u4E00-\u9FFF])?$/;

/** Of most texts, this says that `toVisible`, `toPlainText` and `trimSpecks` have nothing to do. */
export const isPlain = (text: string): boolean => plain.test(text);

/** Control characters, soft hyphens, zero widths, marks of direction, fillers, variation selectors. */
const invisible = new RegExp(
  '[\\0-\\x08\\x0E-\\x1F\\x7F-\\x9F\\xAD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F' +
    '\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB]+|(?:\\uDB40[\\uDC00-\\uDFFF])+',
  'g',
);

/** Trimmed, without the characters that nobody can see, and with characters for radicals. */
export function toVisible(text: string): string {
  if (isPlain(text)) return text;
  return replaceRadicals(text.replace(invisible, '').trim());
}

/** With ASCII for its full-width forms; NFKC would change far more. */
export function toPlainText(text: string): string {
  return text.replace(/[\u3000\uFF01-\uFF5E]+/g, (wide) => wide.normalize('NFKC'));
}

/** What a speck on the card is read as. Nothing that is read for a digit, a dash or a comma. */
const specks = '\'"`·•・･‧∙⋅˙●﹒▪◦…。､;:：；‘’“”′″´¨°^~_';
const speck = new RegExp(`[\\s.,、，．${specks}]+`, 'g');

/** Codes and terms hold no blanks and no dots, but OCR reads them between characters. */
export function withoutSpecks(text: string): string {
  return text.replace(speck, '');
}

/** Specks in front of a value and behind it; not `.5` and `,700`, of which a digit may be lost. */
export function trimSpecks(text: string): string {
  const isSpeck = (place: number) => {
    const character = text.charAt(place);
    return specks.includes(character) || character === '、' || character.trim() === '';
  };
  let start = 0;
  let end = text.length;
  const isPoint = (place: number) => text[place] === '.' || text[place] === ',';
  while (start < end && isSpeck(start)) start++;
  while (end > start && (isSpeck(end - 1) || isPoint(end - 1))) end--;
  return text.slice(start, end);
}

/** What hides a part of a value: `*` and its kin; a lone ● may as well be a dot. */
const mask = /[*＊∗⁎✱﹡×✕╳]|[●○■□█▇▆◆◇★☆]{2}|[○■□█▇▆]$|.●$/;

export const isMasked = (text: string): boolean => mask.test(text);

/** What hides a part of a value is the reason why it has no form, unless one reading has it. */
export const maskedOr = (text: string, found: Doubt | undefined): Doubt | undefined =>
  found && !found.suggestion && isMasked(text) ? { code: 'MASKED' } : found;

/** Greek and Cyrillic letters with the Latin ones of their shape, in the same place. */
export const latin = {
  from: 'АВЕКМНОРСТХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
  to: 'ABEKMHOPCTXaeopcyxABEZHIKMNOPTYX',
};
const otherLetters = new RegExp(`[${latin.from}]`, 'g');

/** For what holds Latin letters and digits: those of other scripts, Roman numerals, slashed zeros. */
export function asCode(text: string): string {
  return text
    .replace(/[\u2160-\u217F]/g, (numeral) => numeral.normalize('NFKC'))
    .replace(otherLetters, (letter) => latin.to.charAt(latin.from.indexOf(letter)))
    .replace(/[θΘΦφØø]/g, '0');
}

/** What OCR takes for a digit's look-alike, one for each. */
const digits: Record<string, string> = {
  ...{ O: '0', o: '0', D: '0', Q: '0', I: '1', i: '1', l: '1', '|': '1', '!': '1' },
  ...{ Z: '2', z: '2', S: '5', s: '5', G: '6', b: '6', B: '8', g: '9', q: '9' },
  // The office's printer slashes its zeros.
  ...{ θ: '0', Θ: '0', Φ: '0', φ: '0', Ø: '0', ø: '0', 〇: '0', '○': '0', О: '0', о: '0' },
};

/** For places that hold nothing but digits: `2O18` → `2018`. */
export function asDigits(text: string): string {
  return text.replace(/[OoDQIil|!ZzSsGbBgqθΘΦφØø〇○Оо]/g, (letter) => digits[letter] ?? letter);
}

import { distance } from './distance';

/** Between a caption and its value, and between the characters of a caption that is printed wide. */
const gaps = ' \t\n\r\u3000\xA0:：.';
const gap = (character: string | undefined) => character !== undefined && gaps.includes(character);

/** What a text that begins, or ends, with one of the captions begins or ends with. */
interface Edges {
  first: string;
  last: string;
}
const edges = new WeakMap<readonly string[], Edges>();

function findEdges(captions: readonly string[]): Edges {
  const characters = (pattern: RegExp) => {
    const found = captions.map((caption) => pattern.exec(caption)?.[0] ?? '').join('');
    return gaps + found.toLowerCase() + found.toUpperCase();
  };
  const found = { first: characters(/^./), last: characters(/[^.](?=\.?$)/) };
  edges.set(captions, found);
  return found;
}

/** More than any card has in one place; bounds the work. */
const maxCaptions = 8;

/**
 * Takes the captions off that OCR read together with the value: `注册日期：2018-07-06`, `非营运Use Character`.
 * Each is the whole caption that the card prints beside this very field, in Chinese or English; any
 * other word belongs to the value.
 *
 * @param isFree a text in words may begin or end with an English word of its own: there an English
 * caption is one only beside something else than a Latin letter or digit, or before a colon
 */
export function withoutCaptions(text: string, captions: readonly string[], isFree = false): string {
  const { first, last } = edges.get(captions) ?? findEdges(captions);
  if (!first.includes(text.charAt(0)) && !last.includes(text.charAt(text.length - 1))) return text;
  let rest = text;
  for (let count = 0; count < maxCaptions; count++) {
    const before = rest;
    for (const caption of captions) {
      const end = endOf(caption, rest, isFree);
      const isWord = isFree && isLatin(caption);
      if (
        end > 0 &&
        !(isWord && isLetter(rest.charAt(end)) && !/[:：]\s*$/.test(rest.slice(0, end)))
      )
        rest = rest.slice(end);
      const start = startOf(caption, rest, isFree);
      // 中国籍 does not end with 国籍.
      const isApart = caption.length > 2 || gap(rest[start - 1]);
      if (
        start < rest.length &&
        isApart &&
        !(isWord && isLetter(rest.slice(0, start).trim().slice(-1)))
      )
        rest = rest.slice(0, start).trim();
    }
    if (rest === before) return rest;
  }
  return rest;
}

const isLatin = (caption: string) => caption < '\x7F';
const isLetter = (character: string) => /[A-Za-z\d]/.test(character);

function isAlike(one: string | undefined, other: string | undefined, isExact: boolean): boolean {
  return one === other || (!isExact && one?.toLowerCase() === other?.toLowerCase());
}

/** Where the text goes on behind the caption and its colon, 0 if it does not begin with it. */
function endOf(caption: string, text: string, isExact: boolean): number {
  let place = 0;
  for (let index = 0; index < caption.length; index++) {
    if (gap(caption[index])) continue;
    while (place > 0 && gap(text[place])) place++;
    if (!isAlike(text[place++], caption[index], isExact)) return 0;
  }
  while (gap(text[place])) place++;
  return place;
}

/** Where the caption begins, the text's length if it does not end with it. */
function startOf(caption: string, text: string, isExact: boolean): number {
  let place = text.length;
  while (gap(text[place - 1])) place--;
  for (let index = caption.length - 1; index >= 0; index--) {
    if (gap(caption[index])) continue;
    while (place > 0 && gap(text[place - 1])) place--;
    if (!isAlike(text[--place], caption[index], isExact)) return text.length;
  }
  return place;
}

/** More than any caption with its value has; bounds the work. */
const maxGuessLength = 64;

/** The first that is right: the text, its half where it stands there twice, or without a misread caption. */
export function findReading<Value>(
  text: string,
  captions: readonly string[],
  toRight: (reading: string) => Value | undefined,
): Value | undefined {
  if (text.length > maxGuessLength) return undefined;
  const right = toRight(text);
  if (right !== undefined) return right;
  const half = text.slice(0, text.length / 2).trim();
  // Digits alone may as well be one number.
  const once =
    /\D|.{15}/.test(half) && text.slice(half.length).trim() === half ? toRight(half) : undefined;
  if (once !== undefined) return once;
  for (const rest of guessWithoutCaption(text, captions)) {
    const value = toRight(rest);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Without what stands between its characters, in lower case. */
const squash = (text: string) => text.replace(/[\s:：.]/g, '').toLowerCase();

/** How many characters of a caption may be misread. */
const allowance = (length: number) => Math.min(Math.max(Math.floor(length / 3), 1), 4);

/**
 * What may be the value where a caption is misread or cut: `VehiclcTyre重型货车` → `重型货车`,
 * `期2018-07-06` → `2018-07-06`, `号牌粤B12345` → `粤B12345`. The caller takes one only if it has the type.
 *
 * @returns the likeliest first
 */
function guessWithoutCaption(text: string, captions: readonly string[]): string[] {
  const found: { rest: string; wrong: number }[] = [];
  for (const caption of captions) {
    const whole = squash(caption);
    const limit = allowance(whole.length);
    const wrongIn = (part: string) => {
      // No caption has a digit, and a value's must not go with it.
      if (part === '' || /\d/.test(part)) return limit + 1;
      // A Latin letter alone may be the value's.
      const isCut =
        (part.length > 1 || part > '\x7F') && (whole.startsWith(part) || whole.endsWith(part));
      return isCut ? 0 : distance(part, whole, limit);
    };
    for (let length = 1; length <= caption.length + limit && length < text.length; length++) {
      const wrong = wrongIn(squash(text.slice(0, length)));
      if (wrong <= limit) found.push({ rest: text.slice(length).replace(/^[\s:：.]+/, ''), wrong });
      const wrongBehind = wrongIn(squash(text.slice(-length)));
      if (wrongBehind <= limit)
        found.push({ rest: text.slice(0, -length).trim(), wrong: wrongBehind });
    }
  }
  found.sort((a, b) => a.wrong - b.wrong);
  return found.map(({ rest }) => rest);
}

/**
 * Whether a Latin word among others is an English caption, well or badly read or cut: `Owmer`, `wner`.
 * It has small letters, which names in capitals have not.
 *
 * @param isAtEnd of the text; in its midst only a long caption is found
 */
export function isNearCaption(
  word: string,
  captions: readonly string[],
  isAtEnd: boolean,
): boolean {
  const bare = squash(word);
  if (!/[a-z]/.test(word) || bare.length < 2) return false;
  const isTitled = /^[A-Z][a-z]/.test(word);
  return captions.some((caption) => {
    const whole = squash(caption);
    if (!isAtEnd && whole.length < 7) return false;
    const common = bare.length < 4 ? 1 : 3;
    const isStump = isTitled && bare.length < 9 && whole.startsWith(bare.slice(0, common));
    const isPart = bare.length > 2 && whole.includes(bare);
    return (
      isStump || isPart || distance(bare, whole, allowance(whole.length)) <= allowance(whole.length)
    );
  });
}

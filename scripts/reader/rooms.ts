import { isAboveValue, type Label, sizeOf, type Value } from '../cards/layout';
import type { Page } from './find-page';
import type { OfferedLine, Point } from './types';

/** Where a value may stand on its page, millimetres; the label's own row before the office's shift. */
export interface Room {
  value: Value;
  /** It is where the value goes on. */
  isFurtherLine: boolean;
  /** Its label may begin elsewhere, and it with it. */
  isLoose: boolean;
  left: number;
  right: number;
  y: number;
  /** The latest that a first character was seen to begin. */
  latest: number;
  /** The furthest that a value was seen to end. */
  end: number;
}

/** What was read in a room: characters of one line, one after the other. */
export interface Piece {
  line: OfferedLine;
  /** Its first character in the line, and the one after its last. */
  start: number;
  end: number;
  /** Of these two, millimetres. */
  first: Point;
  last: Point;
  heightMm: number;
}

/** Millimetres from a label's end to where a value may begin, and from a value's end to the next label. */
const gapMm = 0.4;
/** Millimetres that a value may begin before the earliest that was seen. */
const earlierMm = 2;
const laterMm = 3;
/** Millimetres before the earliest value that a room has in any case: a character at its edge is lost. */
const firstGapMm = 0.4;
const englishPitchMm = 0.95;
/** Millimetres that a room reaches behind the furthest that a value was seen to end. */
const overMm = 0.8;
/** A page that is found a little too narrow must not cut what stands at its edge. */
const pageEnd = 1.02;

export function roomsOf(page: Page): Room[] {
  const size = sizeOf(page.layout);
  const { width, height } = size;
  const labels = page.layout.labels.map((label) => ({ label, ...endsOf(page, label) }));
  return labels.flatMap(({ label, left: labelLeft, right: labelRight, y: labelY }) => {
    const { value } = label;
    if (!value) return [];
    const moved = label.begins ? labelRight - label.x[1] * width : 0;
    const isAbove = isAboveValue(label, size);
    const rowY = isAbove ? ((value.y[0] + value.y[1]) / 2) * height : labelY;
    const next = labels
      .filter(({ y, left }) => Math.abs(y - rowY) < 3 && left > labelLeft + 1)
      .map(({ label: other, left }) => ({ left: left - gapMm, isLoose: !!other.begins }));
    const toRoom = (
      { begins, ends, y }: Omit<Value, 'key' | 'kind'>,
      isFurtherLine: boolean,
    ): Room => ({
      value,
      isFurtherLine,
      isLoose: !!label.begins,
      left:
        isFurtherLine || isAbove
          ? begins[0] * width - earlierMm
          : Math.max(
              labelRight + gapMm,
              begins[0] * width - earlierMm + moved,
              Math.min(englishEnd(label, width) + gapMm / 2, begins[0] * width - firstGapMm),
            ),
      // A value may run into the next label; but no further than one was seen to.
      right: Math.min(
        Math.max(ends * width + laterMm, label.begins ? width : 0),
        pageEnd * width,
        ...(isFurtherLine
          ? []
          : next.map(({ left, isLoose }) =>
              isLoose ? left : Math.max(left, ends * width + overMm),
            )),
      ),
      y: ((y[0] + y[1]) / 2) * height,
      latest: begins[1] * width,
      end: ends * width,
    });
    const { furtherLines = [] } = value;
    return [toRoom(value, false), ...furtherLines.map((line) => toRoom(line, true))];
  });
}

export function englishEnd({ english, x }: Label, width: number): number {
  if (!english) return 0;
  return english.x ? english.x[1] * width : x[0] * width + englishPitchMm * english.text.length;
}

/** Where the table has it, or where one that may begin anywhere was found. */
function endsOf({ layout, found, mapping }: Page, label: Label) {
  const { width, height } = sizeOf(layout);
  const place = { left: label.x[0] * width, right: label.x[1] * width, y: label.y * height };
  const glyphs = label.begins && found.get(label);
  if (!glyphs) return place;
  const [first, last] = [glyphs[0], glyphs.at(-1)].map((glyph) =>
    glyph ? mapping.toPage(glyph.line.centers[glyph.index] as Point) : { x: 0, y: 0 },
  ) as [Point, Point];
  const half = 1.3;
  return { ...place, left: first.x - half, right: last.x + half };
}

/** How far all values stand below their places, at this x. Millimetres. */
export type Shift = (x: number) => number;

/** Millimetres that a line may stand beside the common shift, and that a shift may be. */
const reachMm = 2.4;
/** The same where a value may be broken into two lines that share its room. */
const brokenReachMm = 3.2;
/** Millimetres between two such lines at least. */
const lineGapMm = 2.2;
const maxShift = 4.4;
/** All values are tilted by up to a degree. */
const maxTilt = 0.03;

/** From left to right; what the detector found twice, once. */
export function piecesIn(
  room: Room,
  page: Page,
  lines: readonly OfferedLine[],
  shift: Shift,
  reach = reachMm,
): Piece[] {
  const own = new Set(
    [...page.found.values()]
      .flat()
      .map(({ line, index }) => `${lines.indexOf(line as OfferedLine)} ${index}`),
  );
  const pieces = lines.flatMap((line, at): Piece[] => {
    const places = line.centers.map(page.mapping.toPage);
    if (places.every((place) => isOnSeal(place, page))) return [];
    const inside = places.flatMap(({ x, y }, index) =>
      x > room.left &&
      x < room.right &&
      Math.abs(y - room.y - shift(x)) < reach &&
      !own.has(`${at} ${index}`)
        ? [index]
        : [],
    );
    const [start] = inside;
    const last = inside.at(-1);
    if (start === undefined || last === undefined) return [];
    const [top, bottom] = [
      page.mapping.toPage(line.corners[0]),
      page.mapping.toPage(line.corners[3]),
    ];
    const piece = {
      line,
      start,
      end: last + 1,
      first: places[start] as Point,
      last: places[last] as Point,
      heightMm: Math.hypot(bottom.x - top.x, bottom.y - top.y),
    };
    return isEnglish(piece) ? [] : [piece];
  });
  const isWithin = (piece: Piece, other: Piece) =>
    textOf(other).length > textOf(piece).length &&
    Math.abs(other.first.y - piece.first.y) < lineGapMm &&
    piece.first.x > other.first.x - 1 &&
    piece.last.x < other.last.x + 1;
  return pieces
    .filter((piece) => !pieces.some((other) => isWithin(piece, other)))
    .sort((a, b) => a.first.x - b.first.x);
}

/** A room of which half the height is one line's and half another's, as two rooms. */
export function linesIn(
  room: Room,
  page: Page,
  lines: readonly OfferedLine[],
  shift: Shift,
): { room: Room; pieces: Piece[] }[] {
  const pieces = piecesIn(room, page, lines, shift);
  if (room.value.kind !== 'address' || room.value.furtherLines) return [{ room, pieces }];
  const rows: Piece[][] = [];
  const all = piecesIn(room, page, lines, shift, brokenReachMm);
  for (const piece of all.sort((a, b) => a.first.y - b.first.y)) {
    const row = rows.find(
      ([first]) => first && Math.abs(first.first.y - piece.first.y) < lineGapMm,
    );
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  if (rows.length !== 2) return [{ room, pieces }];
  return rows.map((row, index) => ({
    room: {
      ...room,
      isFurtherLine: index > 0,
      y: (row[0]?.first.y ?? room.y) - shift(row[0]?.first.x ?? room.left),
    },
    pieces: row.sort((a, b) => a.first.x - b.first.x),
  }));
}

function isOnSeal({ x, y }: Point, { layout }: Page): boolean {
  const box = layout.seal?.box;
  if (!box) return false;
  const { width, height } = sizeOf(layout);
  const [u, v] = [x / width, y / height];
  return u > box.x[0] && u < box.x[1] && v > box.y[0] && v < box.y[1];
}

export const textOf = ({ line, start, end }: Piece) => line.text.slice(start, end);

/** Small words below a label, or the end of one, with the dots behind it; no value looks so. */
function isEnglish(piece: Piece): boolean {
  const isWords = (text: string) => /^[A-Za-z .&']+$/.test(text) && /[a-z]{2}/.test(text);
  const text = textOf(piece);
  return isWords(text) || (/^[a-z .]+$/.test(text) && isWords(piece.line.text));
}

/** The shift that the lines found in all rooms agree on. */
export function commonShift(
  page: Page,
  rooms: readonly Room[],
  lines: readonly OfferedLine[],
): Shift {
  const seen = rooms.flatMap((room) =>
    piecesIn(room, page, lines, () => 0, maxShift).flatMap(({ first, last, start, end }) => [
      { room, x: first.x, off: first.y - room.y, weight: end - start },
      { room, x: last.x, off: last.y - room.y, weight: end - start },
    ]),
  );
  const usual = shiftOfMost(seen);
  const near = seen.filter(({ off }) => Math.abs(off - usual) < 1.4);
  const total = near.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const mean = (of: (each: (typeof near)[number]) => number) =>
    near.reduce((sum, each) => sum + each.weight * of(each), 0) / total;
  const [x, off] = [mean((each) => each.x), mean((each) => each.off)];
  const spread = mean((each) => (each.x - x) ** 2);
  // A few lines beside each other tell no tilt.
  const tilt = mean((each) => (each.x - x) * (each.off - off)) / (spread + 100);
  const slope = Math.min(Math.max(tilt, -maxTilt), maxTilt);
  return near.length === 0 ? () => usual : (at) => off + slope * (at - x);
}

/**
 * Half a row up or half a row down look alike for a single value: the shift at which most rooms have
 * one, and of such the least.
 */
function shiftOfMost(seen: readonly { room: Room; off: number }[]): number {
  let [best, most] = [0, 0];
  for (let shift = -maxShift; shift <= maxShift; shift += 0.2) {
    const filled = new Set(
      seen.filter(({ off }) => Math.abs(off - shift) < 1).map(({ room }) => room),
    );
    const worth = filled.size - 0.2 * Math.abs(shift);
    if (worth > most) [best, most] = [shift, worth];
  }
  return best;
}

import type { Card } from '../cards/layout';
import { findPage, type Page } from './find-page';
import { inMm, type Label, pageSize } from './places';
import type { PictureText, Point, TextLine } from './types';

/** Half the height of the room for a value, millimetres. */
const usualReach = 3;
/** Watermarks and stamps lie askew of the card's own lines. */
const maxSkew = (12 * Math.PI) / 180;
/** The box of a single character may lie askew without it; not so far. */
const maxSquareSkew = (30 * Math.PI) / 180;
/** Millimetres; no value is printed so large, but watermarks are. */
const maxHeight = 4.9;
/** A single character that is surer than this is print; below, dirt or a bit of the pattern. */
const minConfidence = 0.6;
/** Millimetres that a label takes which is spread to the width of four characters. */
const spreadWidth = 7.8;

/**
 * What a card says, in WeChat's keys and as it was read; `undefined` where the picture holds no page
 * of it. A field that cannot be found is absent.
 */
export function readFields(card: Card, text: PictureText): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  let found = false;
  const lines = withoutSplits(card, text.lines);
  for (const layouts of card.pages) {
    const page = findPage(layouts.map(inMm), lines);
    if (!page) continue;
    found = true;
    Object.assign(fields, fieldsOf(page, lines));
    const { positionKey } = page.layout;
    if (positionKey) fields[positionKey] = { pos: cornersOf(page, text) };
  }
  if (!found) return undefined;
  return card.toAnswer?.(fields, text) ?? fields;
}

/** `住` and `址` found as two lines are one again, and so is `住` before `址广东省…`. */
function withoutSplits(card: Card, lines: readonly TextLine[]): TextLine[] {
  const labels = card.pages.flat().flatMap((layout) => layout.labels);
  const joined = new Set<TextLine>();
  return lines
    .map((line) => {
      if (!labels.some((label) => label.text[0] === line.text)) return line;
      const [leftTop, rightTop, rightBottom, leftBottom] = line.corners;
      const height = leftBottom.y - leftTop.y;
      const next = lines.find(({ corners }) => {
        const gap = corners[0].x - rightTop.x;
        const drop = (corners[0].y + corners[3].y - rightTop.y - rightBottom.y) / 2;
        return gap > -0.6 * height && gap < 2 * height && Math.abs(drop) < height / 2;
      });
      if (!next || next === line || joined.has(next)) return line;
      joined.add(next);
      return {
        text: line.text + next.text,
        confidence: Math.min(line.confidence, next.confidence),
        corners: [leftTop, next.corners[1], next.corners[2], leftBottom] as TextLine['corners'],
        centers: [...line.centers, ...next.centers],
      };
    })
    .filter((line) => !joined.has(line));
}

/** A piece of a line that belongs to one value, in the page's millimetres. */
interface Piece {
  text: string;
  left: number;
  right: number;
  y: number;
  height: number;
}

function fieldsOf(page: Page, allLines: TextLine[]): Record<string, string> {
  const { layout, mapping } = page;
  const lines = linesOnPage(page, allLines);
  const places = layout.labels.map((label) => ({ label, ...placeOf(page, label) }));
  const fields: Record<string, string> = {};
  for (const place of places) {
    const { label } = place;
    if (!label.key) continue;
    // Neighbours in the same row, where they were really found, bound the room.
    const next = places
      .filter(({ y, left }) => Math.abs(y - place.y) < 3 && left > place.right)
      .map(({ left }) => left);
    const right = Math.min(
      (label.until ?? pageSize.width) + 1.5,
      ...next.map((left) => left - 0.4),
    );
    const reach = label.reach ?? usualReach;
    const pieces = lines.flatMap(({ line, centers, free, height }) =>
      pieceWithin(line, centers, free, height, {
        left: place.right + 0.2,
        right,
        top: place.y - reach,
        bottom: place.y + reach,
      }),
    );
    const value = join(pieces, label);
    if (value) fields[label.key] = value;
  }
  if (layout.seal) {
    const { key, ...area } = layout.seal;
    const pieces = lines.flatMap(({ line, centers, free, height }) =>
      pieceWithin(line, centers, free, height, area),
    );
    const words = join(pieces, { isText: true });
    if (words) fields[key] = words;
  }
  return fields;

  function placeOf({ found }: Page, label: Label) {
    const finding = found.get(label);
    if (!finding) return label;
    const first = mapping.toPage(finding.line.centers[finding.start] as Point);
    const last = mapping.toPage(finding.line.centers[finding.end - 1] as Point);
    const [top, , , bottom] = finding.line.corners.map(mapping.toPage) as TextLine['corners'];
    const step = (last.x - first.x) / Math.max(1, finding.end - finding.start - 1);
    // With blanks between its characters, a label ends before half a step more.
    const half = Math.min(step / 2, Math.hypot(bottom.x - top.x, bottom.y - top.y) * 0.4);
    return { left: first.x - half, right: last.x + half, y: (first.y + last.y) / 2 };
  }
}

interface PageLine {
  line: TextLine;
  /** Of each character, millimetres. */
  centers: Point[];
  /** Of each character: belongs to no label. */
  free: boolean[];
  height: number;
}

function linesOnPage({ layout, mapping, found }: Page, lines: TextLine[]): PageLine[] {
  const taken = new Map<TextLine, [number, number][]>();
  for (const { line, start, end } of found.values()) {
    taken.set(line, [...(taken.get(line) ?? []), [start, end]]);
  }
  return lines.flatMap((line) => {
    const [leftTop, rightTop, rightBottom, leftBottom] = line.corners.map(
      mapping.toPage,
    ) as TextLine['corners'];
    const angle = Math.atan2(
      rightTop.y + rightBottom.y - leftTop.y - leftBottom.y,
      rightTop.x + rightBottom.x - leftTop.x - leftBottom.x,
    );
    const height = Math.hypot(leftBottom.x - leftTop.x, leftBottom.y - leftTop.y);
    const isSquare = rightTop.x - leftTop.x < 1.6 * height;
    const labels = taken.get(line) ?? [];
    // Two cells in one line may make a tall box of it.
    const isTooHigh = height > maxHeight && labels.length === 0;
    const isSpeck = line.text.length === 1 && line.confidence < minConfidence;
    if (isSpeck || isTooHigh || Math.abs(angle) > (isSquare ? maxSquareSkew : maxSkew)) return [];
    const centers = line.centers.map(mapping.toPage);
    const isEnglish =
      labels.length === 0 && layout.labels.some(({ english }) => isLike(line.text, english));
    if (isEnglish) return [];
    const free = centers.map(
      (center, index) =>
        !labels.some(([start, end]) => index >= start && index < end) &&
        !layout.labels.some(
          (label) => !found.has(label) && isPartOf(label, line.text[index], center),
        ),
    );
    return [{ line, centers, free, height }];
  });
}

/** Of a label with blanks in it, the end may be all that was read. */
function isPartOf(label: Label, character: string | undefined, { x, y }: Point): boolean {
  const isNear = x > label.left - 1 && x < label.left + spreadWidth && Math.abs(y - label.y) < 3;
  return isNear && label.text.includes(character ?? ' ');
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function pieceWithin(
  line: TextLine,
  centers: Point[],
  free: boolean[],
  height: number,
  area: Area,
): Piece[] {
  const inside = [...line.text].flatMap((_, index) => {
    const { x, y } = centers[index] as Point;
    const isInside = x > area.left && x < area.right && y > area.top && y < area.bottom;
    return isInside && free[index] ? [index] : [];
  });
  const [first] = inside;
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return [];
  const text = line.text.slice(first, last + 1);
  const { x, y } = centers[first] as Point;
  const end = centers[last] as Point;
  return [{ text, left: x, right: end.x, y: (y + end.y) / 2, height }];
}

/** From top to bottom, and within a row from left to right. */
function join(all: Piece[], { isText, english }: Partial<Label>): string {
  const pieces = all.filter((piece) => !isStray(piece, all)).sort((a, b) => a.y - b.y);
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const row = rows.at(-1);
    const previous = row?.at(-1);
    if (row && previous && piece.y - previous.y < Math.min(piece.height, previous.height) * 0.5)
      row.push(piece);
    else rows.push([piece]);
  }
  const text = rows
    .flatMap((row) => withoutRepetition(row).sort((a, b) => a.left - b.left))
    .filter((piece) => !isLike(piece.text, english))
    .map((piece) => piece.text)
    .join(isText ? ' ' : '')
    .replace(/^[\s:：]+/, '')
    .trim();
  return isText
    ? text.replace(/(?<![\w.,])\s+|\s+(?![\w(])/g, '')
    : text.replace(/\s/g, '').replaceAll('×', 'x');
}

/** A bit of a watermark, or of another card: not beside a longer piece, nor where its next row begins. */
function isStray(piece: Piece, pieces: readonly Piece[]): boolean {
  const isShort = ({ text }: Piece) => text.length <= 2 && !/\d/.test(text);
  if (!isShort(piece)) return false;
  const longer = pieces.filter((other) => !isShort(other));
  const belongsTo = ({ left, right, y, height }: Piece) =>
    Math.abs(piece.y - y) < height * 0.6
      ? Math.max(left - piece.right, piece.left - right) < height * 3
      : Math.abs(piece.left - left) < height * 4;
  return longer.length > 0 && !longer.some(belongsTo);
}

/** The detector may find the end of a line once more as a line of its own: the longer one holds both. */
function withoutRepetition(row: Piece[]): Piece[] {
  const isWithin = (piece: Piece, other: Piece) =>
    other.text.length > piece.text.length ||
    (other.text.length === piece.text.length && row.indexOf(other) < row.indexOf(piece))
      ? piece.left > other.left - piece.height / 2 && piece.right < other.right + piece.height / 2
      : false;
  return row.filter((piece) => !row.some((other) => other !== piece && isWithin(piece, other)));
}

/** Small print is misread often: most of its letters in order are enough. */
function isLike(text: string, english: string | undefined): boolean {
  if (!english) return false;
  const plain = (words: string) => words.toLowerCase().replace(/[^a-z]/g, '');
  const [read, printed] = [plain(text), plain(english)];
  if (read.length < 2 || /[^\x20-\x7e]/.test(text) || /\d/.test(text)) return false;
  let next = 0;
  for (const character of read) {
    const at = printed.indexOf(character, next);
    if (at !== -1) next = at + 1;
  }
  const common = [...read].filter((character) => printed.includes(character)).length;
  return next > 0 && common / read.length >= 0.75 && Math.abs(read.length - printed.length) <= 3;
}

function cornersOf({ mapping }: Page, { width, height }: PictureText) {
  const at = (x: number, y: number) => {
    const point = mapping.toPicture({ x, y });
    return { x: clamp(point.x, width), y: clamp(point.y, height) };
  };
  return {
    left_top: at(0, 0),
    right_top: at(pageSize.width, 0),
    right_bottom: at(pageSize.width, pageSize.height),
    left_bottom: at(0, pageSize.height),
  };
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(Math.round(value), 0), size);
}

import { type Card, type Seal, type Span, sizeOf, type ValueKind } from '../cards/layout';
import { readFreely } from './ctc';
import { findPages, type Page } from './find-page';
import { beginsCut, isOnlyRegion } from './known';
import {
  commonShift,
  englishEnd,
  linesIn,
  type Piece,
  type Room,
  roomsOf,
  type Shift,
  textOf,
} from './rooms';
import type { Corners } from './text-boxes';
import type { Fields, OfferedLine, PictureText, Point } from './types';
import { birthDateOf, breaksOff, isPlate, isWholeAddress } from './validity';
import { confirms, isTerm, type Judgement, judge, type View } from './values';

/** The recogniser, for pieces of the picture; shown `stretch` times as wide, or as through red glass. */
export type Look = (boxes: Corners[], stretch?: number, withoutRed?: boolean) => Promise<View[]>;

/** Millimetres: a line of values and what the recogniser wants around it. */
const cellHeight = 4.8;
const trimmedHeight = 4.4;
/** The office's printer is narrow; and what is shown otherwise is misread otherwise. */
export const stretch = 1.3;
/** How much wider what is printed wide is, and as what it is shown. */
const wider = 1.6;
const narrowed = 0.75;
/** Millimetres beside the first and the last character of a value: little, and with room for one more. */
const margin = 1.6;
const characterMm = 4.2;
/** Where the detector has not found a row of the seal, one view must be sure enough. */
function judgeSeal(views: readonly View[]): Judgement {
  const [first = [], ...found] = views;
  const whole = readFreely(first).text;
  // Of a row that is printed wide the detector finds pieces, which say nothing against the whole.
  const others = found.filter((view) => !isPart(readFreely(view).text, whole));
  const judgement = judge('text', [first], others);
  const isSure = others.length === 0 && Math.min(...readFreely(first).sureness) >= sureAlone;
  return isSure ? { ...judgement, isSure } : judgement;
}
const sureAlone = 0.75;
const isPart = (text: string, whole: string) => text !== whole && whole.includes(text);

/** Millimetres that the middle of a first character may stand behind the latest beginning. */
const latestMm = 4.2;
/** Lines of values that a form must have to be a licence. */
const minLines = 2;

/**
 * What a card says, in WeChat's keys; `undefined` where the picture holds no page of it that has
 * values. A field that cannot be read surely is absent, or as it was read where that shows.
 */
export async function readFields(
  card: Card,
  text: PictureText<OfferedLine>,
  look: Look,
): Promise<Fields | undefined> {
  const pages = findPages(card, text.lines);
  const fields: Fields = {};
  const read: Cell[][] = [];
  for (const page of pages) {
    const own = await readPage(page, text.lines, look);
    if (!own) continue;
    read.push(own.cells);
    Object.assign(fields, own.seal);
    const { positionKey } = page.layout;
    if (positionKey) fields[positionKey] = { pos: cornersOf(page, text) };
  }
  if (read.length === 0) return undefined;
  Object.assign(fields, fieldsOf(read));
  return card.toAnswer?.(fields, text) ?? fields;
}

/** A room with all that is known of it. */
interface Cell {
  room: Room;
  pieces: Piece[];
  views: View[];
  /** The same, stretched. */
  wide: View[];
  /** What the first view shows, millimetres. */
  shown: Span;
  /** The form's small words reach down to here, millimetres, into what the office has printed. */
  roof: number | undefined;
}

async function readPage(
  page: Page,
  lines: readonly OfferedLine[],
  look: Look,
): Promise<{ cells: Cell[]; seal: Fields } | undefined> {
  const rooms = roomsOf(page);
  const shift = commonShift(page, rooms, lines);
  const cells: Cell[] = rooms.flatMap((room) =>
    linesIn(room, page, lines, shift).map((cell) => {
      const shown = firstSpan(cell);
      return { ...cell, views: [], wide: [], shown, roof: roofOf(page, room, shown, shift) };
    }),
  );
  if (
    cells.filter(({ pieces }) => pieces.some((piece) => textOf(piece).length > 1)).length < minLines
  )
    return undefined;
  const seal = page.layout.seal?.key ? page.layout.seal : undefined;
  const sealBoxes = seal ? sealCells(page, seal) : [];
  const first = await look([
    ...cells.map((cell) => boxOf(page, cell, shift, cell.shown, cellHeight)),
    ...sealBoxes,
  ]);
  for (const [index, cell] of cells.entries()) {
    cell.views.push(first[index] as View);
    const [piece] = cell.pieces;
    // The line was found alone: what was read of it is a view.
    const isClear = cell.roof === undefined || cell.room.value.kind === 'idNumber';
    if (piece && isClear && cell.pieces.length === 1 && (isWhole(piece) || isAlone(piece, cell)))
      cell.views.push(piece.line.steps);
  }
  await lookBeside(page, cells, shift, look);
  const unsure = cells.filter((cell) => cell.views.length < 2 || isDisputed(cell) || isOpen(cell));
  for (const isWide of [undefined, true] as const) {
    const some = unsure.filter(({ room }) => room.value.isWide === isWide);
    await lookAgain(page, some, shift, look, { ...again, stretch: isWide ? narrowed : stretch });
  }
  const open = unsure.filter(isOpen);
  for (const angle of lastLooks) await lookAgain(page, open, shift, look, angle);
  const sealViews = first
    .slice(cells.length)
    .map((view, row) => [view, ...linesOnSeal(page, seal, row, lines).map(({ steps }) => steps)]);
  return { cells, seal: sealOf(seal, sealViews) };
}

/** How a value is looked at once more. */
interface Angle {
  /** Millimetres of the line that are shown, and how far below its middle. */
  height: number;
  below: number;
  /** Millimetres that are shown beside what was found. */
  margin: number;
  stretch: number;
  /** Where the length of a value is known: from where it may begin, not from where it was found. */
  isFromStart?: true;
  withoutRed?: true;
}

const again = { height: trimmedHeight, below: 0, margin };
/** What the form has printed through a value, or above it, disturbs least in one of these. */
const lastLooks: readonly Angle[] = [
  { height: 3.6, below: 0.5, margin: 2.5, stretch: 1, isFromStart: true },
  { height: 4, below: 0.2, margin: 2, stretch: 1.15, isFromStart: true, withoutRed: true },
];

async function lookAgain(
  page: Page,
  cells: readonly Cell[],
  shift: Shift,
  look: Look,
  angle: Angle,
): Promise<void> {
  const boxes = cells.map((cell) => {
    const isFound = cell.roof === undefined && !isOverlooked(cell);
    const [left, right] = isFound ? shownOf(cell, angle.margin, endIn(cell)) : cell.shown;
    const isWhole = angle.isFromStart && !isFree.has(cell.room.value.kind);
    const shown: Span = [isWhole ? cell.room.left : left, right];
    return boxOf(page, cell, shift, shown, angle.height, angle.below);
  });
  for (const [index, view] of (await look(boxes, angle.stretch, angle.withoutRed)).entries()) {
    const { views, wide } = cells[index] as Cell;
    (angle.stretch === 1 ? views : wide).push(view);
  }
}

/** A term that neither detector nor recogniser found in its room stands a little above or below it. */
async function lookBeside(page: Page, cells: Cell[], shift: Shift, look: Look): Promise<void> {
  for (const by of [-besideMm, besideMm]) {
    const some = cells.flatMap((cell) => {
      const { pieces, room } = cell;
      return pieces.length === 0 && isTerm(room.value.kind, judgeCell(cell).text) === false
        ? [{ cell, room: { ...room, y: room.y + by } }]
        : [];
    });
    const seen = await look(
      some.map(({ cell, room }) => boxOf(page, { ...cell, room }, shift, cell.shown, cellHeight)),
    );
    for (const [index, { cell, room }] of some.entries()) {
      const views = [seen[index] as View];
      const { kind } = room.value;
      if (isTerm(kind, judge(kind, views).text)) Object.assign(cell, { room, views });
    }
  }
}
const besideMm = 1.8;

/** What is read there would be absent, or doubted. */
function isOpen(cell: Cell): boolean {
  const { isSure, isDoubted } = judgeCell(cell);
  return !isSure || isDoubted === true;
}

/** No rule tells which of two plates it is. */
function isDisputed({ room, views }: Cell): boolean {
  return (
    room.value.kind === 'plate' && new Set(views.map((view) => readFreely(view).text)).size > 1
  );
}

const isWhole = ({ line, start, end }: Piece) => start === 0 && end === line.text.length;

/** What else stands in its line is a label, which no such value could be taken for. */
function isAlone({ line, start, end }: Piece, { room }: Cell): boolean {
  const { kind } = room.value;
  const others = line.text.slice(0, start) + line.text.slice(end);
  if (kind === 'address') return /^[A-Za-z .-]+$/.test(others);
  return (kind === 'size' || kind === 'mass') && /^[一-龥|丨]+$/.test(others);
}

/** Kinds of which a part is a value too. */
const ofAnyLength = new Set<ValueKind>([
  'text',
  'name',
  'address',
  'code',
  'mass',
  'persons',
  'size',
]);

/** The room ends within a number. */
const isCut = ({ line: { text }, start, end }: Piece) =>
  /^\d\d$/.test(text.slice(start - 1, start + 1)) || /^\d\d$/.test(text.slice(end - 1, end + 1));

/** A text that begins far behind where such values begin has lost its first character. */
function judgeCell({ room, pieces, views, wide }: Cell): Judgement {
  const { kind } = room.value;
  const judgement = judge(kind, views, wide);
  const [first] = pieces;
  const isLate =
    (kind === 'text' || kind === 'name' || kind === 'useCharacter') &&
    !room.isLoose &&
    first !== undefined &&
    first.first.x > room.latest + latestMm &&
    (judgement.text ?? '').startsWith(textOf(first).charAt(0));
  return isLate || (ofAnyLength.has(kind) && pieces.some(isCut))
    ? { ...judgement, isSure: false }
    : judgement;
}

/** What the cells of all pages say together. */
function fieldsOf(pages: readonly (readonly Cell[])[]): Fields {
  const fields: Fields = {};
  const cells = pages.flat();
  for (const key of new Set(cells.map(({ room }) => room.value.key))) {
    const own = pages
      .map((page) => page.filter(({ room }) => room.value.key === key))
      .filter((some) => some.length > 0);
    const readings = own.map(textOn).filter(({ text }) => text !== '');
    const sure = readings.filter(({ isSure }) => isSure);
    // What shows a fault goes out where it stands alone.
    const undoubted = sure.filter(({ isDoubted }) => !isDoubted);
    const [first, ...others] = (undoubted.length > 0 ? undoubted : sure).map(({ text }) => text);
    // What stands on several pages is taken from the first, unless one was misread.
    if (first !== undefined) {
      if (!others.some((other) => isMisread(first, other))) fields[key] = first;
    } else if (readings.length > 1) {
      const together = textOn([pooled(own.flat())]);
      if (together.isSure) fields[key] = together.text;
    }
  }
  Object.assign(fields, platesOf(cells, fields));
  Object.assign(fields, birthOf(cells, fields));
  return fields;
}

/** The number says the day of birth once more. Where the two differ, one was misread. */
function birthOf(cells: readonly Cell[], { id_num: id, birth_date: day }: Fields): Fields {
  const told = birthDateOf(String(id));
  const viewsOf = (key: string) =>
    cells
      .filter(({ room }) => room.value.key === key)
      .flatMap(({ views, wide }) => [...views, ...wide]);
  if (told === undefined || told === day) return {};
  if (confirms('date', viewsOf('birth_date'), told)) return { birth_date: told };
  // A number that no look has seen whole is put together from several.
  const isSeen = viewsOf('id_num').some((view) => readFreely(view).text === id);
  return isSeen || day === undefined ? {} : { id_num: undefined };
}

/**
 * Both pages of a vehicle have its plate. One that is not sure of itself is given where it is the
 * other's, and where it is nearly: then whoever compares them sees a doubt.
 */
function platesOf(cells: readonly Cell[], fields: Fields): Fields {
  const [one, other] = cells.filter(({ room }) => room.value.kind === 'plate');
  if (!one || !other) return {};
  const [oneKey, otherKey] = [one.room.value.key, other.room.value.key];
  if (fields[oneKey] === undefined && fields[otherKey] === undefined) {
    const { text, isSure } = textOn([pooled([one, other])]);
    return isSure && text ? { [oneKey]: text, [otherKey]: text } : {};
  }
  const known = [fields[oneKey], fields[otherKey]].map(String).find(isPlate);
  const [unsure, key] = fields[oneKey] === known ? [other, otherKey] : [one, oneKey];
  if (known === undefined || (fields[key] !== undefined && isPlate(String(fields[key])))) return {};
  const { text = '' } = judgeCell(unsure);
  if (isPlateOf(unsure, known)) return { [key]: known };
  return isPlate(text) && isMisread(known, text) ? { [key]: text } : {};
}

/** Whether it was seen there, or nearly: the one character that differs is no plate's. */
function isPlateOf(cell: Cell, known: string): boolean {
  const views = [...cell.views, ...cell.wide];
  const { text = '' } = judgeCell(cell);
  return (
    text === known ||
    views.some((view) => readFreely(view).text.replace(/[ .·]/g, '') === known) ||
    (!isPlate(text) && text.slice(1) === known.slice(1))
  );
}

/** Two texts that differ, but not so much that they are two people's. */
function isMisread(a: string, b: string): boolean {
  const differing = [...a].filter((character) => !b.includes(character)).length;
  return a !== b && differing <= a.length / 2;
}

/** The lines of one value, one after the other. */
function textOn(cells: readonly Cell[]): Judgement & { text: string } {
  let [text, isSure, isDoubted] = ['', true, false];
  for (const [index, cell] of cells.entries()) {
    const judgement = judgeCell(cell);
    // A further line is there where print was found, or where the line above breaks off.
    if (cell.room.isFurtherLine && cell.pieces.length === 0) {
      const above = cells[index - 1] as Cell;
      const isDigits = /^\d{1,2}$/.test(judgement.text ?? '');
      const isFull = /[\dA-Z]$/.test(text) && endsWithin(isDigits ? oneMoreMm : digitMm, above);
      if (isFull && !judgement.text) isSure = false;
      if (!isFull && !breaksOff(text)) continue;
    }
    text += judgement.text ?? '';
    isSure &&= judgement.isSure;
    isDoubted ||= judgement.isDoubted === true;
  }
  const isAddress = cells[0]?.room.value.kind === 'address';
  const isWhole = isWholeAddress(text) && !beginsCut(text) && !isOnlyRegion(text);
  return { text, isSure: isSure && (!isAddress || isWhole), isDoubted };
}

/** There was no room for more. */
const endsWithin = (mm: number, { pieces, room: { end } }: Cell) =>
  (pieces.at(-1)?.last.x ?? 0) > end - mm;
const digitMm = 3;
/** The same where digits are read below. */
const oneMoreMm = 6;

/** The same value on several pages, as if seen more often on one. */
function pooled(cells: readonly Cell[]): Cell {
  return {
    ...(cells[0] as Cell),
    views: cells.flatMap(({ views }) => views),
    wide: cells.flatMap(({ wide }) => wide),
  };
}

function sealOf(seal: Seal | undefined, views: readonly View[][]): Fields {
  const rows = views.map(judgeSeal);
  const words = rows.map(({ text }) => text ?? '').join('');
  return seal?.key && words && rows.every(({ isSure }) => isSure) ? { [seal.key]: words } : {};
}

function boxOn({ mapping }: Page, left: Point, right: Point, height: number): Corners {
  const half = height / 2;
  return [
    { x: left.x, y: left.y - half },
    { x: right.x, y: right.y - half },
    { x: right.x, y: right.y + half },
    { x: left.x, y: left.y + half },
  ].map(mapping.toPicture) as Corners;
}

/** Of free text what was found and a character beside it; of a value whose length is known the whole room. */
function firstSpan(cell: Pick<Cell, 'pieces' | 'room'>): Span {
  const { room } = cell;
  if (isOverlooked(cell)) return [room.left, room.left + overlookedMm];
  return isFree.has(room.value.kind) ? shownOf(cell, characterMm) : [room.left, room.right];
}
/** Nothing but a single character. */
const isOverlooked = ({ pieces, room }: Pick<Cell, 'pieces' | 'room'>) =>
  pieces.length === 0 && room.isFurtherLine;
const isFree = new Set<ValueKind>(['text', 'name', 'address', 'code']);
const overlookedMm = 14;

/** What was found in the room and so much beside it; the whole room where nothing was. */
function shownOf({ pieces, room }: Pick<Cell, 'pieces' | 'room'>, beside: number, end = 0): Span {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return [room.left, room.right];
  const width = beside * (room.value.isWide ? wider : 1);
  const right = Math.max(last.last.x, end) + width;
  return [Math.max(first.first.x - width, room.left), Math.min(right, room.right)];
}

/** Along what was found there, or at the height of all values where the form's small words disturb what is found. */
function boxOf(
  page: Page,
  { pieces, room, roof }: Pick<Cell, 'pieces' | 'room' | 'roof'>,
  shift: Shift,
  shown: Span,
  height: number,
  below = 0,
): Corners {
  const [a, b] = roof === undefined ? [pieces[0]?.first, pieces.at(-1)?.last] : [];
  const slope = a && b && b.x - a.x > 4 ? clampedTo(maxSlope, (b.y - a.y) / (b.x - a.x)) : 0;
  const yOf = (x: number) => below + (a ? a.y + slope * (x - a.x) : room.y + shift(x));
  const top = yOf((shown[0] + shown[1]) / 2) - height / 2;
  const cut = roof === undefined ? 0 : Math.max(0, Math.min(roof - top, height / 2 - keptMm));
  const at = (x: number) => ({ x, y: yOf(x) + cut / 2 });
  return boxOn(page, at(shown[0]), at(shown[1]), height - cut);
}
const maxSlope = 0.06;
const clampedTo = (most: number, value: number) => Math.min(Math.max(value, -most), most);
/** Millimetres above the middle of a line that are shown in any case. */
const keptMm = 1.1;

/** Where the small words of a label end that stand over most of what is shown, millimetres. */
function roofOf({ layout }: Page, room: Room, [from, to]: Span, shift: Shift): number | undefined {
  const { width, height } = sizeOf(layout);
  const y = room.y + shift((from + to) / 2);
  return layout.labels
    .filter(({ english }) => english !== undefined)
    .map((label) => ({
      over: Math.min(to, englishEnd(label, width)) - Math.max(from, label.x[0] * width),
      end: (label.english?.y ?? 0) * height + englishEndMm,
    }))
    .find(({ over, end }) => over > (to - from) / 2 && end < y && end > y - trimmedHeight / 2)?.end;
}
/** Millimetres from the middle of small words to below them. */
const englishEndMm = 0.95;

/** Where the last character stands that the first view has, millimetres. */
function endIn({ shown: [left, right], views: [steps = []] }: Cell): number {
  const last = readFreely(steps).places.at(-1);
  return last === undefined ? 0 : left + ((right - left) * (last + 0.5)) / steps.length;
}

/** Its rows are printed with the form. */
function sealCells(page: Page, { box, rowsY }: Seal): Corners[] {
  const { width, height } = sizeOf(page.layout);
  const [left, right] = box.x.map((x) => x * width) as [number, number];
  return rowsY.map((row) => {
    const y = row * height;
    return boxOn(page, { x: left + 0.5, y }, { x: right - 0.5, y }, 5);
  });
}

/** What was read there at first. */
function linesOnSeal(
  { layout, mapping }: Page,
  seal: Seal | undefined,
  row: number,
  lines: readonly OfferedLine[],
): OfferedLine[] {
  if (!seal) return [];
  const { width, height } = sizeOf(layout);
  const y = (seal.rowsY[row] as number) * height;
  const [left, right] = seal.box.x.map((x) => x * width) as [number, number];
  return lines.filter(({ centers }) =>
    centers
      .map(mapping.toPage)
      .every((at) => at.x > left && at.x < right && Math.abs(at.y - y) < 2),
  );
}

function cornersOf({ layout, mapping }: Page, picture: PictureText) {
  const { width, height } = sizeOf(layout);
  const at = (x: number, y: number) => {
    const point = mapping.toPicture({ x, y });
    return { x: clamp(point.x, picture.width), y: clamp(point.y, picture.height) };
  };
  return {
    left_top: at(0, 0),
    right_top: at(width, 0),
    right_bottom: at(width, height),
    left_bottom: at(0, height),
  };
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(Math.round(value), 0), size);
}

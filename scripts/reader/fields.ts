import { type Card, type Seal, sizeOf, type ValueKind } from '../cards/layout';
import { readFreely } from './ctc';
import { findPages, type Page } from './find-page';
import { commonShift, linesIn, type Piece, type Room, roomsOf, type Shift, textOf } from './rooms';
import type { Corners } from './text-boxes';
import type { Fields, OfferedLine, PictureText, Point } from './types';
import { birthDateOf, isWholeAddress } from './validity';
import { confirms, type Judgement, judge, type View } from './values';

/** The recogniser, for pieces of the picture. */
export type Look = (boxes: Corners[]) => Promise<View[]>;

/** Millimetres: a line of values and what the recogniser wants around it. */
const cellHeight = 4.8;
const trimmedHeight = 4.4;
/** Millimetres beside the first and the last character of a value. */
const margin = 1.6;
/** Where the detector has not found a row of the seal, one view must be sure enough. */
function judgeSeal(views: readonly View[]): Judgement {
  const judgement = judge('text', views);
  const [first = [], ...others] = views;
  const isSure = others.length === 0 && Math.min(...readFreely(first).sureness) >= sureAlone;
  return isSure ? { ...judgement, isSure } : judgement;
}
const sureAlone = 0.75;

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
  let found = false;
  // What stands on several pages is taken from the first.
  for (const page of [...pages].reverse()) {
    const own = await readPage(page, text.lines, look);
    if (!own) continue;
    found = true;
    Object.assign(fields, own);
    const { positionKey } = page.layout;
    if (positionKey) fields[positionKey] = { pos: cornersOf(page, text) };
  }
  if (!found) return undefined;
  return card.toAnswer?.(fields, text) ?? fields;
}

/** A room with all that is known of it. */
interface Cell {
  room: Room;
  pieces: Piece[];
  views: View[];
}

async function readPage(
  page: Page,
  lines: readonly OfferedLine[],
  look: Look,
): Promise<Fields | undefined> {
  const rooms = roomsOf(page);
  const shift = commonShift(page, rooms, lines);
  const cells: Cell[] = rooms.flatMap((room) =>
    linesIn(room, page, lines, shift).map((cell) => ({ ...cell, views: [] })),
  );
  if (
    cells.filter(({ pieces }) => pieces.some((piece) => textOf(piece).length > 1)).length < minLines
  )
    return undefined;
  const seal = page.layout.seal?.key ? page.layout.seal : undefined;
  const sealBoxes = seal ? sealCells(page, seal) : [];
  const first = await look([
    ...cells.map((cell) => cellBox(page, cell, shift, cellHeight)),
    ...sealBoxes,
  ]);
  for (const [index, cell] of cells.entries()) {
    cell.views.push(first[index] as View);
    const [piece] = cell.pieces;
    // The line was found alone: what was read of it is a view.
    if (piece && cell.pieces.length === 1 && isWhole(piece)) cell.views.push(piece.line.steps);
  }
  const unsure = cells.filter((cell) => cell.views.length < 2 || !judgeCell(cell).isSure);
  const again = await look(unsure.map((cell) => trimmedBox(page, cell, shift)));
  for (const [index, cell] of unsure.entries()) cell.views.push(again[index] as View);
  const sealViews = first
    .slice(cells.length)
    .map((view, row) => [view, ...linesOnSeal(page, seal, row, lines).map(({ steps }) => steps)]);
  return fieldsOf(cells, seal, sealViews);
}

const isWhole = ({ line, start, end }: Piece) => start === 0 && end === line.text.length;

/** A text that begins far behind where such values begin has lost its first character. */
function judgeCell({ room, pieces, views }: Cell): Judgement {
  const { kind } = room.value;
  const judgement = judge(kind, views);
  const [first] = pieces;
  const isLate =
    kind === 'text' &&
    !room.isLoose &&
    first !== undefined &&
    first.first.x > room.latest + latestMm;
  return isLate ? { ...judgement, isSure: false } : judgement;
}

function fieldsOf(
  cells: readonly Cell[],
  seal: Seal | undefined,
  sealViews: readonly View[][],
): Fields {
  const fields: Fields = {};
  const judged = new Map<string, { kind: ValueKind; judgements: Judgement[] }>();
  for (const cell of cells) {
    const { key, kind } = cell.room.value;
    const judgement = judgeCell(cell);
    // A further line is there only where print was found.
    if (cell.room.isFurtherLine && cell.pieces.length === 0) continue;
    judged.set(key, { kind, judgements: [...(judged.get(key)?.judgements ?? []), judgement] });
  }
  for (const [key, { kind, judgements }] of judged) {
    const value = judgements.map(({ text = '' }) => text).join('');
    if (value === '' || (kind === 'address' && !isWholeAddress(value))) continue;
    if (judgements.every(({ isSure }) => isSure)) fields[key] = value;
  }
  const number = cells.find(({ room }) => room.value.kind === 'idNumber');
  const birth = cells.find(({ room }) => room.value.key === 'birth_date');
  const told = birthDateOf(String(number && fields[number.room.value.key]));
  if (birth && told && fields.birth_date !== told && confirms('date', birth.views, told))
    fields.birth_date = told;
  if (seal?.key) {
    const rows = sealViews.map(judgeSeal);
    const words = rows.map(({ text }) => text ?? '').join('');
    if (words && rows.every(({ isSure }) => isSure)) fields[seal.key] = words;
  }
  return fields;
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

/** The room at the height of all values. */
function cellBox(page: Page, { room }: Cell, shift: Shift, height: number): Corners {
  const at = (x: number) => ({ x, y: room.y + shift(x) });
  return boxOn(page, at(room.left), at(room.right), height);
}

/** Around what was found in the room; a little less of the room where nothing was. */
function trimmedBox(page: Page, cell: Cell, shift: Shift): Corners {
  const { pieces, room } = cell;
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return cellBox(page, cell, shift, trimmedHeight);
  const [a, b] = [first.first, last.last];
  const slope = b.x - a.x > 4 ? (b.y - a.y) / (b.x - a.x) : 0;
  const at = (x: number) => ({ x, y: a.y + slope * (x - a.x) });
  const left = Math.max(a.x - margin, room.left);
  const right = Math.min(b.x + margin, room.right);
  return boxOn(page, at(left), at(right), trimmedHeight);
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

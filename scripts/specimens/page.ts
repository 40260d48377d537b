import {
  type Box,
  type Card,
  englishSizeMm,
  isAboveValue,
  type Label,
  labelSizeMm,
  type PageLayout,
  type Seal,
  type Span,
  sizeOf,
} from '../cards/layout';
import { createDice, type Dice } from './dice';
import { barcodeSvg, filmSvg, type Paper, paperSvg, portraitSvg, threadSvg } from './paper';

/** How an office printed its values onto the ready-made form, and how exact that form is. */
export interface Print {
  paper: Paper;
  /** Of digits and letters: both have a zero with a slash and a 1 without a foot. */
  face: 'inconsolata' | 'share';
  /** Of Chinese values: like 宋体 or 黑体. */
  chinese: 'song' | 'hei';
  weight: number;
  digitPitchMm: number;
  chinesePitchMm: number;
  /** Grey of the values, 0 to 255. */
  ink: number;
  /** How far all values stand right of and below their places, and how far they are turned. */
  shiftMm: { x: number; y: number };
  turnDegrees: number;
  /** How far each label and each value may stand from its place by itself. */
  looseMm: number;
  /** Of the labels' width; 1 is as measured. */
  labelPitch: number;
  /** The right labels of a 副页 in one column; as the table has them when absent. */
  rightLabels?: number;
  /** The security thread in its strip, and its first dash in the pitch of them: 0 to 1. */
  thread: { at: number; phase: number };
  /** Of what stands a little beside its place. */
  seed: number;
}

export const usualPrint: Print = {
  paper: 'blue',
  face: 'inconsolata',
  chinese: 'song',
  weight: 600,
  digitPitchMm: 1.9,
  chinesePitchMm: 3.7,
  ink: 28,
  shiftMm: { x: 0, y: 0.3 },
  turnDegrees: -0.3,
  looseMm: 0,
  labelPitch: 1,
  thread: { at: 0.5, phase: 0.4 },
  seed: 1,
};

export interface SpecimenPage {
  layout: PageLayout;
  /** What is printed, by WeChat's keys, or by the label where WeChat has none. */
  fields: Record<string, string>;
  print?: Partial<Print>;
}

/** A page of the card in the reader's own table; `form` where it is not the current one. */
export function layoutOf(card: Card, page: PageLayout['page'], form?: string): PageLayout {
  const layout = card.pages.flat().find((each) => each.page === page && each.form === form);
  if (!layout) throw new Error(`no ${page} page${form ? ` of ${form}` : ''}`);
  return layout;
}

export interface Size {
  width: number;
  height: number;
}

/** The page in the drawing, whose unit is 0.1 mm. */
export function drawnSize(layout: PageLayout): Size {
  const { width, height } = sizeOf(layout);
  return { width: 10 * width, height: 10 * height };
}

/** One page of a card. */
export function specimenPageSvg({ layout, fields, print: changes }: SpecimenPage): string {
  const print = { ...usualPrint, ...changes };
  const dice = createDice(print.seed);
  const size = drawnSize(layout);
  const { width, height } = size;
  const { thread, portrait, classBox, barcode, seal } = layout;
  // All values of a card begin on the same side of where they were seen to begin.
  const side = dice.between(0.1, 0.9);
  const rows = layout.labels.map((label) => {
    const isBeside = layout.labels.some(
      ({ begins, y }) => begins && !label.begins && y === label.y,
    );
    return rowSvg(label, layout, isBeside, fields, print, side, dice);
  });
  const shift = `translate(${10 * print.shiftMm.x} ${10 * print.shiftMm.y})`;
  const turn = `rotate(${print.turnDegrees} ${width / 2} ${height / 2})`;
  return `<svg class="page" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
  ${paperSvg(print.paper, width, height)}
  <g fill="#2b3238">${rows.map((row) => row.form).join('\n')}</g>
  ${seal ? sealSvg(seal, size, fields[seal.key ?? '印章'] ?? '样本省样本市公安局交通警察支队') : ''}
  ${classBox ? `<path d="${outline(classBox, size)}" fill="none" stroke="#22282c" stroke-width="3"/>` : ''}
  ${portrait ? portraitSvg(...units(portrait, size)) : ''}
  ${barcode && fields.条码 ? barcodeSvg(...units(barcode, size), fields.条码) : ''}
  <text x="${(width * 300) / 880}" y="${height - 6}" font-family="hei" font-size="12" fill="#3b4650">样本 · 数据纯属虚构 · 非有效证件</text>
  <g transform="${shift} ${turn}" fill="rgb(${print.ink} ${print.ink} ${print.ink + 6})">
  ${rows.map((row) => row.value).join('\n')}</g>
  ${thread ? threadSvg(threadIn(thread, size, print), height) : ''}
  ${portrait ? filmSvg : ''}
  <path d="M8 3H${width}M8 ${height - 3}H${width}" stroke="#fff" stroke-width="5" stroke-dasharray="5 11" opacity=".7"/></svg>`;
}

/** A label with its English and its dotted line, and the value that the office prints there. */
function rowSvg(
  label: Label,
  layout: PageLayout,
  isBeside: boolean,
  fields: Record<string, string>,
  print: Print,
  side: number,
  dice: Dice,
): { form: string; value: string } {
  const { value, english } = label;
  const size = drawnSize(layout);
  const { width, height } = size;
  const loose = () => 10 * dice.between(-print.looseMm, print.looseMm);
  const { rightLabels = 1 } = print;
  const [from, to] = label.x;
  const left = width * (label.begins && rightLabels < 1 ? rightLabels : from) + loose();
  const right = left + width * (to - from) * print.labelPitch;
  const y = height * label.y + loose();

  const form = [labelSvg(label, size, left, right, y)];
  if (english) {
    const [start, end] = english.x ?? [from, undefined];
    const x = left + width * (start - from);
    form.push(
      englishSvg(english.text, x, y + height * (english.y - label.y), end && width * (end - start)),
    );
  }
  const text = fields[value?.key ?? ''] ?? fields[label.text];
  const isAbove = isAboveValue(label, sizeOf(layout));
  const lineY = isAbove && value ? height * along(value.y, 0.5) + 32 : y + 35;
  const ends = Math.min(value?.ends ?? 0.95, isBeside ? rightLabels - 0.008 : 1);
  if (!label.sizeMm && !label.box && value?.kind !== 'carClass')
    form.push(dotted(value?.line ?? [isAbove ? from : right / width + 0.01, ends], lineY, width));
  const { furtherLines = [] } = value ?? {};
  for (const line of furtherLines) {
    const below = height * (along(line.y, 0.5) - along(value?.y ?? line.y, 0.5)) + 5.5;
    form.push(dotted([Math.min(from, line.begins[0]), line.ends], lineY + below, width));
  }
  if (!text) return { form: form.join(''), value: '' };

  // Beside its label, where that one stands elsewhere on each print.
  const begins: Span =
    value && !label.begins ? value.begins : [right / width + 0.012, right / width + 0.05];
  const x = width * along(begins, side) + loose();
  const middle = height * (value && !label.begins ? along(value.y, 0.5) : label.y) + loose();
  const place = (line: string, at: number, lineY: number, size = 1, end = ends) =>
    valueSvg(line, at, lineY, width * end - at, print, size, value?.isWide);
  const further = furtherLines.map((line) => ({
    x: width * along(line.begins, side),
    y: height * along(line.y, 0.5),
    ends: line.ends,
  }));
  const count = [...text].length;
  const isTooLong = charactersIn(text, width * ends - x, print) < count;
  // What does not fit goes on in the further lines; an address without any, in smaller print around its place.
  const isSmall = isTooLong && value?.kind === 'address' && further.length === 0;
  const rooms = [{ x, ends }, ...further].map((line) => width * line.ends - line.x);
  const lines = isSmall
    ? broken(text, Math.ceil(count / 2))
    : further.length > 0
      ? wrapped(text, rooms, print)
      : text.split('\n');
  const values = lines.map((line, index) => {
    if (isSmall) return place(line, x, middle - 15 + 30 * index, 0.82);
    if (index === 0) return place(line, x, middle);
    const next = further[index - 1] ?? { x: x - 80, y: middle + 63 * index, ends };
    return place(line, next.x, next.y, 1, next.ends);
  });
  const frame = label.text === '检验记录' ? frameSvg(x, middle, lengthOf(text, print)) : '';
  return { form: form.join(''), value: frame + values.join('') };
}

/** Characters from `left` to `right`, at even distances. */
function spread(
  text: string,
  left: number,
  right: number,
  middle: number,
  em: number,
  font: string,
) {
  const characters = [...text];
  const pitch = (right - left - em * 0.93) / Math.max(1, characters.length - 1);
  const places = characters.map((_, index) => (left - em * 0.035 + index * pitch).toFixed(1));
  return `<text x="${places.join(' ')}" y="${(middle + em * 0.37).toFixed(1)}" font-size="${em}" ${font}>${escapeXml(text)}</text>`;
}

function labelSvg(label: Label, size: Size, left: number, right: number, y: number): string {
  const { sizeMm = labelSizeMm, box, text } = label;
  const em = 10.8 * sizeMm;
  const isTitle = label.sizeMm !== undefined;
  if (!box) {
    const font = isTitle
      ? 'font-family="hei" font-weight="400"'
      : 'font-family="song" font-weight="500"';
    return spread(text, left, right, y, em, font);
  }
  const [x, top, boxWidth, boxHeight] = units(box, size);
  const [dx, dy] = [left - size.width * label.x[0], y - size.height * label.y];
  return `<rect x="${x + dx}" y="${top + dy}" width="${boxWidth}" height="${boxHeight}" fill="#8c73ad"/>
  ${spread(text, left, right, y, em, 'font-family="song" font-weight="600" fill="#fff"')}`;
}

function englishSvg(text: string, x: number, y: number, length?: number | false): string {
  const em = 10 * englishSizeMm * (text.length > 20 ? 1.45 : 1.25);
  // As narrow as Times is.
  const narrow = 0.86;
  const fit = length
    ? `textLength="${(length / narrow).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`
    : '';
  return `<text transform="translate(${x.toFixed(1)} ${(y + em * 0.25).toFixed(1)}) scale(${narrow} 1)" font-family="song" font-weight="400" font-size="${em.toFixed(1)}" ${fit}>${escapeXml(text)}</text>`;
}

function dotted([from, to]: Span, y: number, width: number): string {
  return `<path d="M${(width * from).toFixed(1)} ${y.toFixed(1)}H${(width * to).toFixed(1)}" stroke="#39434b" stroke-width="2" stroke-dasharray="5 3.4"/>`;
}

/** Each character at its own place, as the office's printer sets them. */
function valueSvg(
  text: string,
  x: number,
  middle: number,
  room: number,
  print: Print,
  size: number,
  isWide = false,
): string {
  const stretch = isWide ? 1.6 : 1;
  const narrow = Math.min(1, room / (lengthOf(text, print) * size * stretch));
  const { font, em } = faces[print.face];
  let at = 0;
  const glyphs = [...text].map((character) => {
    const pitch = pitchOf(character, print) * size;
    const middleX = (at + pitch / 2).toFixed(1);
    at += pitch;
    if (character === ' ') return '';
    // Digits are 3.2 mm high, Chinese characters 3.4 mm.
    return isNarrow(character)
      ? `<text x="${(at - pitch).toFixed(1)}" y="${16 * size}" font-family="${font}" font-size="${em * size}" font-weight="${0.75 * print.weight}"
      style="font-stretch:${(3.9 * 10 * print.digitPitchMm).toFixed(0)}%" textLength="${pitch.toFixed(1)}" lengthAdjust="spacingAndGlyphs">${escapeXml(character)}</text>`
      : `<text x="${middleX}" y="${13.5 * size}" font-family="${print.chinese}" font-size="${36.5 * size}" text-anchor="middle">${character}</text>`;
  });
  return `<g transform="translate(${x.toFixed(1)} ${middle.toFixed(1)}) scale(${(stretch * narrow).toFixed(3)} 1)" font-weight="${print.weight}">${glyphs.join('')}</g>`;
}

/** Their capitals are 3.2 mm high. */
const faces = {
  inconsolata: { font: 'printer', em: 51 },
  share: { font: 'printer2', em: 46 },
};

const isNarrow = (character: string) => character < '\u0100';

function pitchOf(character: string, { digitPitchMm, chinesePitchMm }: Print): number {
  return 10 * (isNarrow(character) ? digitPitchMm : chinesePitchMm);
}

function lengthOf(text: string, print: Print): number {
  return [...text].reduce((sum, character) => sum + pitchOf(character, print), 0);
}

/** How many of the first characters fit. */
function charactersIn(text: string, room: number, print: Print): number {
  const characters = [...text];
  let count = characters.length;
  while (count > 1 && lengthOf(characters.slice(0, count).join(''), print) > room) count--;
  return count;
}

function broken(text: string, at: number): string[] {
  const characters = [...text];
  return [characters.slice(0, at).join(''), characters.slice(at).join('')];
}

/** In lines of these rooms; the last one takes what is left. */
function wrapped(text: string, rooms: readonly number[], print: Print): string[] {
  const [room = 0, ...others] = rooms;
  const count = charactersIn(text, room, print);
  if (others.length === 0 || count === [...text].length) return [text];
  const [first = '', rest = ''] = broken(text, count);
  return [first, ...wrapped(rest, others, print)];
}

/** The red square of the authority, with as many characters in a row as it takes. */
function sealSvg({ box, rowsY }: Seal, size: Size, text: string): string {
  const [left, , side] = units(box, size);
  const perRow = Math.ceil([...text].length / rowsY.length);
  const rows = rowsY.map((y, index) => {
    const row = [...text].slice(index * perRow, (index + 1) * perRow).join('');
    const em = Math.min(34, (side - 16) / perRow);
    return spread(
      row,
      left + 11,
      left + side - 9,
      size.height * y,
      em,
      'font-family="song" font-weight="700"',
    );
  });
  return `<g fill="#d03a3f" opacity=".88">${rows.join('')}<path d="${outline(box, size)}" fill="none" stroke="#d03a3f" stroke-width="4.5"/></g>`;
}

/** Around the words of an inspection. */
function frameSvg(x: number, middle: number, length: number): string {
  return `<path d="M${x - 10} ${middle - 27}h${length + 20}v56h-${length + 20}z" fill="none" stroke="#333a40" stroke-width="2.5"/>`;
}

function threadIn(
  { x, widthMm, dashMm }: NonNullable<PageLayout['thread']>,
  { width }: Size,
  { thread }: Print,
) {
  const wide = 10 * along(widthMm, thread.at);
  const pitch = 20 * along(dashMm, 1 - thread.at);
  const left = width * x[0] + thread.at * (width * (x[1] - x[0]) - wide);
  return { x: left, width: wide, pitch, phase: thread.phase * pitch };
}

function along([from, to]: Span, share: number): number {
  return from + (to - from) * share;
}

/** Left, top, width and height. */
function units({ x, y }: Box, { width, height }: Size): [number, number, number, number] {
  return [width * x[0], height * y[0], width * (x[1] - x[0]), height * (y[1] - y[0])];
}

function outline(box: Box, size: Size): string {
  const [left, top, boxWidth, boxHeight] = units(box, size);
  return `M${left} ${top}h${boxWidth}v${boxHeight}h-${boxWidth}z`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

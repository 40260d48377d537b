import {
  type Card,
  type Label,
  labelSizeMm,
  type PageLayout,
  type SizeMm,
  type Span,
  sizeOf,
} from '../cards/layout';
import { type Mapping, type Match, perspective, similarity } from './fit';
import type { Point, TextLine } from './types';

/** A page that lies in the picture. Its own places are millimetres. */
export interface Page {
  layout: PageLayout;
  mapping: Mapping;
  /** Of each label that was found, the characters of lines that are its own. */
  found: Map<Label, LabelGlyph[]>;
}

interface Glyph {
  line: TextLine;
  /** Of the character in the line. */
  index: number;
}

interface LabelGlyph extends Glyph {
  /** Of the character in the label. */
  at: number;
  /** Where the label has it, millimetres. */
  from: Point;
}

/** A card counts as upright up to here; beyond it WeChat finds none either. */
const maxAngle = Math.PI / 4;
/** A page lies as its lines do, but for perspective. */
const maxSkew = (6 * Math.PI) / 180;
/** What a camera that is held askew makes of a right angle, and of a square. */
const maxSlant = (12 * Math.PI) / 180;
const maxRatio = 1.6;
/** Labels at their place that make a page: two could stand on any form. */
const minLabels = 3;
/** Of all labels of the page. */
const minShare = 0.3;
/** The same with a title of which nearly all was read. */
const minTitled = 2;
const titleLength = 10;
/** Characters at their place that make a label, whatever else it has. */
const minGlyphs = 2;
/** Millimetres: how far from its place a label is still looked at, in the order of the rounds. */
const tolerances = [5, 4, 3];
/** Millimetres: how far from its place a single character still belongs to a label. */
const glyphTolerance = 2;
/** Millimetres: a page that is right leaves 0.1 to 0.9. */
const maxResidual = 1.2;

/** The card's pages in the picture, by where their labels stand, in the card's order. */
export function findPages(card: Card, lines: readonly TextLine[]): Page[] {
  const pages = card.pages.flatMap((forms) => {
    const fitting = forms.flatMap((layout) => fitLayout(layout, lines) ?? []);
    return fitting.sort((a, b) => glyphCount(b) - glyphCount(a)).slice(0, 1);
  });
  // The same print is not two pages: it is the one that has more of it.
  return pages.filter(
    (page) =>
      !pages.some((other) => glyphCount(other) > glyphCount(page) && sharePrint(page, other)),
  );
}

const isTitle = ({ glyphs }: Pick<Finding, 'glyphs'>) => glyphs.length >= titleLength;

const isTitled = (found: Map<Label, LabelGlyph[]>) =>
  [...found.values()].some((glyphs) => isTitle({ glyphs }));

function sharePrint(page: Page, other: Page): boolean {
  const glyphs = [...other.found.values()].flat();
  return [...page.found.values()]
    .flat()
    .some((a) => glyphs.some((b) => a.line === b.line && a.index === b.index));
}

const glyphCount = ({ found }: Page) =>
  [...found.values()].reduce((sum, glyphs) => sum + glyphs.length, 0);

/** Words of a label in a line, as they were read. */
interface Finding {
  label: Label;
  glyphs: LabelGlyph[];
  /** Millimetres: between which places its middle may stand, where the label may begin at several. */
  reach?: Span;
}

function fitLayout(layout: PageLayout, lines: readonly TextLine[]): Page | undefined {
  const size = sizeOf(layout);
  const findings = layout.labels.flatMap((label) =>
    lines.flatMap((line) => findLabel(label, line, size)),
  );
  let best = bestGuess(findings, usualDirection(lines));
  let mapping: Mapping | undefined;
  // A tilted card is not similar to its layout: with the perspective known, more labels are near their place.
  for (const tolerance of tolerances) {
    if (best.length < minLabels - 1 && !best.some(isTitle)) return undefined;
    mapping = perspective(best.flatMap(ends), size.width / 2);
    if (!mapping) return undefined;
    best = nearest(findings, mapping.toPage, tolerance);
  }
  for (let round = 0; round < 3 && mapping; round++) {
    const found = glyphsAtTheirPlace(layout, lines, mapping, findings);
    const matches = [...found].flatMap(([label, glyphs]) => glyphs.map(toMatch(label)));
    if (round === 2) {
      const isPage =
        found.size >=
          (isTitled(found) ? minTitled : Math.max(minLabels, minShare * layout.labels.length)) &&
        residual(matches, mapping) <= maxResidual;
      return isPage && liesAsItsLines(size, mapping, found) && isOwnTitle(layout, found)
        ? { layout, mapping, found }
        : undefined;
    }
    mapping = perspective(matches, size.width / 2);
  }
  return undefined;
}

/** Right and down are at right angles, nearly, and alike in scale; and right is where its lines lead. */
function liesAsItsLines(
  { width, height }: SizeMm,
  { toPicture }: Mapping,
  found: Map<Label, LabelGlyph[]>,
): boolean {
  const middle = toPicture({ x: width / 2, y: height / 2 });
  const right = toPicture({ x: width / 2 + 10, y: height / 2 });
  const below = toPicture({ x: width / 2, y: height / 2 + 10 });
  const [a, b] = [right, below].map(({ x, y }) => ({ x: x - middle.x, y: y - middle.y })) as [
    Point,
    Point,
  ];
  const [angle, down] = [Math.atan2(a.y, a.x), Math.atan2(-b.x, b.y)];
  const ratio = Math.hypot(a.x, a.y) / Math.hypot(b.x, b.y);
  const lines = [...found.values()].flat().map(({ line }) => line);
  return (
    Math.abs(angle - usualDirection(lines)) <= maxSkew &&
    Math.abs(angle - down) <= maxSlant &&
    ratio > 1 / maxRatio &&
    ratio < maxRatio
  );
}

/** 驾驶证 and 行驶证 differ in one character: whichever was read, it must not be the other's. */
function isOwnTitle({ labels }: PageLayout, found: Map<Label, LabelGlyph[]>): boolean {
  const [title] = labels;
  const glyphs = title && found.get(title);
  if (!title || !glyphs || title.text.length < 10) return true;
  const told = [...title.text].findIndex((character) => character === '行' || character === '驾');
  const [first] = glyphs;
  if (!first || told < 0) return true;
  const read = first.line.text[first.index + told - first.at];
  return read !== '行' && read !== '驾' ? true : read === title.text[told];
}

/** Where a character of a label stands. */
function placeOf({ x, y, text, sizeMm = labelSizeMm }: Label, at: number, page: SizeMm): Point {
  const size = sizeMm / page.width / (x[1] - x[0]);
  const pitch = text.length > 1 ? (1 - size) / (text.length - 1) : 0;
  const share = size / 2 + pitch * at;
  return { x: (x[0] + (x[1] - x[0]) * share) * page.width, y: y * page.height };
}

const toMatch =
  (label: Label) =>
  ({ line, index, from }: LabelGlyph): Match => ({
    from,
    to: line.centers[index] as Point,
    ...(label.begins && { isRowOnly: true }),
  });

/** Its first and its last character. */
function ends({ label, glyphs }: Finding): Match[] {
  const [first, last] = [glyphs[0], glyphs.at(-1)];
  return first && last ? [first, last].map(toMatch(label)) : [];
}

function middle(finding: Finding): Match {
  const [a, b] = ends(finding) as [Match, Match];
  const between = (p: Point, q: Point) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  return { from: between(a.from, b.from), to: between(a.to, b.to) };
}

/** Findings that agree with two ends of one label, or with two labels, as most do. */
function bestGuess(findings: readonly Finding[], usual: number): Finding[] {
  const sure = findings.filter(({ label }) => !label.begins);
  const pairs: { a: Match; b: Match; line: TextLine }[] = sure.flatMap((finding, index) => {
    const line = finding.glyphs[0]?.line as TextLine;
    const [a, b] = ends(finding) as [Match, Match];
    const own = finding.glyphs.length >= 4 ? [{ a, b, line }] : [];
    const others = sure.slice(index + 1).filter(({ label }) => label !== finding.label);
    return [...own, ...others.map((other) => ({ a: middle(finding), b: middle(other), line }))];
  });
  let best: Finding[] = [];
  let bestWorth = 0;
  for (const { a, b, line } of pairs) {
    const guess = similarity(a, b);
    if (!guess || Math.abs(guess.angle) > maxAngle) continue;
    const direction = line.text.length >= longText ? directionOf(line) : usual;
    if (Math.abs(guess.angle - direction) > maxSkew) continue;
    const near = nearest(findings, inverse(a, guess), tolerances[0] as number);
    const worth = near.reduce((sum, { glyphs }) => sum + glyphs.length, 0);
    if (worth > bestWorth) [best, bestWorth] = [near, worth];
  }
  return best;
}

function inverse(a: Match, { scale, angle }: { scale: number; angle: number }) {
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  return ({ x, y }: Point): Point => ({
    x: a.from.x + cos * (x - a.to.x) + sin * (y - a.to.y),
    y: a.from.y + cos * (y - a.to.y) - sin * (x - a.to.x),
  });
}

/** The box of a shorter text says little about where its line leads. */
const longText = 4;

function usualDirection(lines: readonly TextLine[]): number {
  const all = lines
    .filter(({ text }) => text.length >= longText)
    .map(directionOf)
    .sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}

function directionOf({ corners: [leftTop, rightTop, rightBottom, leftBottom] }: TextLine): number {
  return Math.atan2(
    rightTop.y + rightBottom.y - leftTop.y - leftBottom.y,
    rightTop.x + rightBottom.x - leftTop.x - leftBottom.x,
  );
}

/** Of each label the finding that is nearest to its place, if it is near enough. */
function nearest(
  findings: readonly Finding[],
  toPage: (point: Point) => Point,
  limit: number,
): Finding[] {
  const best = new Map<Label, { finding: Finding; distance: number }>();
  for (const finding of findings) {
    const { from, to } = middle(finding);
    const place = toPage(to);
    const distance = distanceTo(finding.reach, from, place);
    if (distance <= limit && distance < (best.get(finding.label)?.distance ?? limit + 1))
      best.set(finding.label, { finding, distance });
  }
  return [...best.values()].map(({ finding }) => finding);
}

/** Where a label may begin at several places, only its row counts, between the outermost. */
function distanceTo(reach: Span | undefined, from: Point, place: Point): number {
  if (!reach) return Math.hypot(place.x - from.x, place.y - from.y);
  const outside = Math.max(0, reach[0] - place.x, place.x - reach[1]);
  return Math.hypot(outside, place.y - from.y);
}

/**
 * Each character that stands where a label has it, and of these the labels of which half are there:
 * one may be hidden or misread, and a label may have come in pieces.
 */
function glyphsAtTheirPlace(
  layout: PageLayout,
  lines: readonly TextLine[],
  mapping: Mapping,
  findings: readonly Finding[],
): Map<Label, LabelGlyph[]> {
  const glyphs = lines.flatMap((line) =>
    line.centers.map((center, index) => ({ line, index, place: mapping.toPage(center) })),
  );
  const found = new Map<Label, LabelGlyph[]>();
  for (const label of layout.labels) {
    const own = label.begins ? [] : glyphsOf(label, glyphs, sizeOf(layout));
    const isThere = own.length * 2 >= label.text.length || own.length >= minGlyphs;
    if (isThere && own.length > 0) found.set(label, own);
  }
  const loose = findings.filter(({ label }) => label.begins);
  for (const { label, glyphs: own } of nearest(loose, mapping.toPage, 2)) found.set(label, own);
  return found;
}

function glyphsOf(
  label: Label,
  glyphs: readonly (Glyph & { place: Point })[],
  size: SizeMm,
): LabelGlyph[] {
  return [...label.text].flatMap((character, at) => {
    const from = placeOf(label, at, size);
    let best: Glyph | undefined;
    let nearestYet = glyphTolerance;
    for (const { line, index, place } of glyphs) {
      const distance = Math.hypot(place.x - from.x, place.y - from.y);
      if (distance < nearestYet && line.text[index] === character)
        [best, nearestYet] = [{ line, index }, distance];
    }
    return best ? [{ ...best, at, from }] : [];
  });
}

/** Root of the mean square, millimetres. */
function residual(matches: readonly Match[], { toPage }: Mapping): number {
  const squares = matches.map(({ from, to, isRowOnly }) => {
    const place = toPage(to);
    return (isRowOnly ? 0 : (place.x - from.x) ** 2) + (place.y - from.y) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (squares.length || 1));
}

/** A label's characters as they may be read: all, or all but one that is hidden. */
function wordingsOf({
  text,
  variants = [],
}: Label): { text: string; at: number[]; allowed: number }[] {
  const toWording = (wording: string) => ({
    text: wording,
    at: [...wording].map((_, at) => at),
    allowed: Math.floor(wording.length / 4),
  });
  const places = [...text].map((_, at) => at);
  const hidden = text.length < 4 ? [] : places.map((place) => places.filter((at) => at !== place));
  return [
    ...[text, ...variants].map(toWording),
    ...hidden.map((at) => ({ text: at.map((each) => text[each]).join(''), at, allowed: 0 })),
  ];
}

/** Where a line holds the label: word for word, with a fourth of its characters misread, or one hidden. */
function findLabel(label: Label, line: TextLine, size: SizeMm): Finding[] {
  // Positions of the characters that are not blank: `号 牌 号 码` is the label too, and `准牵引|总质量`.
  const places = [...line.text].flatMap((character, index) =>
    /[\s|]/.test(character) ? [] : [index],
  );
  const text = places.map((index) => line.text[index]).join('');
  for (const wording of wordingsOf(label)) {
    let best: { start: number; wrong: number } | undefined;
    for (let start = 0; start + wording.text.length <= text.length; start++) {
      let wrong = 0;
      for (let index = 0; index < wording.text.length && wrong <= wording.allowed; index++) {
        if (wording.text[index] !== text[start + index]) wrong += 1;
      }
      if (wrong <= wording.allowed && wrong < (best?.wrong ?? wording.allowed + 1))
        best = { start, wrong };
    }
    if (!best) continue;
    const { start } = best;
    const glyphs = wording.at.map((at, index) => ({
      line,
      index: places[start + index] as number,
      at,
      from: placeOf(label, at, size),
    }));
    const { begins, x } = label;
    const middleOf = (left: number) => (left + (x[1] - x[0]) / 2) * size.width;
    return [
      {
        label,
        glyphs,
        ...(begins && { reach: [middleOf(begins[0]), middleOf(begins[1])] as Span }),
      },
    ];
  }
  return [];
}

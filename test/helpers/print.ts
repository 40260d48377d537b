import { leastOffer, type Step } from '../../scripts/reader/ctc';
import type { Look } from '../../scripts/reader/fields';
import type { OfferedLine, Point, TextLine } from '../../scripts/reader/types';

/** A line of print; left end, middle line and size of its characters in millimetres of the card. */
export type Print = [text: string, left: number, y: number, size?: number];

/** Pixels for a millimetre. */
const scale = 10;

/**
 * Lines of a card that lies somewhere in the picture, as the recogniser gives them.
 * @param place tilt in degrees
 */
export function linesOf(
  prints: readonly Print[],
  { tilt = 0, at = { x: 100, y: 100 } }: { tilt?: number; at?: Point } = {},
): OfferedLine[] {
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const toPicture = (x: number, y: number) => ({
    x: at.x + scale * (x * cos - y * sin),
    y: at.y + scale * (x * sin + y * cos),
  });
  return prints.map(([text, left, y, size = 2.6]) => {
    const widths = [...text].map((character) => (character < '\u0100' ? size * 0.6 : size));
    const ends = widths.map((_, index) => widths.slice(0, index + 1).reduce((a, b) => a + b));
    const right = left + (ends.at(-1) ?? 0);
    const [top, bottom] = [y - size * 0.7, y + size * 0.7];
    const line: TextLine = {
      text,
      confidence: 1,
      corners: [
        toPicture(left, top),
        toPicture(right, top),
        toPicture(right, bottom),
        toPicture(left, bottom),
      ],
      centers: ends.map((end, index) => toPicture(left + end - (widths[index] ?? 0) / 2, y)),
    };
    return { ...line, steps: stepsAlong(line.corners, glyphsOf(line)) };
  });
}

const glyphsOf = ({ text, centers }: TextLine) =>
  centers.map((center, index) => ({ character: text[index] ?? '', center }));

/** A recogniser that sees of a piece of the picture what these lines have in it. */
export function lookAt(lines: readonly TextLine[]): Look {
  const glyphs = lines.flatMap(glyphsOf);
  return async (boxes) => boxes.map((box) => stepsAlong(box, glyphs));
}

const stepCount = 120;

function stepsAlong(
  [leftTop, rightTop, , leftBottom]: TextLine['corners'],
  glyphs: readonly { character: string; center: Point }[],
): Step[] {
  const steps = Array.from({ length: stepCount }, () => sure(''));
  const [along, down] = [rightTop, leftBottom].map((to) => from(leftTop, to)) as [Point, Point];
  const area = across(along, down);
  for (const { character, center } of glyphs) {
    const at = from(leftTop, center);
    const [u, v] = [across(at, down) / area, across(along, at) / area];
    if (u > 0 && u < 1 && v > 0 && v < 1) steps[Math.floor(u * stepCount)] = sure(character);
  }
  return steps;
}

const from = (a: Point, b: Point) => ({ x: b.x - a.x, y: b.y - a.y });
const across = (a: Point, b: Point) => a.x * b.y - a.y * b.x;

const sure = (character: string): Step =>
  new Map([
    [character, 0.999],
    ['〇', leastOffer],
  ]);

/** A view of these characters, each with what else was offered for it. */
export function viewOf(...characters: Record<string, number>[]): Step[] {
  return characters.flatMap((each) => [new Map(Object.entries(each)), new Map([['', 1]])]);
}

/** A view of a text that leaves no doubt. */
export const viewOfText = (text: string): Step[] =>
  viewOf(...[...text].map((character) => ({ [character]: 0.99, '': 0.01 })));

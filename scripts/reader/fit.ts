import type { Point } from './types';

/** The same spot on the page (`from`) and in the picture (`to`). */
export interface Match {
  from: Point;
  to: Point;
  /** Only its row on the page is known. */
  isRowOnly?: boolean;
}

export interface Mapping {
  /** From the page to the picture. */
  toPicture(point: Point): Point;
  /** From the picture to the page. */
  toPage(point: Point): Point;
}

/** Moved, turned and enlarged alike in both directions, from two matches. */
export function similarity(
  a: Match,
  b: Match,
): { map(point: Point): Point; scale: number; angle: number } | undefined {
  const from = { x: b.from.x - a.from.x, y: b.from.y - a.from.y };
  const to = { x: b.to.x - a.to.x, y: b.to.y - a.to.y };
  const square = from.x ** 2 + from.y ** 2;
  if (square === 0) return undefined;
  const re = (from.x * to.x + from.y * to.y) / square;
  const im = (from.x * to.y - from.y * to.x) / square;
  return {
    map: ({ x, y }) => ({
      x: a.to.x + re * (x - a.from.x) - im * (y - a.from.y),
      y: a.to.y + im * (x - a.from.x) + re * (y - a.from.y),
    }),
    scale: Math.hypot(re, im),
    angle: Math.atan2(im, re),
  };
}

/** What makes it a perspective and not a mere slant has a price, as has a slant against a turn. */
const perspectivePrice = 1;
const slantPrice = 0.3;

/**
 * The perspective that fits the matches best, in the sense of least squares on the page. Its prices
 * keep a few matches that lie a little beside their place, or all in a row, from bending the page.
 */
export function perspective(matches: readonly Match[], unit: number): Mapping | undefined {
  const mean = (points: Point[]) => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  });
  // Coordinates of like size on either side keep the equations well-conditioned.
  const center = mean(matches.map(({ from }) => from));
  const middle = mean(matches.map(({ to }) => to));
  const spread = Math.hypot(
    ...matches.map(({ to }) => Math.hypot(to.x - middle.x, to.y - middle.y)),
  );
  const scale = spread / Math.sqrt(matches.length) || 1;
  const rows: number[][] = [];
  for (const { from, to, isRowOnly } of matches) {
    const [x, y] = [(to.x - middle.x) / scale, (to.y - middle.y) / scale];
    const [u, v] = [(from.x - center.x) / unit, (from.y - center.y) / unit];
    if (!isRowOnly) rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    rows.push([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  rows.push(
    [0, 0, 0, 0, 0, 0, perspectivePrice, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, perspectivePrice, 0],
    [slantPrice, 0, 0, 0, -slantPrice, 0, 0, 0, 0],
    [0, slantPrice, 0, slantPrice, 0, 0, 0, 0, 0],
  );
  const solved = leastSquares(rows, 8);
  if (!solved) return undefined;
  const way = [...solved, 1];
  const back = adjugate(way);
  return {
    toPage({ x, y }) {
      const [u, v] = apply(way, (x - middle.x) / scale, (y - middle.y) / scale);
      return { x: center.x + unit * u, y: center.y + unit * v };
    },
    toPicture({ x, y }) {
      const [u, v] = apply(back, (x - center.x) / unit, (y - center.y) / unit);
      return { x: middle.x + scale * u, y: middle.y + scale * v };
    },
  };
}

function apply(matrix: readonly number[], x: number, y: number): [number, number] {
  const [a, b, c, d, e, f, g, h, i] = matrix as Nine;
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

type Nine = [number, number, number, number, number, number, number, number, number];

/** The way back, up to a factor that cancels out. */
function adjugate(matrix: readonly number[]): number[] {
  const [a, b, c, d, e, f, g, h, i] = matrix as Nine;
  return [
    ...[e * i - f * h, c * h - b * i, b * f - c * e],
    ...[f * g - d * i, a * i - c * g, c * d - a * f],
    ...[d * h - e * g, b * g - a * h, a * e - b * d],
  ];
}

/** Solves `rows` (the last number of each is the right side) by the normal equations and Gauss. */
function leastSquares(rows: readonly number[][], count: number): number[] | undefined {
  const matrix = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count + 1 }, (_, j) =>
      rows.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0),
    ),
  );
  for (let column = 0; column < count; column++) {
    const size = (row: number) => Math.abs(matrix[row]?.[column] as number);
    let pivot = column;
    for (let row = column + 1; row < count; row++) if (size(row) > size(pivot)) pivot = row;
    if (size(pivot) < 1e-9) return undefined;
    const top = matrix[pivot] as number[];
    matrix[pivot] = matrix[column] as number[];
    matrix[column] = top;
    for (const [row, values] of matrix.entries()) {
      if (row === column) continue;
      const factor = (values[column] as number) / (top[column] as number);
      for (let index = column; index <= count; index++) {
        values[index] = (values[index] as number) - factor * (top[index] as number);
      }
    }
  }
  return matrix.map((row, index) => (row[count] as number) / (row[index] as number));
}

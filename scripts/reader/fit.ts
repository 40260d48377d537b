import type { Point } from './types';

/** The same spot on the page (`from`) and in the picture (`to`). */
export interface Match {
  from: Point;
  to: Point;
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

/**
 * The perspective that fits the matches best, in the sense of least squares. What makes it a
 * perspective and not a mere slant has a price, so that a few labels that were found a little beside
 * their place do not bend the page.
 */
export function perspective(
  matches: readonly Match[],
  size: { width: number; height: number },
): Mapping | undefined {
  // Page coordinates of −1 to 1 and picture coordinates of like size keep the equations well-conditioned.
  const center = { x: size.width / 2, y: size.height / 2 };
  const unit = size.width / 2;
  const mean = {
    x: matches.reduce((sum, { to }) => sum + to.x, 0) / matches.length,
    y: matches.reduce((sum, { to }) => sum + to.y, 0) / matches.length,
  };
  const spread =
    Math.sqrt(
      matches.reduce((sum, { to }) => sum + (to.x - mean.x) ** 2 + (to.y - mean.y) ** 2, 0) /
        matches.length,
    ) || 1;
  const rows: number[][] = [];
  for (const { from, to } of matches) {
    const [x, y] = [(from.x - center.x) / unit, (from.y - center.y) / unit];
    const [u, v] = [(to.x - mean.x) / spread, (to.y - mean.y) / spread];
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  const price = matches.length < 5 ? 100 : matches.length < 8 ? 2 : 0.3;
  rows.push([0, 0, 0, 0, 0, 0, price, 0, 0], [0, 0, 0, 0, 0, 0, 0, price, 0]);
  const solved = leastSquares(rows, 8);
  if (!solved) return undefined;
  const [a, b, c, d, e, f, g, h] = solved as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Adjugate of [[a b c] [d e f] [g h 1]]: the way back, up to a factor that cancels out.
  const back = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return {
    toPicture(point) {
      const [x, y] = [(point.x - center.x) / unit, (point.y - center.y) / unit];
      const w = g * x + h * y + 1;
      return {
        x: mean.x + (spread * (a * x + b * y + c)) / w,
        y: mean.y + (spread * (d * x + e * y + f)) / w,
      };
    },
    toPage(point) {
      const [u, v] = [(point.x - mean.x) / spread, (point.y - mean.y) / spread];
      const [x, y, w] = [0, 3, 6].map(
        (row) =>
          (back[row] as number) * u + (back[row + 1] as number) * v + (back[row + 2] as number),
      ) as [number, number, number];
      return { x: center.x + (unit * x) / w, y: center.y + (unit * y) / w };
    },
  };
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

import type { Point } from './types';

/** A map of probabilities: where the detector sees print. */
export interface Heat {
  data: Float32Array;
  width: number;
  height: number;
}

/** Left top, right top, right bottom, left bottom. */
export type Corners = [Point, Point, Point, Point];

// The parameters of PP-OCR's DB post-processing.
const inkThreshold = 0.3;
const boxThreshold = 0.5;
const unclipRatio = 1.6;
/** Fewer pixels of the map are dust. */
const minPixels = 12;

/** The rectangles around connected print, grown to what the detector was trained to shrink. */
export function findTextBoxes(heat: Heat): Corners[] {
  return components(heat).flatMap(({ outline, score }) => {
    if (score < boxThreshold) return [];
    const box = smallestRectangle(convexHull(outline));
    return box ? [grown(box)] : [];
  });
}

interface Component {
  /** The ends of each of its rows: all that a convex hull needs. */
  outline: Point[];
  score: number;
}

function components({ data, width, height }: Heat): Component[] {
  const seen = new Uint8Array(data.length);
  const found: Component[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] as number) <= inkThreshold) continue;
    const rows = new Map<number, { left: number; right: number }>();
    let sum = 0;
    let count = 0;
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const index = stack.pop() as number;
      const x = index % width;
      const y = (index - x) / width;
      sum += data[index] as number;
      count += 1;
      const row = rows.get(y);
      if (!row) rows.set(y, { left: x, right: x });
      else if (x < row.left) row.left = x;
      else if (x > row.right) row.right = x;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (seen[next] || (data[next] as number) <= inkThreshold) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    if (count < minPixels) continue;
    const outline = [...rows].flatMap(([y, { left, right }]) => [
      { x: left, y },
      { x: right + 1, y },
      { x: left, y: y + 1 },
      { x: right + 1, y: y + 1 },
    ]);
    found.push({ outline, score: sum / count });
  }
  return found;
}

/** Andrew's monotone chain. */
function convexHull(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: Point[]) => {
    const hull: Point[] = [];
    for (const point of list) {
      while (hull.length > 1 && turn(hull.at(-2) as Point, hull.at(-1) as Point, point) <= 0) {
        hull.pop();
      }
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const turn = (a: Point, b: Point, c: Point) =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

interface Rectangle {
  center: Point;
  /** Of its longer side, radians within ±90°. */
  angle: number;
  length: number;
  height: number;
}

/** One of its sides lies on a side of the hull. */
function smallestRectangle(hull: Point[]): Rectangle | undefined {
  let best: Rectangle | undefined;
  for (const [index, a] of hull.entries()) {
    const b = hull[(index + 1) % hull.length] as Point;
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const along = hull.map(({ x, y }) => x * cos + y * sin);
    const across = hull.map(({ x, y }) => y * cos - x * sin);
    const [left, right] = [Math.min(...along), Math.max(...along)];
    const [top, bottom] = [Math.min(...across), Math.max(...across)];
    const length = right - left;
    const height = bottom - top;
    if (best && best.length * best.height <= length * height) continue;
    const [u, v] = [(left + right) / 2, (top + bottom) / 2];
    best = { center: { x: u * cos - v * sin, y: u * sin + v * cos }, angle, length, height };
  }
  if (!best) return undefined;
  // The side nearer to horizontal is the line's direction: a line on its side stays on its side.
  const quarter = Math.PI / 2;
  const quarters = Math.round(best.angle / quarter);
  const angle = best.angle - quarters * quarter;
  const { length, height } = best;
  return quarters % 2 === 0
    ? { ...best, angle }
    : { ...best, angle, length: height, height: length };
}

function grown({ center, angle, length, height }: Rectangle): Corners {
  const margin = (length * height * unclipRatio) / (2 * (length + height));
  const [halfLength, halfHeight] = [length / 2 + margin, height / 2 + margin];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (u: number, v: number) => ({
    x: center.x + u * cos - v * sin,
    y: center.y + u * sin + v * cos,
  });
  return [
    corner(-halfLength, -halfHeight),
    corner(halfLength, -halfHeight),
    corner(halfLength, halfHeight),
    corner(-halfLength, halfHeight),
  ];
}

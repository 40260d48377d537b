import { cutStrip, stripHeight, stripWidth } from './pixels';
import type { Pixels, TextLine } from './types';

/** Below it the camera was out of focus: 0.56 for such a photo, 0.64 and more for 43 that were not. */
export const minSharpness = 0.6;
const longest = 5;

/** How steep the edges of print are against its contrast, in the longest lines; 0.6 to 2 where it is sharp. */
export function sharpnessOf(pixels: Pixels, lines: readonly TextLine[]): number {
  const chosen = [...lines]
    .sort((a, b) => stripWidth(b.corners) - stripWidth(a.corners))
    .slice(0, longest);
  const each = chosen.map(({ corners }) => steepness(pixels, corners)).sort((a, b) => a - b);
  return each[Math.floor(each.length / 2)] ?? 0;
}

function steepness(pixels: Pixels, corners: TextLine['corners']): number {
  const width = stripWidth(corners);
  const plane = width * stripHeight;
  const bgr = cutStrip(pixels, corners, width);
  const grey = (at: number) =>
    ((bgr[at] as number) + (bgr[plane + at] as number) + (bgr[2 * plane + at] as number)) / 3;
  const gradients: number[] = [];
  let [sum, squares] = [0, 0];
  for (let at = 0; at < plane; at++) {
    const value = grey(at);
    sum += value;
    squares += value * value;
    if (at % width < width - 1 && at + width < plane)
      gradients.push(Math.hypot(grey(at + 1) - value, grey(at + width) - value));
  }
  const deviation = Math.sqrt(Math.max(squares / plane - (sum / plane) ** 2, 1e-9));
  gradients.sort((a, b) => a - b);
  return (gradients[Math.floor(gradients.length * 0.95)] ?? 0) / deviation;
}

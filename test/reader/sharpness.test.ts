import { minSharpness, sharpnessOf } from '../../scripts/reader/sharpness';
import type { Pixels, TextLine } from '../../scripts/reader/types';

/** Strokes of two pixels, each as dark as the share of it that a lens lets through. */
function strokes(blur: number): Pixels {
  const [width, height] = [400, 60];
  const data = new Uint8Array(3 * width * height);
  for (let x = 0; x < width; x++) {
    const ink = Math.max(0, 1 - Math.abs((x % 16) - 8) / (2 + blur));
    for (let y = 0; y < height; y++)
      data.fill(230 - 200 * ink, 3 * (y * width + x), 3 * (y * width + x) + 3);
  }
  return { data, width, height };
}
const line = {
  corners: [
    { x: 0, y: 6 },
    { x: 400, y: 6 },
    { x: 400, y: 54 },
    { x: 0, y: 54 },
  ],
} as TextLine;

test('sharp print is steep against its contrast, blurred print is not', () => {
  expect(sharpnessOf(strokes(0), [line])).toBeGreaterThan(minSharpness);
  expect(sharpnessOf(strokes(6), [line])).toBeLessThan(minSharpness);
});

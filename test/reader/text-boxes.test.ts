import { findTextBoxes } from '../../scripts/reader/text-boxes';

/** A map in which these points are print. */
function boxesOf(isPrint: (x: number, y: number) => boolean) {
  const [width, height] = [120, 80];
  const data = Float32Array.from({ length: width * height }, (_, index) =>
    isPrint(index % width, Math.floor(index / width)) ? 0.9 : 0,
  );
  return findTextBoxes({ data, width, height });
}

test('a rectangle around connected print, grown on all sides alike', () => {
  const [box, ...others] = boxesOf((x, y) => x >= 20 && x < 80 && y >= 30 && y < 40);
  const margin = (60 * 10 * 1.6) / (2 * 70);
  expect(others).toEqual([]);
  expect(box?.[0]).toEqual({ x: expect.closeTo(20 - margin), y: expect.closeTo(30 - margin) });
  expect(box?.[2]).toEqual({ x: expect.closeTo(80 + margin), y: expect.closeTo(40 + margin) });
});

test('a line that lies askew has a rectangle that lies askew', () => {
  const [box] = boxesOf((x, y) => x > 10 && x < 110 && Math.abs(y - 20 - x / 4) < 4);
  const [leftTop, rightTop] = box ?? [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  const slope = (rightTop.y - leftTop.y) / (rightTop.x - leftTop.x);
  expect(slope).toBeCloseTo(0.25, 1);
});

test('dust is not print', () => {
  expect(boxesOf((x, y) => x < 3 && y < 3)).toEqual([]);
});

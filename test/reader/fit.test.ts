import { perspective, similarity } from '../../scripts/reader/fit';
import type { Point } from '../../scripts/reader/types';

test('two matches tell how a page is moved, turned and enlarged', () => {
  const turned = similarity(
    { from: { x: 0, y: 0 }, to: { x: 5, y: 5 } },
    { from: { x: 1, y: 0 }, to: { x: 5, y: 7 } },
  );
  expect({ scale: turned?.scale, angle: turned?.angle, at: turned?.map({ x: 0, y: 1 }) }).toEqual({
    scale: 2,
    angle: Math.PI / 2,
    at: { x: 3, y: 5 },
  });
});

/** Seen from the side. */
const seen = ({ x, y }: Point) => ({
  x: (900 * x + 30 * y) / (88 + 0.1 * x),
  y: (900 * y) / (88 + 0.1 * x),
});
const grid = [0, 22, 44, 66, 88].flatMap((x) => [0, 20, 40, 60].map((y) => ({ x, y })));

test('a perspective leads to the picture and back', () => {
  const mapping = perspective(
    grid.map((from) => ({ from, to: seen(from) })),
    44,
  );
  const place = mapping?.toPicture({ x: 70, y: 10 });
  const wanted = seen({ x: 70, y: 10 });
  expect(Math.hypot((place?.x ?? 0) - wanted.x, (place?.y ?? 0) - wanted.y)).toBeLessThan(3);
  const back = mapping?.toPage(place ?? { x: 0, y: 0 });
  expect([back?.x, back?.y]).toEqual([expect.closeTo(70), expect.closeTo(10)]);
});

test('a match of which only the row is known does not move the page sideways', () => {
  const matches = grid.map((from) => ({ from, to: seen(from) }));
  const wrong = { from: { x: 40, y: 30 }, to: seen({ x: 60, y: 30 }), isRowOnly: true };
  const [plain, more] = [perspective(matches, 44), perspective([...matches, wrong], 44)];
  const at = (mapping: typeof plain) => mapping?.toPage(seen({ x: 44, y: 30 })).x;
  expect(at(more)).toBeCloseTo(at(plain) ?? 0, 1);
});

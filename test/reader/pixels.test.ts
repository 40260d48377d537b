import { cutStrip, stripHeight } from '../../scripts/reader/pixels';

const size = 64;
const plane = size * stripHeight;

/** Of a picture of one colour: the values of blue, green and red, −1 to 1. */
function seen(colour: [red: number, green: number, blue: number], withoutRed?: boolean) {
  const data = Uint8Array.from({ length: 3 * size * size }, (_, at) => colour[at % 3] as number);
  const far = size - 1;
  const strip = cutStrip(
    { data, width: size, height: size },
    [
      { x: 1, y: 1 },
      { x: far, y: 1 },
      { x: far, y: far },
      { x: 1, y: far },
    ],
    size,
    withoutRed,
  );
  return [strip[0], strip[plane], strip[2 * plane]].map((value) => Math.round(10 * (value ?? 9)));
}

test('a strip has the colours of the picture, blue first', () => {
  expect(seen([255, 0, 51])).toEqual([-6, -10, 10]);
});

test('as through red glass a red seal is as bright as paper, and print stays dark', () => {
  expect(seen([255, 40, 51], true)).toEqual([10, 10, 10]);
  expect(seen([26, 20, 30], true)).toEqual([-8, -8, -8]);
});

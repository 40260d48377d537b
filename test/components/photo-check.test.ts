import type { Pixels } from '../../miniprogram-sample/components/license-scanner/photo-check';
import { checkPhoto } from '../../miniprogram-sample/components/license-scanner/photo-check';

type Picture = (x: number, y: number) => number;

/** A card that fills a quarter of a plain table: paper 220, strokes 40, two pixels wide, table 90. */
const card: Picture = (x, y) => {
  if (x < 64 || x >= 336 || y < 48 || y >= 252) return 90;
  const inLine = y % 24 < 16 && x % 96 < 80;
  const stroke = x % 8 < 2 || y % 8 < 2;
  return inLine && stroke ? 40 : 220;
};

const average =
  (picture: Picture, across: number, down: number): Picture =>
  (x, y) => {
    let sum = 0;
    for (let dy = 0; dy < down; dy += 1)
      for (let dx = 0; dx < across; dx += 1) sum += picture(x + dx, y + dy);
    return sum / across / down;
  };

const lit =
  (picture: Picture, gain: number, offset = 0): Picture =>
  (x, y) =>
    picture(x, y) * gain + offset;

function check(
  picture: Picture,
  width = 400,
  height = 300,
  original = { width: 2000, height: 1500 },
) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 4) data.fill(picture(x, y), at, at + 3);
  const pixels: Pixels = { width, height, data };
  return checkPhoto(pixels, original);
}

/** The card out of focus, on a table of sharp planks and in a dark holder. */
const held: Picture = (x, y) => {
  const isOutside = x < 40 || x >= 360 || y < 24 || y >= 276;
  if (isOutside) return x % 16 < 2 ? 30 : 90;
  const isHolder = x < 64 || x >= 336 || y < 48 || y >= 252;
  return isHolder ? 25 : average(card, 16, 16)(x, y);
};

test.each<[string, Picture, string[]]>([
  ['sharp on a plain table', card, []],
  ['half as bright', lit(card, 0.5), []],
  ['in the dusk, where all contrast is small', lit(card, 0.25), []],
  ['so dark that its paper is hardly grey', lit(card, 0.15), ['TOO_DARK']],
  ['of low contrast', lit(card, 0.4, 100), []],
  ['blurred', average(card, 16, 16), ['BLURRED']],
  ['of a blurred card in a sharp holder', held, ['BLURRED']],
  ['shaken to one side', average(card, 9, 1), ['BLURRED']],
  ['shaken up and down', average(card, 1, 9), ['BLURRED']],
  ['a little shaken up and down, where characters stay apart', average(card, 1, 3), []],
  ['almost without light', lit(card, 0.05), ['TOO_DARK']],
  ['washed out', lit(card, 0.2, 245), ['OVEREXPOSED']],
  [
    'with a lamp mirrored on it',
    (x, y) => (x > 90 && x < 260 && y > 60 && y < 240 ? 255 : lit(card, 0.9)(x, y)),
    ['OVEREXPOSED'],
  ],
])('a photo %s', (_name, picture, doubts) => {
  expect(check(picture)).toEqual(doubts);
});

test('a screenshot is not glare, however white it is', () => {
  expect(check((x, y) => (card(x, y) < 60 ? 20 : 255))).toEqual([]);
});

test('a photo whose text cannot be legible is too small, whatever else it is', () => {
  expect(check(lit(card, 0.1), 390, 300, { width: 390, height: 300 })).toEqual(['TOO_SMALL']);
});

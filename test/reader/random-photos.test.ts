import { specimenPageSvg, usualPrint } from '../../scripts/specimens/page';
import { randomPhoto } from '../../scripts/specimens/random';

const photos = Array.from({ length: 200 }, (_, seed) => randomPhoto(seed + 1));
const pages = photos.flatMap(({ photo }) => photo.pages);
const prints = pages.map(({ print }) => ({ ...usualPrint, ...print }));

/** Where the first characters of labels and values stand, in millimetres. */
function places(svg: string): [text: string, x: number, y: number][] {
  const marks = svg.matchAll(/<text x="([\d.-]+) [^"]*" y="([\d.-]+)"[^>]*>([^<]+)</g);
  return [...marks].map(([, x, y, text]) => [text ?? '', Number(x) / 10, Number(y) / 10]);
}

test('a seed is one photograph', () => {
  expect(randomPhoto(7)).toEqual(randomPhoto(7));
  const svgs = pages.map(specimenPageSvg);
  expect(new Set(svgs).size).toBe(svgs.length);
});

test('everybody and everything on them is invented', () => {
  for (const { fields } of photos) {
    const { owner, addr, model, name, address, official_seal } = fields;
    for (const text of [owner, addr, model, name, address, official_seal].filter(Boolean))
      expect(text).toMatch(/样|虚构|例子/);
  }
});

test('the values of a card stand up to 3 mm above and 2.7 mm below their places, all together', () => {
  const shifts = prints.map(({ shiftMm }) => shiftMm.y);
  expect(Math.min(...shifts)).toBeGreaterThanOrEqual(-3);
  expect(Math.min(...shifts)).toBeLessThan(-2.8);
  expect(Math.max(...shifts)).toBeLessThanOrEqual(2.7);
  expect(Math.max(...shifts)).toBeGreaterThan(2.5);
});

test('on half of the cards every label stands up to 0.8 mm beside its place by itself', () => {
  const loose = pages.filter((_, index) => prints[index]?.looseMm);
  expect(loose.length / pages.length).toBeGreaterThan(0.35);
  expect(loose.length / pages.length).toBeLessThan(0.65);
  for (const page of pages) {
    const exact = { ...page.print, looseMm: 0, labelPitch: 1 };
    const wanted = places(specimenPageSvg({ ...page, print: exact }));
    const drawn = places(specimenPageSvg(page));
    const offsets = drawn.map(([text, x, y], index) => {
      const [same, toX, toY] = wanted[index] ?? ['', 0, 0];
      expect(text).toBe(same);
      return [x - toX, y - toY].map((offset) => Number(offset.toFixed(1)));
    });
    const furthest = Math.max(...offsets.flat().map(Math.abs));
    if (!loose.includes(page)) expect(furthest).toBe(0);
    else {
      expect(furthest).toBeGreaterThan(0.3);
      expect(furthest).toBeLessThanOrEqual(0.8);
      expect(new Set(offsets.map(String)).size).toBeGreaterThan(2);
    }
  }
});

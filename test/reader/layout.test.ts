import type { Card, Label, PageLayout } from '../../scripts/cards/layout';
import { placesOf, shapeOf } from '../../scripts/cards/places';
import { readFields } from '../../scripts/reader/fields';
import type { Point } from '../../scripts/reader/types';
import { specimenPageSvg } from '../../scripts/specimens/page';
import { linesOf, lookAt, type Print } from '../helpers/print';

// A page of another size, as large as A4 seems when its print is as small as a 行驶证's.
const sizeMm = { width: 200, height: 140 };
const mm = (label: Label, at: { x: number; y: number }): Print => [
  label.text,
  at.x * sizeMm.width,
  at.y * sizeMm.height,
  (label.sizeMm ?? 2.6) * 0.96,
];

const rows = [0.7, 0.75, 0.8, 0.85].map((y) => [y - 0.004, y + 0.004] as const);
const [first = [0, 0] as const, ...others] = rows;
const room = { begins: [0.2, 0.21] as const, ends: 0.5 };
const labels: Label[] = [
  { text: '样本执照', x: [0.4, 0.4522], y: 0.1 },
  {
    text: '样本代码',
    x: [0.1, 0.1522],
    y: 0.2,
    value: { key: 'number', kind: 'code', begins: [0.1, 0.105], ends: 0.3, y: [0.246, 0.254] },
  },
  {
    text: '样本名称',
    x: [0.1, 0.1522],
    y: 0.5,
    value: { key: 'name', kind: 'text', ...room, y: [0.496, 0.504] },
  },
  {
    text: '样本范围',
    x: [0.1, 0.1522],
    y: 0.7,
    value: {
      key: 'scope',
      kind: 'text',
      ...room,
      y: first,
      furtherLines: others.map((y) => ({ ...room, y })),
    },
  },
];
const layout: PageLayout = { page: 'main', sizeMm, positionKey: 'position', labels };
const card: Card = { pages: [[layout]] };

const lines = ['虚构的第一行样本', '虚构的第二行样本', '虚构的第三行样本', '虚构的第四行'];

test('a page of another size is read, a value below its label and one of four lines too', async () => {
  const text = linesOf([
    ...labels.map((label) => mm(label, { x: label.x[0], y: label.y })),
    ['YB0123456789', 20.5, 35, 3.2],
    ['虚构样本公司', 41, 70, 3.4],
    ...lines.map((line, index): Print => [line, 41, (rows[index]?.[0] ?? 0) * 140 + 0.56, 3.4]),
  ]);
  const picture = { width: 2300, height: 1700, lines: text };
  const { position, ...fields } = (await readFields(card, picture, lookAt(text))) ?? {};
  expect(fields).toEqual({
    number: 'YB0123456789',
    name: '虚构样本公司',
    scope: lines.join(''),
  });
  const { right_bottom: corner } = (position as { pos: Record<string, Point> }).pos;
  expect(Math.hypot(2100 - (corner?.x ?? 0), 1500 - (corner?.y ?? 0))).toBeLessThan(10);
});

test('its specimens are of that size, and a long text goes on in the further lines', () => {
  const svg = specimenPageSvg({ layout, fields: { scope: lines.join('').repeat(2) } });
  expect(svg).toMatch(/^<svg class="page" viewBox="0 0 2000 1400"/);
  const [, values = ''] = svg.split('fill="rgb(');
  const places = [...values.matchAll(/translate\(([\d.]+) ([\d.]+)\)/g)].map(([, x, y]) => [x, y]);
  expect(places.map(([, y]) => Number(y))).toEqual([980, 1050, 1120, 1190]);
});

test('the form shows all lines of a value, in the page’s own shape', () => {
  const [left, top, right, bottom] = placesOf(card).scope ?? [];
  expect([left, right]).toEqual([0.193, 0.507]);
  expect([Number(top) < 0.69, Number(bottom) > 0.87]).toEqual([true, true]);
  expect(shapeOf(card)).toBe(0.7);
  expect(shapeOf({ pages: [[{ page: 'main', labels: [] }]] })).toBe(0.6818);
});

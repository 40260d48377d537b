import { kinds } from '../../miniprogram-sample/cards';
import { cards } from '../../scripts/cards';
import { readFields } from '../../scripts/reader/fields';
import type { PictureText, Point, TextLine } from '../../scripts/reader/types';
import { recordings } from '../fixtures/reader/recordings';

interface Place {
  tilt?: number;
  scale?: number;
  at?: Point;
}

/** A line of print as the recogniser gives it; place in millimetres of the card, size in millimetres. */
type Print = [text: string, left: number, y: number, size?: number];

/** Lines of a card that lies somewhere in the picture, turned by `tilt` degrees. */
function lines(prints: Print[], { tilt = 0, scale = 10, at = { x: 100, y: 100 } }: Place = {}) {
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const toPicture = (x: number, y: number) => ({
    x: at.x + scale * (x * cos - y * sin),
    y: at.y + scale * (x * sin + y * cos),
  });
  return prints.map(([text, left, y, size = 1.9]): TextLine => {
    const widths = [...text].map((character) => (character < '\u0100' ? size * 0.58 : size));
    const ends = widths.map((_, index) => widths.slice(0, index + 1).reduce((a, b) => a + b));
    const right = left + (ends.at(-1) ?? 0);
    const [top, bottom] = [y - size * 0.7, y + size * 0.7];
    return {
      text,
      confidence: 1,
      corners: [
        toPicture(left, top),
        toPicture(right, top),
        toPicture(right, bottom),
        toPicture(left, bottom),
      ],
      centers: ends.map((end, index) => toPicture(left + end - (widths[index] ?? 0) / 2, y)),
    };
  });
}

test('the local cloud knows every card', () => {
  expect(Object.keys(cards).sort()).toEqual(kinds.map((kind) => `ocr.${kind}`).sort());
});

const picture = (...parts: TextLine[][]): PictureText => ({
  width: 2000,
  height: 1500,
  lines: parts.flat(),
});

const driver = (text: PictureText) => readFields(cards['ocr.driverLicense'], text);

const driverPage: Print[] = [
  ['中华人民共和国机动车驾驶证', 16, 5, 4],
  ['证号', 12, 13.2],
  ['990000199005200010', 18, 13, 2.6],
  ['姓名', 4, 18.8],
  ['样本某', 11, 18.8, 2.6],
  ['性别', 44, 18.8],
  ['男', 51, 18.8, 2.6],
  ['国籍', 59, 18.8],
  ['中国', 69, 18.8, 2.6],
  ['住址', 4, 25.2],
  ['样本省样本市虚构路1号', 12, 25.2, 2.3],
  ['出生日期', 25, 32.4],
  ['1990-05-20', 36, 32.4, 2.6],
  ['初次领证日期', 25, 39],
  ['2014-05-26', 39, 39, 2.6],
  ['准驾车型', 25, 45.6],
  ['C1', 36, 45.6, 2.6],
  ['有效期限', 4, 53.4],
  ['2020-05-26至2030-05-26', 15, 53.4, 2.6],
];

const driverFields = {
  id_num: '990000199005200010',
  name: '样本某',
  sex: '男',
  nationality: '中国',
  address: '样本省样本市虚构路1号',
  birth_date: '1990-05-20',
  issue_date: '2014-05-26',
  car_class: 'C1',
  valid_from: '2020-05-26',
  valid_to: '2030-05-26',
};

/** The page with the lines that read so replaced. */
const replaced = (changes: Record<string, Print[]>) =>
  driverPage.flatMap((print) => changes[print[0]] ?? [print]);
const period = '2020-05-26至2030-05-26';

test.each(recordings)('a photo of $scene', ({ kind, fields, text }) => {
  expect(readFields(cards[`ocr.${kind}`], text)).toMatchObject(fields);
});

test.each(recordings.filter(({ scene }) => !scene.startsWith('another')))(
  'no other licence in a photo of $scene',
  ({ kind, text }) => {
    const other = kind === 'driverLicense' ? 'ocr.vehicleLicense' : 'ocr.driverLicense';
    expect(readFields(cards[other], text)).toBeUndefined();
  },
);

test.each<[string, Print[], Record<string, string>?]>([
  ['label and value in one line', replaced({ 性别: [['性别男', 44, 18.8, 2.4]], 男: [] })],
  [
    'a label in two pieces',
    replaced({
      住址: [
        ['住', 4, 25.2],
        ['址', 6, 25.2],
      ],
    }),
  ],
  ['blanks between the characters of a label', replaced({ 姓名: [['姓 名', 4, 18.8, 1.6]] })],
  ['a misread character in a label', replaced({ 准驾车型: [['准驾车塑', 25, 45.6]] })],
  ['the end of a label alone', replaced({ 住址: [['址', 8.4, 25.2]] })],
  ['a label that was not read', replaced({ 出生日期: [] })],
  [
    'two cells in one line',
    replaced({ 性别: [['性别  男   国籍  中国', 44, 18.8, 2.3]], 男: [], 国籍: [], 中国: [] }),
  ],
  [
    'an address on two lines',
    replaced({
      [driverFields.address]: [
        ['样本省样本市', 12, 23.6, 2],
        ['虚构路1号', 12, 26.4, 2],
      ],
    }),
  ],
  [
    'a period in three pieces',
    replaced({
      [period]: [
        ['2020-05-26', 15, 53.4, 2.6],
        ['至', 32, 53.4, 2.6],
        ['2030-05-26', 36, 53.4, 2.6],
      ],
    }),
  ],
  [
    'a period without an end',
    replaced({ [period]: [['2020-05-26至长期', 15, 53.4, 2.6]] }),
    { valid_to: '长期' },
  ],
  [
    'English words below the labels',
    [...driverPage, ['Date of Birth', 25, 34.6, 1.3], ['Nationality', 59, 20.9, 1.3]],
  ],
  ['a watermark across the card', [...driverPage, ['样', 34, 32.4, 7.8]]],
  [
    'bits of a watermark beside an address and below it',
    [...driverPage, ['SN', 50, 25.2, 2.6], ['公', 45, 27.6, 3]],
  ],
  [
    'the square stamp of the authority',
    [...driverPage, ['样本市公安', 5, 35, 2.4], ['局交警支队', 5, 39, 2.4]],
    { official_seal: '样本市公安局交警支队' },
  ],
  [
    'a value that was misread, as it was read',
    replaced({ C1: [['CI', 36, 45.6, 2.6]] }),
    { car_class: 'CI' },
  ],
])('%s', (_what, prints, changes = {}) => {
  expect(driver(picture(lines(prints, { tilt: 3 })))).toEqual({ ...driverFields, ...changes });
});

test('the corners of a page and the size of the picture', () => {
  const labels: Print[] = [
    ['中华人民共和国机动车行驶证', 16, 5, 4],
    ['所有人', 4, 20],
    ['车辆识别代号', 28.2, 37.6],
    ['发证日期', 57, 51],
  ];
  expect(readFields(cards['ocr.vehicleLicense'], picture(lines(labels)))).toMatchObject({
    card_position_front: {
      pos: {
        left_top: { x: expect.closeTo(100, -2), y: expect.closeTo(100, -2) },
        right_bottom: { x: expect.closeTo(980, -2), y: expect.closeTo(700, -2) },
      },
    },
    img_size: { w: 2000, h: 1500 },
  });
});

test.each<[string, PictureText]>([
  ['nothing', picture()],
  ['a card on its side', picture(lines(driverPage, { tilt: 90, at: { x: 1000, y: 100 } }))],
  ['a card on its head', picture(lines(driverPage, { tilt: 180, at: { x: 1500, y: 1000 } }))],
  [
    'two labels that any form has',
    picture(
      lines([
        ['姓名', 4, 18.8],
        ['性别', 44, 18.8],
      ]),
    ),
  ],
])('%s is not a driver licence', (_what, text) => {
  expect(driver(text)).toBeUndefined();
});

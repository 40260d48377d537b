import { kinds } from '../../miniprogram-sample/cards';
import { cards } from '../../scripts/local-cloud/cards';
import { readFields } from '../../scripts/local-cloud/reader/fields';
import type { PictureText, Point, TextLine } from '../../scripts/local-cloud/reader/types';

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

const vehicle = (text: PictureText) => readFields(cards['ocr.vehicleLicense'], text);
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

/** The page with the line that reads `text` replaced. */
const replaced = (text: string, ...prints: Print[]) =>
  driverPage.flatMap((print) => (print[0] === text ? prints : [print]));

test.each([0, -10, 10])('a card that lies %d° askew is read', (tilt) => {
  expect(driver(picture(lines(driverPage, { tilt })))).toEqual(driverFields);
});

test.each<[string, Print[], Record<string, string>]>([
  [
    'label and value in one line',
    replaced('性别', ['性别男', 44, 18.8, 2.4]).filter(([text]) => text !== '男'),
    {},
  ],
  ['a label in two pieces', replaced('住址', ['住', 4, 25.2], ['址', 6, 25.2]), {}],
  ['blanks between the characters of a label', replaced('姓名', ['姓 名', 4, 18.8, 1.6]), {}],
  ['a misread character in a label', replaced('准驾车型', ['准驾车塑', 25, 45.6]), {}],
  ['a label that was not read', replaced('出生日期'), {}],
  [
    'two cells in one line',
    replaced('性别', ['性别  男   国籍  中国', 44, 18.8, 2.3]).filter(
      ([text]) => !['男', '国籍', '中国'].includes(text),
    ),
    {},
  ],
  [
    'an address on two lines',
    replaced('样本省样本市虚构路1号', ['样本省样本市', 12, 23.6, 2], ['虚构路1号', 12, 26.4, 2]),
    {},
  ],
  [
    'a period in three pieces',
    replaced(
      '2020-05-26至2030-05-26',
      ['2020-05-26', 15, 53.4, 2.6],
      ['至', 32, 53.4, 2.6],
      ['2030-05-26', 36, 53.4, 2.6],
    ),
    {},
  ],
  [
    'a period without an end',
    replaced('2020-05-26至2030-05-26', ['2020-05-26至长期', 15, 53.4, 2.6]),
    { valid_to: '长期' },
  ],
  [
    'English words below the labels',
    [...driverPage, ['Date of Birth', 25, 34.6, 1.3], ['Nationality', 59, 20.9, 1.3]],
    {},
  ],
  ['a watermark across the card', [...driverPage, ['样', 34, 32.4, 7.8]], {}],
  [
    'the square stamp of the authority',
    [...driverPage, ['样本市公安', 5, 35, 2.4], ['局交警支队', 5, 39, 2.4]],
    { official_seal: '样本市公安局交警支队' },
  ],
  [
    'a value that was misread, as it was read',
    replaced('C1', ['CI', 36, 45.6, 2.6]),
    { car_class: 'CI' },
  ],
])('%s', (_what, prints, changes) => {
  expect(driver(picture(lines(prints, { tilt: 3 })))).toEqual({ ...driverFields, ...changes });
});

const mainPage: Print[] = [
  ['中华人民共和国机动车行驶证', 16, 5, 4],
  ['号牌号码', 4, 13.8],
  ['粤B9YB81', 14.4, 13.8, 2.9],
  ['车辆类型', 45.2, 13.8],
  ['小型轿车', 56, 13.8, 2.6],
  ['所有人', 4, 20],
  ['样本某', 14.4, 20, 2.6],
  ['车辆识别代号', 28.2, 37.6],
  ['LYB1234A5M1234567', 41, 37.6, 2.6],
  ['注册日期', 28.2, 51],
  ['2021-03-15', 38.6, 51, 2.6],
  ['发证日期', 57, 51],
  ['2021-03-18', 67.4, 51, 2.6],
];
const secondPage: Print[] = [
  ['号牌号码', 4, 13.2],
  ['粤B9YB82', 15, 13.2, 2.6],
  ['档案编号', 44, 13.2],
  ['440000000001', 55, 13.2, 2.6],
  ['核定载人数', 4, 20.2],
  ['5人', 17, 20.2, 2.6],
  ['外廓尺寸', 4, 34.2],
  ['4670x1806x1474mm', 15, 34.2, 2.4],
];
const pageFields = {
  plate_num: '粤B9YB81',
  vehicle_type: '小型轿车',
  owner: '样本某',
  plate_num_b: '粤B9YB82',
  record: '440000000001',
  passengers_num: '5人',
  overall_size: '4670x1806x1474mm',
};

test.each([
  ['one above the other', { x: 100, y: 100 }, { x: 100, y: 760 }],
  ['the second page first', { x: 100, y: 760 }, { x: 100, y: 100 }],
  ['side by side', { x: 100, y: 100 }, { x: 1020, y: 130 }],
])('both pages in one picture, %s', (_how, main, second) => {
  const text = picture(lines(mainPage, { at: main }), lines(secondPage, { at: second }));
  expect(vehicle(text)).toMatchObject(pageFields);
});

test('the corners of a page and the size of the picture', () => {
  expect(vehicle(picture(lines(mainPage)))).toMatchObject({
    card_position_front: {
      pos: {
        left_top: { x: expect.closeTo(100, -2), y: expect.closeTo(100, -2) },
        right_bottom: { x: expect.closeTo(980, -2), y: expect.closeTo(700, -2) },
      },
    },
    img_size: { w: 2000, h: 1500 },
  });
});

test('of two cards in one picture, only the one that is asked for', () => {
  const text = picture(lines(mainPage), lines(driverPage, { at: { x: 100, y: 760 } }));
  expect(driver(text)).toEqual(driverFields);
  expect(vehicle(text)).toMatchObject({ owner: '样本某', plate_num: '粤B9YB81' });
  expect(vehicle(text)).not.toHaveProperty('plate_num_b');
});

test.each<[string, PictureText]>([
  ['nothing', picture()],
  ['the other licence', picture(lines(mainPage))],
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

import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { cards } from '../../scripts/cards';
import { readFreely } from '../../scripts/reader/ctc';
import { type Look, readFields } from '../../scripts/reader/fields';
import type { OfferedLine } from '../../scripts/reader/types';
import type { View } from '../../scripts/reader/values';
import { linesOf, lookAt, type Print, viewOf, viewOfText } from '../helpers/print';

/** @param look at the picture; the first look saw these lines in it */
const readBy = (kind: LicenseKind, lines: OfferedLine[], look: Look) =>
  readFields(cards[`ocr.${kind}`], { width: 2000, height: 1500, lines }, look);
const read = (kind: LicenseKind, ...parts: OfferedLine[][]) =>
  readBy(kind, parts.flat(), lookAt(parts.flat()));

/** What reads so is seen as this view instead, at every look. */
function readWith(kind: LicenseKind, lines: OfferedLine[], text: string, view: View) {
  const seen = lines.map((line) => (line.text === text ? { ...line, steps: [...view] } : line));
  const look = lookAt(lines);
  return readBy(kind, seen, async (boxes) =>
    (await look(boxes)).map((each) => (readFreely(each).text === text ? view : each)),
  );
}

// By the places measured on photographs of real cards, in millimetres.
const title = (text: string, left = 16.2): Print => [text, left, 5.3, 4.23];
const driverPage: Print[] = [
  title('中华人民共和国机动车驾驶证'),
  ['证', 25.6, 12.3],
  ['号', 30, 12.3],
  ['990000199005200010', 36, 12.3, 3.2],
  ['姓名', 4.6, 17.1, 2.5],
  ['样本某', 12, 18, 3.4],
  ['性别', 40.7, 17, 3.2],
  ['男', 48.8, 17.9, 3.4],
  ['国籍', 56.1, 17, 3],
  ['中国', 66.2, 18, 3.4],
  ['住', 4, 22.8],
  ['址', 7, 22.8],
  ['样本省样本市虚构路1号', 14, 24, 3.4],
  ['出生日期', 23.2, 34.6, 2.7],
  ['1990-05-20', 37, 35.4, 3.2],
  ['初次领证日期', 23.6, 40.9, 2.67],
  ['2014-05-26', 42, 41.7, 3.2],
  ['准驾车型', 23.2, 47.1, 2.8],
  ['C1', 45, 48.2, 4],
  ['有效期限', 4.2, 53.6, 2.6],
  ['2020-05-26至2030-05-26', 19, 53.7, 3.2],
  ['样本市公安', 4, 35.8, 3.4],
  ['局交警支队', 4, 42.1, 3.4],
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
  official_seal: '样本市公安局交警支队',
};
const vehiclePage: Print[] = [
  title('中华人民共和国机动车行驶证', 16.1),
  ['号牌号码', 3.2, 12.4],
  ['粤B9YB81', 17.5, 13, 3.2],
  ['车辆类型', 38.3, 12.4],
  ['小型轿车', 54, 13, 3.4],
  ['所', 3, 19.5],
  ['有', 7, 19.5],
  ['人', 11, 19.5],
  ['样本某某', 16.7, 19.7, 3.4],
  ['住', 3.1, 26.6],
  ['址', 11.4, 26.6],
  ['广东省样本市虚构路1号', 16, 27.1, 3.4],
  ['使用性质', 3.2, 33.3, 2.7],
  ['非营运', 16.5, 34, 3.4],
  ['品牌型号', 32.3, 33.4, 2.7],
  ['样本牌YB7150', 47, 34, 3.4],
  ['车辆识别代号', 23.8, 40.6],
  ['LYB1234A5M1234567', 43, 41, 3.2],
  ['发动机号码', 24.4, 47.3, 2.5],
  ['YB123456', 40, 48, 3.2],
  ['注册日期', 24.4, 54, 2.4],
  ['2021-03-15', 36, 55, 3.2],
  ['发证日期', 55.6, 54, 2.3],
  ['2021-03-18', 66.5, 55, 3.2],
];
const vehicleFields = {
  plate_num: '粤B9YB81',
  vehicle_type: '小型轿车',
  owner: '样本某某',
  addr: '广东省样本市虚构路1号',
  use_character: '非营运',
  model: '样本牌YB7150',
  vin: 'LYB1234A5M1234567',
  engine_num: 'YB123456',
  register_date: '2021-03-15',
  issue_date: '2021-03-18',
};

/** The page with the lines that read so replaced. */
const replaced = (page: Print[], changes: Record<string, Print[]>) =>
  page.flatMap((print) => changes[print[0]] ?? [print]);
const values = (page: Print[], fields: Record<string, string>) =>
  page.filter(([text]) => Object.values(fields).includes(text) || text.includes('至'));
const shifted = (page: Print[], fields: Record<string, string>, mm: number) => {
  const moved = new Set(values(page, fields));
  return page.map(
    (print): Print =>
      moved.has(print) ? [print[0], print[1], print[2] + mm, print[3] ?? 3.2] : print,
  );
};

test('a driver licence and a vehicle licence, a little askew', async () => {
  expect(await read('driverLicense', linesOf(driverPage, { tilt: 3 }))).toEqual(driverFields);
  expect(await read('vehicleLicense', linesOf(vehiclePage, { tilt: -4 }))).toMatchObject(
    vehicleFields,
  );
});

test.each<[string, Print[], Record<string, string>?]>([
  ['all values 2.7 mm too low', shifted(vehiclePage, vehicleFields, 2.7)],
  ['all values 3 mm too high', shifted(vehiclePage, vehicleFields, -3)],
  [
    'values in boxes as high as a watermark’s',
    replaced(vehiclePage, { 小型轿车: [['小型轿车', 54, 13, 4]] }),
  ],
  [
    'a character of three labels that a thread hides',
    replaced(vehiclePage, {
      有: [],
      号牌号码: [
        ['号牌', 3.2, 12.4],
        ['码', 11, 12.4],
      ],
      使用性质: [['用性质', 5.9, 33.3, 2.7]],
    }),
  ],
  [
    'an address that was broken into two lines',
    replaced(vehiclePage, {
      广东省样本市虚构路1号: [
        ['广东省样本市虚构路1号', 16, 25.4, 2.4],
        ['样本小区2栋301室', 16, 29, 2.4],
      ],
    }),
    { addr: '广东省样本市虚构路1号样本小区2栋301室' },
  ],
  [
    'a date that runs into the next label',
    replaced(vehiclePage, { '2021-03-15': [['2021-03-15', 37.6, 55, 3.2]] }),
  ],
  [
    'a date that ends at the very edge',
    replaced(vehiclePage, { '2021-03-18': [['2021-03-18', 69, 55, 3.2]] }),
  ],
  [
    'label and value in one line',
    replaced(vehiclePage, {
      品牌型号: [['品牌型号样本牌YB7150', 32.3, 33.6, 2.9]],
      样本牌YB7150: [],
    }),
  ],
])('a vehicle licence with %s', async (_what, prints, changes = {}) => {
  expect(await read('vehicleLicense', linesOf(prints))).toMatchObject({
    ...vehicleFields,
    ...changes,
  });
});

test.each<[string, Print[], Record<string, string>?]>([
  [
    'an address that goes on further left',
    [...driverPage, ['12栋3单元401室', 10.6, 29, 3.2]],
    { address: '样本省样本市虚构路1号12栋3单元401室' },
  ],
  [
    'a period that ends at the portrait',
    replaced(driverPage, { '2020-05-26至2030-05-26': [['2020-05-26至2030-05-26', 21, 53.7, 3.5]] }),
  ],
  [
    'English that touches a value',
    replaced(driverPage, { 中国: [['Nationaliy中国', 56.1, 18.8, 1.62]] }),
  ],
  [
    'a period without an end',
    replaced(driverPage, { '2020-05-26至2030-05-26': [['2020-05-26至长期', 19, 53.7, 3.2]] }),
    { valid_to: '长期' },
  ],
  [
    'a row of its seal that was found in pieces',
    replaced(driverPage, {
      局交警支队: [
        ['局交警', 4, 42.1, 3.4],
        ['支队', 14.2, 42.1, 3.4],
      ],
    }),
  ],
  ['the end of an English word beside its address', [...driverPage, ['Address.', 4, 24.6, 1.75]]],
  [
    'the English of its label in the line of its address',
    replaced(driverPage, {
      样本省样本市虚构路1号: [['Address-样本省样本市虚构路12', 4, 24, 3.2]],
    }).concat([['号', 12, 29, 3.4]]),
    { address: '样本省样本市虚构路12号' },
  ],
  [
    'English words below the labels',
    [...driverPage, ['Date of Birth', 23.2, 37.2, 1.5], ['Address', 4, 25.4, 1.7]],
  ],
])('a driver licence with %s', async (_what, prints, changes = {}) => {
  expect(await read('driverLicense', linesOf(prints))).toEqual({ ...driverFields, ...changes });
});

const secondFields = { plate_num_b: '粤B9YB81', record: '440000000001', passengers_num: '5人' };
const vehicleSecondPage = (mm = 0): Print[] => {
  const row = (text: string, left: number, y: number): Print => [text, left, y + mm, 3.2];
  return [
    ['号牌号码', 5.3, 7.9, 2.55],
    row(secondFields.plate_num_b, 18, 7.9),
    ['档案编号', 38.7, 7.9, 2.55],
    row(secondFields.record, 52, 7.9),
    ['核定载人数', 5.3, 14.3, 2.55],
    row(secondFields.passengers_num, 21, 14.3),
    ['总质量', 50.2, 14.3, 2.55],
    row('1845kg', 60, 14.3),
    ['整备质量', 5.3, 20.9, 2.55],
    row('1420kg', 18, 20.9),
    ['核定载质量', 50.2, 20.9, 2.55],
    ['外廓尺寸', 5.3, 27.6, 2.55],
    row('4670×1806×1474mm', 17, 27.6),
    ['准牵引总质量', 47.5, 27.6, 2.55],
    ['备注', 5.3, 34.6, 2.55],
    ['检验记录', 5.3, 42.2, 2.55],
  ];
};

test.each([-3, 3.5])('a second page whose values stand %s mm beside their places', async (mm) => {
  expect(await read('vehicleLicense', linesOf(vehicleSecondPage(mm)))).toMatchObject({
    ...secondFields,
    total_quality: '1845kg',
    prepare_quality: '1420kg',
    overall_size: '4670×1806×1474mm',
  });
});

test.each<[string, second: string, Record<string, string | undefined>]>([
  ['of which one is not sure', '粤B9YB81', { plate_num: '粤B9YB81', plate_num_b: '粤B9YB81' }],
  [
    'of which one begins as none does',
    '専B9YB81',
    { plate_num: '粤B9YB81', plate_num_b: '粤B9YB81' },
  ],
  ['that differ a little', '粤B9Y881', { plate_num: '粤B9YB81', plate_num_b: '粤B9Y881' }],
  ['of two cars, one not sure', '京A12345', { plate_num: '粤B9YB81', plate_num_b: undefined }],
])('two pages with plates %s', async (_what, second, plates) => {
  const lines = [
    linesOf(vehiclePage),
    linesOf(
      vehicleSecondPage().map(
        (print): Print => (print[0] === secondFields.plate_num_b ? ['二', 18, 7.9, 3.2] : print),
      ),
      { at: { x: 1080, y: 110 } },
    ),
  ].flat();
  const doubtful = viewOf(
    ...[...second].map((each, at) => (at === 5 ? { [each]: 0.55, '3': 0.4 } : { [each]: 0.99 })),
  );
  const fields = await readWith('vehicleLicense', lines, '二', doubtful);
  expect(fields).toMatchObject({ ...vehicleFields, record: '440000000001' });
  expect({ plate_num: fields?.plate_num, plate_num_b: fields?.plate_num_b }).toEqual(plates);
});

test.each<[string, string]>([
  ['an address that was cut in a word', '样本省样本市虚'],
  ['an address that has lost its first character', '东省虚构市虚构路1号'],
  ['an address that ends with its county', '广东省佛山市顺德区'],
  ['an address with a house 0', '样本省样本市虚构路1号0座2188'],
])('%s is absent', async (_what, cut) => {
  const page = replaced(driverPage, { [driverFields.address]: [[cut, 14, 24, 3.4]] });
  const fields = await read('driverLicense', linesOf(page));
  expect(fields).not.toHaveProperty('address');
  expect(fields).toHaveProperty('name');
});

test('a birth date that the identity number tells needs to be likely only', async () => {
  const fields = await readWith('driverLicense', linesOf(driverPage), '1990-05-20', blurred);
  expect(fields).toMatchObject({ birth_date: '1990-05-20' });
});

const blurred: View = viewOf(...[...'1990-05-2'].map((character) => ({ [character]: 0.99 })), {
  '4': 0.5,
  '0': 0.48,
});

const driverSecondPage: Print[] = [
  title('中华人民共和国机动车驾驶证副页', 11.9),
  ['证', 25.6, 12.3],
  ['号', 30, 12.3],
  ['990000199005200010', 36, 12.3, 3.2],
  ['姓名', 5.4, 18, 2.5],
  ['样本某', 17, 18.3, 3.4],
  ['档案编号', 43.6, 18, 3.4],
  ['记录', 5.6, 25.8, 2.4],
  ['虚构的一行记录', 18, 25.8, 3.4],
];

const { name: _, ...nameless } = driverFields;
test.each([
  ['each with its own name', '例子李', driverFields],
  ['whose names differ a little: then there is none', '样本其', nameless],
])('an open holder is two pages, %s', async (_what, name, fields) => {
  const second = replaced(driverSecondPage, { 样本某: [[name, 17, 18.3, 3.4]] });
  const open = [linesOf(driverPage), linesOf(second, { at: { x: 1080, y: 110 } })];
  expect(await read('driverLicense', ...open)).toEqual(fields);
});

test('a plate that two looks read differently is looked at once more', async () => {
  const lines = linesOf(vehiclePage);
  const look = lookAt(lines);
  const plate = [...'粤B9YB81'];
  const like = (eight: number, six: number) =>
    viewOf(...plate.map((each) => (each === '8' ? { 8: eight, 6: six } : { [each]: 0.99 })));
  const first = async (boxes: Parameters<typeof look>[0], stretch?: number) =>
    (await look(boxes)).map((view) => {
      if (readFreely(view).text !== plate.join('')) return view;
      return stretch === undefined ? like(0.45, 0.55) : like(0.001, 0.99);
    });
  const { plate_num: _, ...others } = vehicleFields;
  const fields = await readBy('vehicleLicense', lines, first);
  expect(fields).toMatchObject(others);
  expect(fields).not.toHaveProperty('plate_num');
});

test('the one character of a second line that was overlooked at first', async () => {
  const page = replaced(driverPage, {
    样本省样本市虚构路1号: [['样本省样本市虚构路12', 14, 24, 3.4]],
  });
  const all = linesOf([...page, ['号', 12, 29, 3.4]]);
  const seen = all.filter(({ text }) => text !== '号');
  // A character alone is not seen in a long line.
  const look: Look = async (boxes) =>
    (await lookAt(all)(boxes)).map((view, index) => {
      const [leftTop, rightTop] = boxes[index] as (typeof boxes)[number];
      const isLong = rightTop.x - leftTop.x > 200;
      return isLong && readFreely(view).text === '号' ? [] : view;
    });
  const fields = await readBy('driverLicense', seen, look);
  expect(fields).toEqual({ ...driverFields, address: '样本省样本市虚构路12号' });
});

test('a use of which only the end was found at first', async () => {
  const all = linesOf(vehiclePage);
  const found = replaced(vehiclePage, { 非营运: [['运', 23.3, 34, 3.4]] });
  const fields = await readBy('vehicleLicense', linesOf(found), lookAt(all));
  expect(fields).toMatchObject(vehicleFields);
});

test.each([-2.6, 2.6])(
  'a term that was overlooked at first, %s mm beside the others',
  async (mm) => {
    const page = replaced(vehiclePage, { 小型轿车: [['小型轿车', 54, 13 + mm, 3.4]] });
    const all = linesOf(page);
    const seen = all.filter(({ text }) => text !== '小型轿车');
    const fields = await readBy('vehicleLicense', seen, lookAt(all));
    expect(fields).toMatchObject(vehicleFields);
  },
);

test.each<[string, below: string, address: string | undefined, above?: string]>([
  [
    'goes on below, where nothing was found at first',
    '23',
    '样本省样本市样本区虚构样本花园1号B座1623',
  ],
  ['has nothing below', '', undefined],
  [
    'nearly, and goes on below',
    '23',
    '样本省样本市样本区虚构样本园1号B座1623',
    '样本省样本市样本区虚构样本园1号B座16',
  ],
])(
  'an address that fills its line and %s',
  async (_what, below, address, above = '样本省样本市样本区虚构样本花园1号B座16') => {
    const page = replaced(driverPage, { 样本省样本市虚构路1号: [[above, 14, 24, 3.6]] });
    const all = linesOf(below ? [...page, [below, 12, 29, 3.4]] : page);
    const seen = all.filter(({ text }) => text !== below);
    const fields = await readBy('driverLicense', seen, lookAt(all));
    expect(fields?.address).toBe(address);
  },
);

test('a second page of a driver licence alone has its number and its name', async () => {
  expect(await read('driverLicense', linesOf(driverSecondPage))).toEqual({
    id_num: driverFields.id_num,
    name: driverFields.name,
  });
});

test('values that the office has printed into the small words of the title', async () => {
  const page = shifted(vehiclePage, vehicleFields, -3);
  const lines = linesOf(page).filter(({ text }) => !['粤B9YB81', '小型轿车'].includes(text));
  const english: Print = ["Vehicle License of the People's Republic of China", 16.6, 8.8, 1.7];
  const fields = await readBy('vehicleLicense', lines, lookAt(linesOf([...page, english])));
  expect(fields).toMatchObject(vehicleFields);
});

/** What every look sees; some see this text otherwise. */
const lookWith =
  (lines: OfferedLine[], text: string, see: (...how: unknown[]) => View | undefined): Look =>
  async (boxes, ...how) =>
    (await lookAt(lines)(boxes, ...how)).map((view) =>
      readFreely(view).text === text ? (see(...how) ?? view) : view,
    );

test('a term across the red edge of the seal, which one look does not see', async () => {
  const lines = linesOf(vehiclePage);
  const look = lookWith(lines, '非营运', (_stretch, withoutRed) =>
    withoutRed ? undefined : viewOfText('营'),
  );
  const seen = lines.filter(({ text }) => text !== '非营运');
  expect(await readBy('vehicleLicense', seen, look)).toMatchObject(vehicleFields);
});

test('a period of which only the end was found at first', async () => {
  const lines = linesOf(driverPage);
  const [period = ''] = driverPage.flatMap(([text]) => (text.includes('至') ? [text] : []));
  const found = linesOf([['26至2030-05-26', 34, 53.7, 3.2]]);
  const seen = [...lines.filter(({ text }) => text !== period), ...found];
  let looks = 0;
  const look = lookWith(lines, period, () => (looks++ === 0 ? viewOfText('-26至2030') : undefined));
  expect(await readBy('driverLicense', seen, look)).toEqual(driverFields);
});

test('a plate that one look has seen as the other page has it', async () => {
  const second = replaced(vehicleSecondPage(), { 粤B9YB81: [['二', 18, 7.9, 3.2]] });
  const all = [...linesOf(vehiclePage), ...linesOf(second, { at: { x: 1080, y: 110 } })];
  const doubtful = viewOf(
    ...[...'粤B9YB31'].map((each) => (each === '3' ? { 3: 0.6, 8: 0.001 } : { [each]: 0.99 })),
  );
  const look = lookWith(all, '二', (stretch) =>
    stretch === undefined ? viewOfText('粤B9YB81') : doubtful,
  );
  const seen = all.map((line) => (line.text === '二' ? { ...line, steps: doubtful } : line));
  expect(await readBy('vehicleLicense', seen, look)).toMatchObject({
    plate_num: '粤B9YB81',
    plate_num_b: '粤B9YB81',
  });
});

test('a number that shows a fault is looked at again', async () => {
  const vin = vehicleFields.vin;
  const lines = linesOf(vehiclePage);
  const wrong = viewOfText('LYB1234A5M1234667');
  const look = lookWith(lines, vin, (stretch) => (stretch === undefined ? wrong : undefined));
  const seen = lines.map((line) => (line.text === vin ? { ...line, steps: wrong } : line));
  expect(await readBy('vehicleLicense', seen, look)).toMatchObject(vehicleFields);
});

test('print beside a value does not turn the line that is looked along', async () => {
  const lines = linesOf([...vehiclePage, ['C', 60, 10.75, 2]]);
  const seen = lines.map((line) =>
    line.text === '小型轿车' ? { ...line, steps: viewOfText('小型') } : line,
  );
  expect(await readBy('vehicleLicense', seen, lookAt(lines))).toMatchObject(vehicleFields);
});

test('of two pages the one without a fault is taken', async () => {
  const wrong = driverFields.id_num.replace(/10$/, '11');
  const first = replaced(driverPage, { [driverFields.id_num]: [[wrong, 36, 12.3, 3.2]] });
  const open = [linesOf(first), linesOf(driverSecondPage, { at: { x: 1080, y: 110 } })];
  expect(await read('driverLicense', ...open)).toEqual(driverFields);
});

test('a number that no look has seen whole, of another day of birth, is absent', async () => {
  const { id_num: number, ...others } = driverFields;
  // Of somebody born a month earlier: valid, and nowhere the likeliest.
  const other = [...'990000199004200014'];
  const view = viewOf(
    ...other.map((each, at) =>
      each === number[at]
        ? { [each]: 0.99 }
        : { [each]: 0.45, '7': 0.5, [number[at] as string]: 0.001 },
    ),
  );
  expect(await readWith('driverLicense', linesOf(driverPage), number, view)).toEqual(others);
});

test('a use that stands where only the end of one would is absent: 非 is easily hidden', async () => {
  const page = replaced(vehiclePage, { 非营运: [['营运', 22.5, 34, 3.4]] });
  expect(await read('vehicleLicense', linesOf(page))).not.toHaveProperty('use_character');
});

test('a value that was not read surely is absent', async () => {
  const lines = linesOf(vehiclePage);
  const seen = lines.map((line) => (line.text === '2021-03-15' ? { ...line, steps: [] } : line));
  const look = lookAt(lines.filter(({ text }) => text !== '2021-03-15'));
  const fields = await readBy('vehicleLicense', seen, look);
  expect(fields).toMatchObject({ issue_date: '2021-03-18' });
  expect(fields).not.toHaveProperty('register_date');
});

test('the corners of a page and the size of the picture', async () => {
  expect(await read('vehicleLicense', linesOf(vehiclePage))).toMatchObject({
    card_position_front: {
      pos: {
        left_top: { x: expect.closeTo(100, -2), y: expect.closeTo(100, -2) },
        right_bottom: { x: expect.closeTo(980, -2), y: expect.closeTo(700, -2) },
      },
    },
    img_size: { w: 2000, h: 1500 },
  });
});

const blank = (page: Print[], fields: Record<string, string>) => {
  const printed = new Set(values(page, fields));
  return page.filter((print) => !printed.has(print));
};

test.each<[string, OfferedLine[]]>([
  ['nothing', []],
  ['a card on its side', linesOf(driverPage, { tilt: 90, at: { x: 1000, y: 100 } })],
  ['a card on its head', linesOf(driverPage, { tilt: 180, at: { x: 1500, y: 1000 } })],
  ['a form without values', linesOf(blank(driverPage, driverFields))],
  ['a vehicle licence', linesOf(vehiclePage)],
  [
    'two labels that any form has',
    linesOf([
      ['姓名', 4.6, 17.1],
      ['性别', 40.7, 17],
    ]),
  ],
  ['labels that stand askew, in lines that do not', linesOf(turned(driverPage, -25))],
])('%s is not a driver licence', async (_what, lines) => {
  expect(await read('driverLicense', lines)).toBeUndefined();
});

/** Every line lies as before, but on another place of the page. */
function turned(page: readonly Print[], degrees: number): Print[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return page.map(([text, left, y, size = 2.6]) => {
    const half = (text.length * size) / 2;
    const [x, below] = [left + half - 44, y - 30];
    return [text, 44 + x * cos - below * sin - half, 30 + x * sin + below * cos, size];
  });
}

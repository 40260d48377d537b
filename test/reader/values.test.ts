import type { ValueKind } from '../../scripts/cards/layout';
import { judge, type View } from '../../scripts/reader/values';
import { viewOf, viewOfText } from '../helpers/print';

/** A text that leaves no doubt, or what each step offers. */
type Seen = string | View;
type Looks = [kind: ValueKind, seen: Seen[], stretched?: Seen[]];
const viewIn = (seen: Seen) => (typeof seen === 'string' ? viewOfText(seen) : seen);
const judged = ([kind, seen, stretched = []]: Looks) =>
  judge(kind, seen.map(viewIn), stretched.map(viewIn));
/** Two looks at the same. */
const twice = (seen: Seen) => [seen, seen];
const instead = (text: string, at: number, offered: Record<string, number>) =>
  viewOf(...[...text].map((each, index) => (index === at ? offered : { [each]: 0.99 })));

/** Neither read nor empty. */
const faint = new Map([
  ['', 0.6],
  ['铄', 0.2],
  ['炼', 0.2],
]);

/** What the recogniser sees in empty paper, far behind a text. */
const dreamt = [
  ...viewOfText('样本某'),
  ...Array.from({ length: 20 }, () => new Map([['', 1]])),
  faint,
];
const slashed = instead('A31', 1, { '3': 0.5, '0': 0.05 });

const hardlyF = instead('样本牌BFE4756', 4, { F: 0.57, E: 0.3 });

test.each<[string, Looks, string]>([
  ['a date', ['date', twice('2021-03-15')], '2021-03-15'],
  [
    'a zero with a slash that was taken for an 8',
    ['fileNumber', twice(instead('440000000001', 5, { '8': 0.85, '0': 0.12 }))],
    '440000000001',
  ],
  ['an I where no class has one', ['carClass', twice('AIA2D')], 'A1A2D'],
  ['an e where only digits stand', ['date', twice('2e21-03-15')], '2021-03-15'],
  ['a Q where a plate has one', ['plate', twice('粤EQN801')], '粤EQN801'],
  [
    'the likeliest term that there is',
    ['useCharacter', twice(instead('非营运', 1, { 菅: 0.6, 营: 0.35 }))],
    '非营运',
  ],
  ['a sex beside the end of an English word', ['sex', twice('F男')], '男'],
  [
    'the digit that makes the check digit right',
    ['idNumber', twice(instead('990000199005200010', 12, { '3': 0.55, '2': 0.45 }))],
    '990000199005200010',
  ],
  [
    'a period whose ends are on the same day',
    ['period', twice(instead('2020-05-26至2030-05-26', 20, { '5': 0.55, '6': 0.45 }))],
    '2020-05-26至2030-05-26',
  ],
  [
    'a date of which one view was cut too close',
    ['date', ['2021-03-15', '2021-03-1']],
    '2021-03-15',
  ],
  ['print of the next label behind a date', ['date', twice('2021-03-15发')], '2021-03-15'],
  [
    'a free text of low margin that reads alike stretched',
    ['text', twice(instead('样本某', 2, { 某: 0.8 })), ['样本某']],
    '样本某',
  ],
  [
    'a free text that two looks agree on where the stretched one is a guess',
    [
      'text',
      twice(instead('样本某', 2, { 某: 0.8, 桌: 0.1 })),
      [instead('样本桌', 2, { 桌: 0.6, 某: 0.3 })],
    ],
    '样本某',
  ],
  [
    'a number behind which one look sees the edge of the card',
    ['code', ['YB7194', [...viewOfText('YB7194'), ...viewOf({ '（': 0.6, '': 0.4 })]]],
    'YB7194',
  ],
  [
    'a text with something before it in one look, and behind it in the other',
    [
      'text',
      [
        [...viewOfText('样本某'), ...blanks(2), faint, ...blanks(2)],
        [...blanks(2), faint, ...blanks(2), ...viewOfText('样本某')],
      ],
    ],
    '样本某',
  ],
  ['faint print far behind a text', ['text', twice(dreamt)], '样本某'],
  [
    'a size that has lost an m, and one that has lost its unit',
    ['size', ['4670×1806×1474m', '4670x1806x1474']],
    '4670×1806×1474mm',
  ],
  ['a plate in small letters', ['plate', twice('粤b9yb81')], '粤B9YB81'],
  [
    'a county that was read with a slip',
    [
      'address',
      twice(instead('江苏省南京市江宁区样本路1号', 7, { 宇: 0.9, 宁: 0.05 })),
      ['江苏省南京市江宁区样本路1号'],
    ],
    '江苏省南京市江宁区样本路1号',
  ],
  [
    'a surname beside what is none',
    ['name', twice(instead('卞样本', 0, { 卡: 0.55, 卞: 0.3 })), ['卞样本']],
    '卞样本',
  ],
  [
    'a simplified character beside a traditional one',
    ['name', twice(instead('样本嫣', 2, { 媽: 0.55, 嫣: 0.4 })), ['样本嫣']],
    '样本嫣',
  ],
  [
    'a name with a character twice, of which one view saw one',
    [
      'name',
      [viewOf(...[...'样丽丽'].flatMap((each) => [{ [each]: 0.99 }, { '': 0.99 }]))],
      ['样丽'],
    ],
    '样丽丽',
  ],
  ['a nationality of which one view was cut', ['nationality', ['中国'], ['国']], '中国'],
  [
    'a period of which two looks have another first digit',
    [
      'period',
      [
        '2020-05-26至2030-05-26',
        ...twice(instead('1020-05-26至2030-05-26', 0, { '1': 0.5, '2': 0.002 })),
      ],
    ],
    '2020-05-26至2030-05-26',
  ],
  [
    'a dot of the form in an address, in one look',
    ['address', twice('样本路3.0号'), ['样本路30号']],
    '样本路30号',
  ],
  [
    'an address of which two looks have lost the first character',
    ['address', ['广东省虚构路1号', '东省虚构路1号'], ['东省虚构路1号']],
    '广东省虚构路1号',
  ],
  [
    'an address with a building D that most looks take for a 0',
    [
      'address',
      [viewOfText('样本路1号D座2室'), viewOfText('样本路1号0座2室')],
      [viewOfText('样本路1号0座2室')],
    ],
    '样本路1号D座2室',
  ],
  [
    'an address with something of its label before the province',
    ['address', twice([faint, ...blanks(1), ...viewOfText('湖南省虚构路1号')])],
    '湖南省虚构路1号',
  ],
  [
    'a text with so few steps that its characters seem to stand unevenly',
    [
      'text',
      twice(
        [...'样本市公安局'].flatMap((each, at) => [
          ...viewOfText(each),
          ...blanks([1, 2, 1, 3, 1, 1][at] ?? 0),
        ]),
      ),
    ],
    '样本市公安局',
  ],
  ['the end of a dotted line behind a text', ['text', twice('样本某-')], '样本某'],
  ['a quotation mark that the edge of a label looks like', ['name', twice('“样本某')], '样本某'],
  [
    'a dot of the form within the number of an engine',
    ['code', ['24971.6', '249716'], ['24971.6']],
    '249716',
  ],
  ['a dot of the form within a mass', ['mass', twice('29.17kg')], '2917kg'],
  ['a label behind a plate', ['plate', twice('粤B9YB8挂档')], '粤B9YB8挂'],
  [
    'a 9 that might be a zero with a slash, but hardly',
    ['date', twice(instead('2015-12-19', 9, { '9': 0.9, '0': 0.06 }))],
    '2015-12-19',
  ],
  ['a stroke where only digits stand', ['mass', twice('13l1kg')], '1311kg'],
  ['a stroke where no plate has a letter like it', ['plate', twice('粤AMDI1I')], '粤AMD111'],
  [
    'a term of which most looks have lost a piece, one of them another than the others',
    [
      'useCharacter',
      ['非营', '营运', instead('非营运', 0, { 亚: 0.3, 非: 0.2 })],
      ['营运', instead('非营运', 0, { 非: 0.9 })],
    ],
    '非营运',
  ],
  ['brackets around Latin letters', ['text', twice('样本牌YB1（YB2）')], '样本牌YB1(YB2)'],
])('%s', (_what, looks, text) => {
  expect(judged(looks)).toEqual({ text, isSure: true });
});

test.each<[string, Looks]>([
  ['a date cut in its last digit', ['date', twice('2021-03-3')]],
  [
    'a date with two likely readings',
    ['date', twice(instead('2021-03-15', 9, { '5': 0.51, '6': 0.49 }))],
  ],
  [
    'a valid date that was hardly offered',
    ['date', twice(instead('2021-93-15', 5, { '9': 0.95, '0': 0.001, '1': 0.002 }))],
  ],
  ['a number of a region that there is not', ['idNumber', twice('596104199308089032')]],
  [
    'a plate that one look is sure to be another',
    ['plate', ['粤B9YB81', ...twice('粤B9YB61')], twice('粤B9YB61')],
  ],
  ['a model with a letter that was hardly seen', ['text', twice(hardlyF), [hardlyF]]],
  ['a vehicle type that has lost its size', ['vehicleType', twice('多用途货车')]],
  ['a name of one character', ['name', twice('样'), ['样']]],
  ['a name that begins as none does', ['name', twice('终样本'), ['终样本']]],
  ['a piece of a nationality', ['nationality', twice('国')]],
  ['a mass of which one look has a digit more', ['mass', ['291kg', '2917kg', '291kg'], ['291kg']]],
  [
    'an address of which one look has a digit more',
    ['address', ['样本路7号', '样本路47号'], ['样本路7号']],
  ],
  [
    'an address with room for a character between two digits',
    ['address', twice([...viewOfText('样本村虚构路2'), ...blanks(2), ...viewOfText('4号')])],
  ],
  ['a vehicle that is wider than long', ['size', twice('1121×2186×2768mm')]],
  ['a size of which the end may be cut', ['size', twice('4670×1806×147')]],
  ['a free text seen once', ['text', ['样本某']]],
  ['a free text of which two views differ', ['text', ['样本某', '祥本菜']]],
  ['a free text that reads otherwise stretched', ['text', twice('样本某'), ['祥本某']]],
  ['a free text that only the stretched views agree on', ['text', ['祥本某'], twice('样本某')]],
  [
    'a free text with a character that has no name',
    ['text', twice(spaced(viewOfText('样')[0], viewOfText('本')[0], faint))],
  ],
  [
    'a number of an engine with a zero that was hardly offered',
    ['code', twice(slashed), [slashed]],
  ],
  [
    'a plate with what is a Q or a zero',
    ['plate', twice(instead('粤E0N801', 2, { '0': 0.6, Q: 0.35 }))],
  ],
  ['a mass with a digit that was hardly seen', ['mass', twice(instead('1472kg', 3, { '2': 0.6 }))]],
  [
    'a free text with room for a character that was not read',
    ['address', twice([...viewOfText('样本市'), ...blanks(6), ...viewOfText('区虚构路')])],
  ],
])('%s is not sure', (_what, looks) => {
  expect(judged(looks).isSure).toBe(false);
});

test.each<[string, Looks, string]>([
  [
    'a number with a wrong check digit',
    ['idNumber', twice('990000199005200011')],
    '990000199005200011',
  ],
  ['a plate of a form that is not in use', ['plate', twice('粤B9YB8')], '粤B9YB8'],
  ['a class that does not exist', ['carClass', twice('C9')], 'C9'],
])('%s goes out as it was read, for the functions to doubt', (_what, looks, text) => {
  expect(judged(looks)).toEqual({ text, isSure: true, isDoubted: true });
});

test('where nothing was read there is nothing to doubt', () => {
  expect(judged(['mass', twice(blanks(9))])).toEqual({ text: undefined, isSure: true });
});

/** As far apart as characters are printed. */
function spaced(...steps: (View[number] | undefined)[]): View {
  return steps.flatMap((step) => (step ? [step, ...blanks(2)] : []));
}

function blanks(count: number): View {
  return Array.from({ length: count }, () => new Map([['', 1]]));
}

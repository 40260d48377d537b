import { readFreely, type Step } from '../../scripts/reader/ctc';
import {
  inCapitals,
  isName,
  simplified,
  withRegions,
  withSurname,
} from '../../scripts/reader/known';
import { viewOf, viewOfText } from '../helpers/print';

/** A view of the text in which a character was taken for another one, and hardly offered itself. */
const misread = (text: string, at: number, as: string, offered = 0.02) =>
  viewOf(
    ...[...text].map((each, index) =>
      index === at ? { [as]: 0.9, [each]: offered } : { [each]: 0.99 },
    ),
  );
const textOf = (view: readonly Step[]) => readFreely(view).text;

test.each([
  ['a province', '辽宁省大连市样本路', 1, '宇'],
  ['an autonomous region by its short name', '新疆乌鲁木齐市样本路', 5, '本'],
  ['a city without its province', '湛江市样本路', 0, '堪'],
  ['a city that is a province', '上海市浦东新区样本路', 4, '京'],
  ['a county', '江苏省南京市江宁区样本路', 7, '宇'],
  ['a county straight below its province', '江苏省如皋市样本路', 3, '加'],
  ['a city behind the end of a word', 's.江苏省南京市样本路', 5, '家'],
])('an address has the characters of %s', (_what, text, at, as) => {
  const view = misread(text, at, as);
  expect(textOf(view)).not.toBe(text);
  expect(textOf(withRegions(view))).toBe(text);
});

test.each([
  ['a character that was not offered', misread('辽宁省大连市样本路', 1, '宇', 0.0001)],
  ['a name of which half is another', viewOfText('辽宇有大连市样本路')],
  ['a county of another city', misread('江苏省苏州市江宁区样本路', 7, '宇')],
  ['a county alone', misread('江宁区样本路', 1, '宇')],
  ['a street', misread('江苏省南京市江宁区人民路', 9, '大')],
])('an address keeps %s', (_what, view) => {
  expect(textOf(withRegions(view))).toBe(textOf(view));
});

test.each([
  ['卞样本', 0, '卡', '卞样本'],
  ['欧阳样本', 0, '殴', '欧阳样本'],
  ['样本卞', 2, '卡', '样本卡'],
  ['卞样本汽车租赁有限公司', 0, '卡', '卡样本汽车租赁有限公司'],
])('of a name the surname counts: %s', (text, at, as, read) => {
  expect(textOf(withSurname(misread(text, at, as, 0.06)))).toBe(read);
});

test('a surname that few people bear is no common one that was hardly offered', () => {
  expect(textOf(withSurname(misread('卞样本', 0, '妫', 0.02)))).toBe('妫样本');
});

test('a name has a surname and something behind it', () => {
  expect(['卞样本', '样本', '卞', '卡样本', '终样'].filter(isName)).toEqual(['卞样本', '样本']);
});

test('a traditional character gives way to a simplified one, and stays where there is none', () => {
  expect(textOf(simplified(misread('样嫣', 1, '媽', 0.05)))).toBe('样嫣');
  expect(textOf(simplified(viewOfText('样喆')))).toBe('样喆');
});

test('small letters count for the capitals', () => {
  const [step] = inCapitals(viewOf({ c: 0.4, C: 0.3, G: 0.3 }));
  expect(step?.get('C')).toBeCloseTo(0.7);
  expect(step?.has('c')).toBe(false);
});

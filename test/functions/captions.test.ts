import { findReading, withoutCaptions } from '../../cloudfunctions/shared/fields/captions';

const owner = ['所有人', 'Owner'];
const plate = ['号牌号码', 'Plate No.'];

test.each([
  ['所有人样本', '样本'],
  ['所有人：样本', '样本'],
  ['所 有 人　样本', '样本'],
  ['所有人Owner样本', '样本'],
  ['Owner: SAMPLE', 'SAMPLE'],
  ['样本Owner', '样本'],
  ['样本 所有人', '样本'],
  ['所有人所有人样本', '样本'],
  ['所有人', ''],
  ['Owner', ''],
  // Words of their own.
  ['Owner SAMPLE', 'Owner SAMPLE'],
  ['OWNERSHIP', 'OWNERSHIP'],
  ['SAMPLE Owner', 'SAMPLE Owner'],
  ['样本所有', '样本所有'],
  ['所人样本', '所人样本'],
])('of a text in words %j leaves %j', (text, rest) => {
  expect(withoutCaptions(text, owner, true)).toBe(rest);
});

test.each([
  ['号牌号码粤B12345', '粤B12345'],
  ['Plate No.粤B12345', '粤B12345'],
  ['PLATENO粤B12345', '粤B12345'],
  ['粤B12345 plate no.', '粤B12345'],
  ['粤B12345号 牌 号 码', '粤B12345'],
])('of a code %j leaves %j', (text, rest) => {
  expect(withoutCaptions(text, plate)).toBe(rest);
});

test('中国籍 does not end with 国籍, nor does 男性别 with 性别', () => {
  expect(withoutCaptions('中国籍', ['国籍'])).toBe('中国籍');
  expect(withoutCaptions('中国 国籍', ['国籍'])).toBe('中国');
  expect(withoutCaptions('男性别', ['性别'])).toBe('男性别');
});

const isPlate = (text: string) => (/^粤B\d{5}$/.test(text) ? text : undefined);
test.each([
  ['粤B12345', '粤B12345'],
  ['号脾号码粤B12345', '粤B12345'],
  ['牌号码粤B12345', '粤B12345'],
  ['码粤B12345', '粤B12345'],
  ['Plato No.粤B12345', '粤B12345'],
  ['P1ate No 粤B12345', undefined],
  ['ate No.粤B12345', '粤B12345'],
  ['粤B12345Plate Na', '粤B12345'],
  ['粤B12345粤B12345', '粤B12345'],
  ['粤B12345 粤B12345', '粤B12345'],
  ['粤B12345粤B12346', undefined],
  ['粤B12345粤B12345粤B12345', undefined],
  ['注册日期粤B12345', undefined],
  ['样本粤B12345', undefined],
  [`号脾号码${'粤B12345'.repeat(9)}`, undefined],
])('behind a misread caption %j may be %j', (text, reading) => {
  expect(findReading(text, plate, isPlate)).toBe(reading);
});

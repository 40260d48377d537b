import { doubtNationality, isLikelyChinese } from '../../cloudfunctions/shared/fields/nationality';
import { driver } from '../helpers/licenses';

test.each([
  ...['aliy中国', '中国中国', '中囯', '中国籍', '中國', '申国', '中圆', '.中国1', '国籍中国国籍'],
  ...['籍中国', '中围', '巾国', '中固', '中国θ', '中国?', '中口', '中国性别', '中国男', '男中国'],
  ...['Nationaity中国中国', '中国人', '中国CHN', '甲国', '屮国', '中l国', '国籍中国1990'],
])('%s is doubted, and likely 中国', (text) => {
  expect(doubtNationality(text)).toEqual({ code: 'UNUSUAL_TEXT', suggestion: '中国' });
  expect(isLikelyChinese(text)).toBe(true);
});

test('where it is likely 中国, number, birth date and sex are compared', () => {
  const right = { id_num: '000000199001010018', birth_date: '1990-01-01', sex: '男' };
  const found = (changes: object) => driver.doubts({ ...right, nationality: '中囯', ...changes });
  const likely = 'nationality UNUSUAL_TEXT → 中国';
  const mismatch = 'MISMATCH with idNum';
  expect(found({})).toEqual([likely]);
  expect(found({ id_num: 'SAMPLE000001' })).toEqual(['idNum ID_FORMAT', likely]);
  expect(found({ birth_date: '1990-01-02' })).toEqual([likely, `birthDate BIRTH_DATE_${mismatch}`]);
  expect(found({ sex: '女' })).toEqual([`sex SEX_${mismatch}`, likely]);
});

test.each([
  ...['中国', '中华人民共和国', '中国香港', '中国（澳门）', 'CHN', 'China', '美国', '中非'],
  ...['样本国', '刚果（金）', '波斯尼亚和黑塞哥维那', '圣多美和普林西比'],
  ...['SAMPLE', 'United Kingdom'],
])('%s is not doubted', (text) => {
  expect(doubtNationality(text)).toBeUndefined();
});

test.each(['美国1', '法θ国', 'x', '12', '日本Nation', '英国?'])(
  '%s is doubted, without a suggestion',
  (text) => {
    expect(doubtNationality(text)).toEqual({ code: 'UNUSUAL_TEXT' });
  },
);

test('a masked one is', () => {
  expect(doubtNationality('中*')).toEqual({ code: 'MASKED' });
});

test.each([
  ['CHN', true],
  ['美国', false],
  ['中非', false],
])('is the holder who is from %s likely Chinese? %j', (text, isLikely) => {
  expect(isLikelyChinese(text)).toBe(isLikely);
});

import { doubtPlate, isPlate, toPlate } from '../../cloudfunctions/shared/fields/plate';

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

test('there are 31 provinces, and a plate may begin with any of them', () => {
  expect([...provinces]).toHaveLength(31);
  expect([...provinces].filter((province) => !isPlate(`${province}A00000`))).toEqual([]);
});

test.each([
  ['ordinary', '粤B12345'],
  ['ordinary, letters', '粤BABCDE'],
  ['an authority with the letter O', '京O00000'],
  ['driving school', '粤B1234学'],
  ['police', '粤B1234警'],
  ['Hong Kong', '粤Z1234港'],
  ['Macao', '粤Z1234澳'],
  ['trailer', '粤B1234挂'],
  ['consulate', '沪A1234领'],
  ['new energy, small, F and a letter', '粤BFA1234'],
  ['new energy, small, A', '粤BA12345'],
  ['new energy, small, H', '粤BH12345'],
  ['new energy, small, K', '粤BK12345'],
  ['new energy, large, D', '粤B12345D'],
  ['embassy, sign last', '123456使'],
  ['embassy, sign first', '使123456'],
  ['emergency, 4', '京A1234应急'],
  ['emergency, 5', '京AX1234应急'],
])('%s: %s is a plate', (_title, plate) => {
  expect(isPlate(plate)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['the masked one of the documentation', '粤xxxxx'],
  ['lower case', '粤b12345'],
  ['lower case in the serial', '粤Ba2345'],
  ['no province', 'B12345'],
  ['a character that is not a province', '台B12345'],
  ['two provinces', '粤粤B12345'],
  ['no letter', '粤112345'],
  ['4 characters', '粤B1234'],
  ['6 characters', '粤B123456'],
  ['an I in the serial', '粤BI2345'],
  ['an O in the serial', '粤BO2345'],
  ['an O in a new energy serial', '粤BDO2345'],
  ['an I in an emergency serial', '京AI234应急'],
  ['5 characters before 学', '粤B12345学'],
  ['another last character', '粤B1234车'],
  ['new energy with I', '粤BI12345'],
  ['new energy with L', '粤BL12345'],
  ['new energy, large, with I', '粤B12345I'],
  ['new energy, small, with a letter at the end', '粤BD1234A'],
  ['new energy, large, with a letter inside', '粤B1A345D'],
  ['embassy with 5 digits', '12345使'],
  ['embassy with both signs', '使123456使'],
  ['embassy with a letter', '使12345A'],
  ['emergency, 3', '京A123应急'],
  ['emergency, 6', '京A123456应急'],
  ['a blank inside', '粤B 12345'],
  ['something before', 'X粤B12345'],
  ['something after', '粤B12345X9'],
  ['a line break after', '粤B12345\n'],
])('%s: %j is not a plate', (_title, plate) => {
  expect(isPlate(plate)).toBe(false);
});

test.each([
  ['粤B·12345', '粤B12345'],
  ['粤B.12345', '粤B12345'],
  ['粤B · 12345', '粤B12345'],
  ['使014·578', '使014578'],
  ['粤·xxxxx', '粤xxxxx'],
  ['粤b12345', '粤b12345'],
  ['粤B 12345', '粤B12345'],
  ['粤 B - 12345', '粤B12345'],
  ['粤B—12345', '粤B12345'],
  ['粤B xxxxx', '粤B xxxxx'],
  ['粤B·12·xxx', '粤B·12·xxx'],
  ['·12345', '·12345'],
  ['粤B·', '粤B·'],
  ['·', '·'],
])('%s is written %s', (text, plate) => {
  expect(toPlate(text)).toBe(plate);
});

test.each([
  ['粤B12345', undefined],
  ['粤B·I23lO', { code: 'PLATE_FORMAT', suggestion: '粤B12310' }],
  ['粤BxxxxO', { code: 'PLATE_FORMAT' }],
  ['粤Boooo0', { code: 'PLATE_FORMAT' }],
])('the doubt about %s is %j', (plate, doubt) => {
  expect(doubtPlate(plate)).toEqual(doubt);
});

test.each([
  // Letters of other scripts, slashed zeros, numerals.
  ['粤Β12345', '粤B12345'],
  ['粤BⅠ2345', '粤B12345'],
  ['粤8I0345', '粤B10345'],
  ['苏E·8K88O', '苏E8K880'],
  ['奥BDl2345', '粤BD12345'],
  ['津A00O0拄', '津A0000挂'],
  // The character at the end.
  ['豫A1234桂', '豫A1234挂'],
  ['京A1234字', '京A1234学'],
  ['京A1234誉', '京A1234警'],
  ['粤Z1234巷', '粤Z1234港'],
  ['粤Z1234奥', '粤Z1234澳'],
  // Twice; with the caption, or what is left of it.
  ['粤B12345粤B12345', '粤B12345'],
  ['号牌粤B12345', '粤B12345'],
  ['粤B12345Plate', '粤B12345'],
])('%s is likely %s', (text, plate) => {
  const captions = ['号牌号码', 'Plate No.'];
  expect(doubtPlate(toPlate(text), captions)).toEqual({ code: 'PLATE_FORMAT', suggestion: plate });
});

test.each([
  ...['粤B1234', '粤B123456', 'B12345', '粤B12345?', '沪A123【5', '湘A12345使', '侯123456'],
  ...['粤B12345小型轿车', '粤B12345VehicleType', 'JII A12345', '粤B1234粤B1234'],
])('%s may be anything', (text) => {
  expect(doubtPlate(toPlate(text), ['号牌号码'])).toEqual({ code: 'PLATE_FORMAT' });
});

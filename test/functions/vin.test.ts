import fc from 'fast-check';
import { doubtVin, toVin } from '../../cloudfunctions/shared/fields/vin';
import { vehicle } from '../helpers/licenses';

test.each([
  // The example of 49 CFR 565 that textbooks repeat; its check digit is X.
  '1M8GDM9AXKP042788',
  '11111111111111111',
  'LSAMPLE0300000001',
])('%s has the right form and check digit', (vin) => {
  expect(doubtVin(vin)).toBeUndefined();
});

test.each([
  ['one character less', 'LSAMPLE030000001'],
  ['one character more', 'LSAMPLE03000000011'],
  ['nothing', ''],
  ['the masked one of the documentation', 'LJ166xxxxxxxx51'],
  ['a character that is not a letter', 'LSAMPLE03*0000001'],
  ['an I whose likelier reading has another check digit', 'LSAMPLE0300000I02'],
  ['an O beside a masked part', 'LSAMPLEO3000xxxxx'],
  ['a letter that upper-cases to ASCII only in appearance', 'LſAMPLE0300000001'],
])('%s is a doubt about the form, without a suggestion', (_title, vin) => {
  expect(doubtVin(vin)).toEqual({ code: 'VIN_FORMAT' });
});

test.each([
  ['Q for 0', 'LSAMPLE03Q0000001', 'LSAMPLE0300000001'],
  ['all of them', 'LSAMPLEO3QOQ0000I', 'LSAMPLE0300000001'],
  ['in the place of the check digit', 'LSAMPLE0I00000000', 'LSAMPLE0100000000'],
  ['with the check digit X', '1M8GDM9AXKPO42788', '1M8GDM9AXKP042788'],
  ['an l among capitals', 'LSAMPLE030000000l', 'LSAMPLE0300000001'],
  ['a × for X', '1M8GDM9A×KP042788', '1M8GDM9AXKP042788'],
  ['a Greek letter', 'LSΑMPLE0300000001', 'LSAMPLE0300000001'],
  ['a slashed zero', 'LSAMPLE03θ0000001', 'LSAMPLE0300000001'],
  ['a ! for 1', 'LSAMPLE030000000!', 'LSAMPLE0300000001'],
  ['a | for 1', 'LSAMPLE03OOO0O00|', 'LSAMPLE0300000001'],
  ['itself behind it', 'LSAMPLE0300000001LSAMPLE0300000001', 'LSAMPLE0300000001'],
])('a VIN with %s is suggested as it should read', (_title, vin, suggestion) => {
  expect(doubtVin(vin)).toEqual({ code: 'VIN_FORMAT', suggestion });
});

test.each([
  ...['车辆识别代码', '车柄识别代号:', '辆识别代号', '车辆', 'VI', 'VlN', '车辆识别代号.'],
])('behind %s it is found', (caption) => {
  const captions = ['车辆识别代号', 'VIN'];
  const found = { code: 'VIN_FORMAT', suggestion: 'LSAMPLE0300000001' };
  expect(doubtVin(`${caption}LSAMPLE0300000001`, captions)).toEqual(found);
});

test('a lone × may be an X, several hide something', () => {
  const doubts = (vin: string) => vehicle.doubts({ vin });
  expect(doubts('1M8GDM9A×KP042788')).toEqual(['vin VIN_FORMAT → 1M8GDM9AXKP042788']);
  expect(doubts('1M8GDM9A××P042788')).toEqual(['vin MASKED']);
  expect(doubts('1M8GDM9AXKP0427*8')).toEqual(['vin MASKED']);
});

test.each(['LSAMPLE0400000001', 'LSAMPLE0X00000001', '1M8GDM9AYKP042788', 'LSAMPLE0300000011'])(
  'the check digit of %s is a doubt',
  (vin) => {
    expect(doubtVin(vin)).toEqual({ code: 'VIN_CHECK_DIGIT' });
  },
);

test('each letter counts as 49 CFR 565 has it', () => {
  const values = {
    ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
    ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
    ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
  };
  for (const [letter, value] of Object.entries(values)) {
    // The last place weighs 2.
    const checkDigit = '0123456789X'[(value * 2) % 11];
    expect(doubtVin(`00000000${checkDigit}0000000${letter}`)).toBeUndefined();
  }
});

test('each place weighs what 49 CFR 565 says', () => {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  for (const [place, weight] of weights.entries()) {
    if (weight === 0) continue;
    const vin = [...'0'.repeat(17)];
    vin[place] = '1';
    vin[8] = '0123456789X'[weight] ?? '';
    expect(doubtVin(vin.join(''))).toBeUndefined();
  }
});

test('exactly one check digit suits any other sixteen characters', () => {
  const character = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
  const characters = (length: number) =>
    fc.string({ unit: character, minLength: length, maxLength: length });
  fc.assert(
    fc.property(characters(8), characters(8), (left, right) => {
      const suitable = [...'0123456789X'].filter((digit) => !doubtVin(left + digit + right));
      expect(suitable).toHaveLength(1);
    }),
  );
});

test.each([
  ['lsample0300000001', 'LSAMPLE0300000001'],
  ['LSAMPLE03 000.00001', 'LSAMPLE0300000001'],
  ['LJ166xxxxxxxx51', 'LJ166xxxxxxxx51'],
  ['lsampleo300000001', 'lsampleo300000001'],
  ['LSAMPLE030000000l', 'LSAMPLE030000000l'],
  ['lsamPLE0300000001', 'lsamPLE0300000001'],
  ['LſAMPLE0300000001', 'LſAMPLE0300000001'],
])('%s is written %s: upper case only where it makes a VIN', (text, vin) => {
  expect(toVin(text)).toBe(vin);
});

import fc from 'fast-check';
import {
  birthDateOf,
  doubtIdNumber,
  sexOf,
  toIdNumber,
} from '../../cloudfunctions/shared/fields/id-number';
import { driver } from '../helpers/licenses';

test.each([
  // The two examples of GB 11643.
  ['11010519491231002X', '1949-12-31', '女'],
  ['440524188001010014', '1880-01-01', '男'],
  ['000000200002290010', '2000-02-29', '男'],
])('%s is well-formed, of %s, %s', (idNum, birthDate, sex) => {
  expect({
    doubt: doubtIdNumber(idNum),
    birthDate: birthDateOf(idNum),
    sex: sexOf(idNum),
  }).toEqual({ doubt: undefined, birthDate, sex });
});

test.each([
  ['nothing', ''],
  ['the masked one of the documentation', '660601xxxxxxxx1234'],
  ['17 characters', '00000019900101001'],
  ['19 characters', '0000001990010100180'],
  ['X in the middle', '0000001990010X0018'],
  ['another letter at the end', '00000019900101001A'],
  ['month 13', '000000199013010018'],
  ['day 00', '000000199001000018'],
  ['31 April', '000000199004310018'],
  ['29 February in a common year', '000000190002290018'],
  ['year 0', '000000000001010018'],
])('%s is a doubt about the form', (_title, idNum) => {
  expect(doubtIdNumber(idNum)).toEqual({ code: 'ID_FORMAT' });
});

test.each(['000000199001010017', '00000019900101001X', '000000199001010000'])(
  'the check digit of %s is a doubt',
  (idNum) => {
    expect(doubtIdNumber(idNum)).toEqual({ code: 'ID_CHECK_DIGIT' });
  },
);

test('any single misread digit of a right number is noticed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('11010519491231002X', '440524188001010014', '000000199001010018'),
      fc.nat(17),
      fc.constantFrom(...'0123456789X'),
      (idNum, place, digit) => {
        fc.pre(idNum[place] !== digit);
        expect(doubtIdNumber(idNum.slice(0, place) + digit + idNum.slice(place + 1))).toBeDefined();
      },
    ),
  );
});

test.each([
  ['11010519491231002x', '11010519491231002X'],
  ['660601xxxxxxxx1234', '660601xxxxxxxx1234'],
  ['11010519491331002x', '11010519491331002x'],
])('%s is written %s: upper case only where it makes a number', (text, idNum) => {
  expect(toIdNumber(text)).toBe(idNum);
});

test.each([
  ['1101O519491231OO2X', '11010519491231002X'],
  ['440S24188001010014', '440524188001010014'],
  ['1101O519491231OO3X', undefined],
  ['11010519491231002K', '11010519491231002X'],
  ['11010519491231002×', '11010519491231002X'],
  ['110105-19491231-002X', '11010519491231002X'],
  ['44052418800101OO1A', undefined],
  ['11010519491231002', undefined],
  ['110105194912310022X', undefined],
  ['11010519491331002K', undefined],
  ['11010519A91231002X', undefined],
  ['11010519491231002X11010519491231002X', '11010519491231002X'],
  ['440524188001010014 440524188001010014', '440524188001010014'],
  ['证件号11010519491231002X', '11010519491231002X'],
  ['11010519491231002X姓名', undefined],
])('%s may be %s', (idNum, suggestion) => {
  const found = { code: 'ID_FORMAT', ...(suggestion && { suggestion }) };
  expect(doubtIdNumber(idNum, ['证号'])).toEqual(found);
});

test('a × in the last place is an X, a * hides it', () => {
  const doubts = (id_num: string) => driver.doubts({ id_num, sex: '', birth_date: '' });
  expect(doubts('11010519491231002×')).toEqual(['idNum ID_FORMAT → 11010519491231002X']);
  expect(doubts('11010519491231002*')).toEqual(['idNum MASKED']);
});

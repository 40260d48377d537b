import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import { vehicle } from '../helpers/licenses';

const { doubts, expectRead, expectUnreadable } = vehicle;

describe('amounts', () => {
  const masses = ['totalQuality', 'prepareQuality', 'leadQuality'] as const;
  const size = { length: 4582, width: 1795, height: 1458 };
  type Fields = readonly (keyof VehicleLicense)[];

  describe.each<[Fields, unknown, unknown[]]>([
    [['passengersNum'], 7, ['7人', '7', '7 人', '７人', '7⼈', 7]],
    [['passengersNum'], 0, [0, '0']],
    [
      masses,
      2700,
      ['2700kg', '2,700 KG', '2700千克', '2700公⽄', '2700', ' 2700 Kg', '2700㎏', 2700],
    ],
    [masses, 123456, ['123,456kg']],
    [masses, 70, ['0070kg']],
    [['overallSize'], size, ['4582x1795x1458mm', '4582 × 1795 × 1458 毫米', '4582X1795X1458MM']],
    [['overallSize'], size, ['4582*1795*1458', '4582 1795 1458', '4582mm×1795mm×1458㎜']],
  ])('%j: %j', (names, value, texts) => {
    test.each(texts)('is %j', (text) => {
      for (const field of names) expectRead(field, text, value);
    });
  });

  describe.each<[Fields, unknown[]]>([
    [['passengersNum'], ['7座', '2+3人', '七人', '7.5', '-7', '人', '7kg']],
    [masses, ['2.7吨', '2700g', '2700人', '2700kg 备注', '约2700kg', '2700kg/1995kg', '2,70kg']],
    [masses, ['27,00kg', ',700kg', '2 700kg', '2.700kg', '-2700kg', '+2700kg', '1e3kg', '0x10']],
    [masses, ['kg', '9999999999999999', 'Infinity', 2700.5, -1, 1e16]],
    [['overallSize'], ['4582x1795', '4582x1795x1458x1mm', '4582x1795x1458cm', '4582x1795xmm']],
    [['overallSize'], ['4.582x1.795x1.458m', '-4582x1795x1458', '4582179514', '4582xx1795x1458']],
    [['overallSize'], ['xxxx×1795×1458mm', '9999999999999999x1x1']],
  ])('%j', (names, values) => {
    test.each(values)('cannot be %j', (value) => {
      for (const field of names) expectUnreadable(field, value, String(value));
    });
  });

  test.each([
    ['1950kg', '1951kg', ['prepareQuality MASS_ORDER with totalQuality']],
    ['1950kg', '1950kg', ['prepareQuality MASS_ORDER with totalQuality']],
    ['1950kg', '1949kg', []],
    ['1950kg', '--', []],
    ['--', '1950kg', []],
  ])('a total of %s with %s prepared: doubts %j', (total_quality, prepare_quality, found) => {
    expect(doubts({ total_quality, prepare_quality })).toEqual(found);
  });
});

test.each([
  ['total_quality', '1,234,567kg', 1234567],
  ['prepare_quality', '1kg', 1],
  ['lead_quality', '999999999999999', 999999999999999],
  ['passengers_num', '555人', 555],
  ['overall_size', '46×1800×1450mm', { length: 46, width: 1800, height: 1450 }],
  ['overall_size', '46000000×1800×1450', { length: 46000000, width: 1800, height: 1450 }],
  ['overall_size', '4600×18×1450mm', { length: 4600, width: 18, height: 1450 }],
  ['overall_size', '4600×1800×14500mm', { length: 4600, width: 1800, height: 14500 }],
])('%s %s is a number, and no vehicle has it', (key, text, value) => {
  const field = key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) as keyof VehicleLicense;
  const result = vehicle.alone(field, text);
  expect(result.value).toEqual(value);
  expect(result.warnings).toEqual([{ field, code: 'UNUSUAL_TEXT' }]);
});

test.each([
  ['passengersNum', '5大', '5人'],
  ['totalQuality', '1950.kg', '1950kg'],
  ['totalQuality', '19.50kg', '1950kg'],
  ['totalQuality', '195Okq', '1950kg'],
  ['overallSize', '46.00×1800×1450mm', '4600x1800x1450mm'],
  ['overallSize', '4600×18.00×1450nm', '4600x1800x1450mm'],
] as const)('%s %s is likely %s', (field, text, suggestion) => {
  vehicle.expectUnreadable(field, text, text, { suggestion });
});

import type { FieldValue } from '../../miniprogram-sample/services/format';
import {
  editText,
  formatField,
  isMaskable,
  maskText,
  parseField,
  toCarClasses,
} from '../../miniprogram-sample/services/format';
import type { LicenseField } from '../../miniprogram-sample/services/wording';

const size = { length: 4582, width: 1795, height: 1458 };

test.each<[LicenseField, FieldValue, string]>([
  ['passengersNum', 7, '7 人'],
  ['passengersNum', 0, '0 人'],
  ['totalQuality', 2700, '2700 kg'],
  ['prepareQuality', 1995, '1995 kg'],
  ['leadQuality', 750, '750 kg'],
  ['overallSize', size, '4582 × 1795 × 1458 mm'],
  ['registerDate', '2018-07-06', '2018年7月6日'],
  ['birthDate', '1990-12-21', '1990年12月21日'],
  ['validTo', '长期', '长期'],
  ['plateNum', '粤B12345', '粤B12345'],
  ['record', '2018-07-06', '2018-07-06'],
  ['owner', null, ''],
])('%s %j is shown as "%s"', (field, value, shown) => {
  expect(formatField(field, value)).toBe(shown);
});

test.each<[LicenseField, string, string]>([
  ['idNum', '440300199001010012', '440***********0012'],
  ['vin', 'LSVAA4187E2000005', 'LSV**********0005'],
  ['engineNum', 'YB1234567', 'YB*****67'],
  ['engineNum', 'AB12', 'A**2'],
  ['engineNum', 'A1', '**'],
  ['engineNum', '', ''],
  ['plateNum', '粤B12345', '粤B12345'],
])('%s "%s" is masked as "%s"', (field, text, masked) => {
  expect(maskText(field, text)).toBe(masked);
});

test('identity number, VIN and engine number are the masked ones', () => {
  const fields: LicenseField[] = [
    'idNum',
    'vin',
    'engineNum',
    'plateNum',
    'name',
    'record',
    'addr',
  ];
  expect(fields.filter(isMaskable)).toEqual(['idNum', 'vin', 'engineNum']);
});

test.each<[LicenseField, string, FieldValue]>([
  ['registerDate', '2018-07-06', '2018-07-06'],
  ['registerDate', '2018年7月6日', '2018-07-06'],
  ['registerDate', '20180706', '2018-07-06'],
  ['registerDate', '2018.7.6', '2018-07-06'],
  ['issueDate', ' 2018/07/06 ', '2018-07-06'],
  ['birthDate', '2020-02-29', '2020-02-29'],
  ['validTo', '长期', '长期'],
  ['passengersNum', '7', 7],
  ['passengersNum', '7 人', 7],
  ['totalQuality', '2,700 kg', 2700],
  ['overallSize', '4582×1795×1458', size],
  ['overallSize', '4582x1795*1458 mm', size],
  ['overallSize', '4582 × 1795 × 1458 mm', size],
  ['sex', '女', '女'],
  ['vin', ' lsvaa4187e2000005 ', 'LSVAA4187E2000005'],
  ['plateNum', '粤b12345', '粤B12345'],
  ['owner', ' 样本 ', '样本'],
  ['owner', '  ', null],
  ['registerDate', '', null],
])('%s typed as "%s" is %j', (field, typed, value) => {
  expect(parseField(field, typed)).toEqual({ ok: true, value });
});

test.each<[LicenseField, string, string]>([
  ['registerDate', '2019-02-29', '请写成 2018-07-06 这样的日期'],
  ['registerDate', '长期', '请写成 2018-07-06 这样的日期'],
  ['birthDate', '2018-13-01', '请写成 2018-07-06 这样的日期'],
  ['validTo', '六年', '请写成 2018-07-06 或“长期”'],
  ['passengersNum', '七', '请填写人数，如 7'],
  ['totalQuality', '2.7 t', '请填写公斤数，如 2700'],
  ['overallSize', '4582', '请写成 4582×1795×1458'],
  ['sex', 'M', '请填写“男”或“女”'],
])('%s typed as "%s" is asked for again: %s', (field, typed, hint) => {
  expect(parseField(field, typed)).toEqual({ ok: false, hint });
});

test.each<FieldValue>(['2018-07-06', 2700, size, null, '长期'])(
  '%j comes back from its own input as it was',
  (value) => {
    const field: LicenseField =
      typeof value === 'number'
        ? 'totalQuality'
        : typeof value === 'object'
          ? 'overallSize'
          : 'validTo';
    expect(parseField(field, editText(value))).toEqual({ ok: true, value });
  },
);

test.each([
  ['C1D', ['C1', 'D']],
  ['A1A2E', ['A1', 'A2', 'E']],
  ['A2 E', ['A2', 'E']],
  ['C9X', []],
  [null, []],
])('car classes of %j are %j', (carClass, classes) => {
  expect(toCarClasses(carClass)).toEqual(classes);
});

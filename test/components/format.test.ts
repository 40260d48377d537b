import { cards } from '../../miniprogram-sample/cards';
import type { Field, FieldValue } from '../../miniprogram-sample/cards/card';
import { editText, formatValue, maskText } from '../../miniprogram-sample/cards/format';

const size = { length: 4582, width: 1795, height: 1458 };
const { vehicleLicense: vehicle, driverLicense: driver } = cards;

/** [field, value, as people write it] */
const written: Array<[Field, FieldValue, string]> = [
  [vehicle.fields.passengersNum, 7, '7 人'],
  [vehicle.fields.passengersNum, 0, '0 人'],
  [vehicle.fields.totalQuality, 2700, '2700 kg'],
  [vehicle.fields.overallSize, size, '4582 × 1795 × 1458 mm'],
  [vehicle.fields.registerDate, '2018-07-06', '2018年7月6日'],
  [driver.fields.birthDate, '1990-12-21', '1990年12月21日'],
  [driver.fields.validTo, '长期', '长期'],
  [vehicle.fields.plateNum, '粤B12345', '粤B12345'],
  // Looks like a date and is none.
  [vehicle.fields.record, '2018-07-06', '2018-07-06'],
  [vehicle.fields.owner, null, ''],
];

test.each(written)('$label %j is shown as "%s"', (field, value, shown) => {
  expect(formatValue(field, value)).toBe(shown);
});

test.each<[FieldValue, string]>([
  [null, ''],
  [2700, '2700'],
  [size, '4582×1795×1458'],
  ['2018-07-06', '2018-07-06'],
])('%j is edited as "%s"', (value, text) => {
  expect(editText(value)).toBe(text);
});

test.each<[Field, string, string]>([
  [driver.fields.idNum, '440300199001010016', '440***********0016'],
  [vehicle.fields.vin, 'LSVAA4180E2000005', 'LSV**********0005'],
  [vehicle.fields.engineNum, 'YB1234567', 'YB*****67'],
  [vehicle.fields.engineNum, 'AB12', 'A**2'],
  [vehicle.fields.engineNum, 'A1', '**'],
  [vehicle.fields.engineNum, '', ''],
  [vehicle.fields.plateNum, '粤B12345', '粤B12345'],
  [vehicle.fields.registerDate, '2018年7月6日', '2018年7月6日'],
])('$label "%s" is masked as "%s"', (field, text, masked) => {
  expect(maskText(field.mask, text)).toBe(masked);
});

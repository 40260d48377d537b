import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { cardOf, cards, kinds } from '../../miniprogram-sample/cards';
import type { CardTable, Field, FieldValue } from '../../miniprogram-sample/cards/card';
import { editText, formatValue, maskText } from '../../miniprogram-sample/cards/format';
import { rules } from '../../miniprogram-sample/cards/rules';

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

test.each<[LicenseKind, string[]]>([
  ['vehicleLicense', ['vin', 'engineNum']],
  ['driverLicense', ['idNum']],
])('the masked ones of %s are %j', (kind, fields) => {
  const masked = Object.entries(cardOf(kind).fields).flatMap(([key, { mask }]) =>
    mask && mask !== 'shown' ? [key] : [],
  );
  expect(masked).toEqual(fields);
});

test.each(kinds)('the table of %s has the fields of the card, page by page', (kind) => {
  const rows = cardOf(kind).fields;
  const texts = Object.fromEntries(Object.keys(rows).map((field) => [field, '样本']));
  const { license } = rules[kind](texts, '2026-06-01') ?? { license: {} };
  const { pages: places } = cardOf(kind);
  const notOnTheCard = [
    'imgSize',
    ...Object.values(places).map(({ corners }) => corners),
    ...Object.values(rows).map(
      ({ input }) => typeof input === 'object' && 'list' in input && input.list,
    ),
  ];
  const fields = Object.keys(license).filter((field) => !notOnTheCard.includes(field));
  expect(Object.keys(rows).sort()).toEqual(fields.sort());
  const pages = Object.values(rows).map(({ page }) => page);
  expect(pages).toEqual([...pages].sort());
});

test('what a table must say is asked for by the type checker', () => {
  const { idNum } = driver.fields;
  const withoutMask: CardTable<DriverLicense>['fields'] = {
    ...driver.fields,
    // @ts-expect-error a field that identifies a person says how it is masked
    idNum: { label: idNum.label, page: 'main', input: 'idNumber', identifies: 'person' },
  };
  const { mask: _mask, ...bareName } = driver.fields.name;
  const withoutNameMask: CardTable<DriverLicense>['fields'] = {
    ...driver.fields,
    // @ts-expect-error the same for a name
    name: bareName,
  };
  const withNumberShown: CardTable<DriverLicense>['fields'] = {
    ...driver.fields,
    // @ts-expect-error an identity number is masked, whatever else the table says of it
    idNum: { label: idNum.label, page: 'main', input: 'idNumber', identifies: 'nothing' },
  };
  const { name: _name, ...others } = driver.fields;
  // @ts-expect-error each field of the licence has a row
  const withoutName: CardTable<DriverLicense>['fields'] = others;
  const { driverLicense: _driver, ...oneCard } = cards;
  // @ts-expect-error each licence has a table
  const withoutDriver: typeof cards = oneCard;
  expect([withoutMask, withoutNameMask, withNumberShown, withoutName, withoutDriver]).toHaveLength(
    5,
  );
});

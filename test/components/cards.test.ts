import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { cardOf, cards, kinds } from '../../miniprogram-sample/cards';
import type { CardTable } from '../../miniprogram-sample/cards/card';
import { rules } from '../../miniprogram-sample/cards/rules';

const { driverLicense: driver } = cards;

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

import type { Warning } from '../../cloudfunctions/shared/contract';
import {
  findCarDifference,
  mergeReadings,
  showsMainPage,
  showsSecondPage,
} from '../../miniprogram-sample/services/merge';
import type { Reading } from '../../miniprogram-sample/services/reading';
import { editField, toReading } from '../../miniprogram-sample/services/reading';
import type { LicenseField } from '../../miniprogram-sample/services/wording';
import { driverLicense, mainPage, secondPage, success, vehicleLicense } from './samples';

function reading<License>(license: License, warnings: Warning[] = []): Reading<License> {
  return { ...toReading(success(license)), warnings };
}

function edited<License extends typeof vehicleLicense | typeof driverLicense>(
  before: Reading<License>,
  field: LicenseField,
  typed: string,
): Reading<License> {
  const result = editField(before, field, typed);
  if (!result.ok) throw new Error(result.hint);
  return result.reading;
}

describe('the pages of a vehicle licence', () => {
  test.each([
    ['both pages', vehicleLicense, true, true],
    ['主页', mainPage, true, false],
    ['副页, whose plate stands for that of 主页', secondPage, false, true],
    ['a plate alone', { ...secondPage, ...mainPage, vin: null }, true, false],
  ])('in a photo of %s', (_name, license, main, second) => {
    expect([showsMainPage(license), showsSecondPage(license)]).toEqual([main, second]);
  });

  test.each([
    ['主页 first', mainPage, secondPage],
    ['副页 first', secondPage, mainPage],
  ])('in two photos are one licence, %s', (_name, first, second) => {
    expect(mergeReadings(reading(first), reading(second))).toEqual({
      license: { ...vehicleLicense, imgSize: null },
      warnings: [],
      extra: {},
      edited: [],
      photoDeleted: true,
    });
  });

  test('keep what only one photo has in extra', () => {
    const first = { ...reading(mainPage), extra: { a: 1, both: 'first' } };
    const second = { ...reading(secondPage), extra: { b: 2, both: 'second' } };
    expect(mergeReadings(first, second).extra).toEqual({ a: 1, b: 2, both: 'second' });
  });

  test('keep each doubt with the value that it is about', () => {
    const vinDoubt: Warning = { field: 'vin', code: 'VIN_CHECK_DIGIT' };
    const massDoubt: Warning = { field: 'prepareQuality', code: 'MASS_ORDER' };
    const merged = mergeReadings(reading(mainPage, [vinDoubt]), reading(secondPage, [massDoubt]));
    expect(merged.warnings).toEqual([vinDoubt, massDoubt]);
  });

  test('take the value without a doubt where both photos show it', () => {
    const blurred = { ...mainPage, engineNum: 'Y81234567' };
    const doubt: Warning = { field: 'engineNum', code: 'UNREADABLE' };
    expect(mergeReadings(reading(mainPage), reading(blurred, [doubt])).license.engineNum).toBe(
      'YB1234567',
    );
    expect(mergeReadings(reading(blurred, [doubt]), reading(mainPage))).toMatchObject({
      license: { engineNum: 'YB1234567' },
      warnings: [],
    });
  });

  test('take the later value where neither is in doubt', () => {
    const later = { ...mainPage, addr: '广东省样本市新路 2 号' };
    expect(mergeReadings(reading(mainPage), reading(later)).license.addr).toBe(later.addr);
  });

  test('keep what the user has written, also an emptied field', () => {
    const mine = edited(edited(reading(mainPage), 'owner', '样本二'), 'model', '');
    const merged = mergeReadings(mine, reading({ ...vehicleLicense, owner: '另一' }));
    expect(merged).toMatchObject({
      license: { owner: '样本二', model: null },
      edited: ['owner', 'model'],
    });
  });

  test('keep unreadable text over nothing', () => {
    const doubt: Warning = { field: 'totalQuality', code: 'UNREADABLE', text: '27OO' };
    const blurred = { ...secondPage, totalQuality: null };
    expect(mergeReadings(reading(blurred, [doubt]), reading(mainPage)).warnings).toEqual([doubt]);
    expect(mergeReadings(reading(blurred, [doubt]), reading(secondPage)).warnings).toEqual([]);
  });

  test('count as deleted only where both photos are', () => {
    const left = toReading({ ...success(secondPage), photo: 'delete-failed' });
    expect(mergeReadings(reading(mainPage), left).photoDeleted).toBe(false);
  });

  test('merged although their plates differ are doubted once', () => {
    const other = { ...secondPage, plateNum: '粤B54321', plateNumB: '粤B54321' };
    expect(mergeReadings(reading(mainPage), reading(other))).toMatchObject({
      license: { plateNum: '粤B12345', plateNumB: '粤B54321' },
      warnings: [{ field: 'plateNumB', code: 'PLATE_MISMATCH' }],
    });
  });
});

describe('two photos', () => {
  test('of one car show no difference', () => {
    expect(findCarDifference(reading(mainPage), reading(secondPage))).toBeUndefined();
    expect(findCarDifference(reading(mainPage), reading(mainPage))).toBeUndefined();
  });

  test('of two cars differ in the plate, whichever page shows it', () => {
    const other = { ...secondPage, plateNum: '粤B54321', plateNumB: '粤B54321' };
    expect(findCarDifference(reading(mainPage), reading(other))).toEqual({
      label: '号牌号码',
      first: '粤B12345',
      second: '粤B54321',
    });
  });

  test('of two main pages differ in the vehicle identification number where a plate is missing', () => {
    const first = { ...mainPage, plateNum: null };
    const second = { ...mainPage, vin: 'LSVAA4187E2000013' };
    expect(findCarDifference(reading(first), reading(second))).toEqual({
      label: '车辆识别代号',
      first: 'LSVAA4187E2000005',
      second: 'LSVAA4187E2000013',
    });
  });

  test('that lack what could be compared show no difference', () => {
    const second = { ...secondPage, plateNum: null, plateNumB: null };
    expect(findCarDifference(reading(mainPage), reading(second))).toBeUndefined();
  });
});

describe('an edit', () => {
  test('replaces the value, marks the field and takes its doubts away', () => {
    const before = reading(vehicleLicense, [
      { field: 'vin', code: 'VIN_CHECK_DIGIT' },
      { field: 'plateNum', code: 'PLATE_FORMAT' },
    ]);
    expect(edited(before, 'vin', 'LSVAA4187E2000013')).toEqual({
      license: { ...vehicleLicense, vin: 'LSVAA4187E2000013' },
      warnings: [{ field: 'plateNum', code: 'PLATE_FORMAT' }],
      extra: {},
      edited: ['vin'],
      photoDeleted: true,
    });
    expect(before.license.vin).toBe(vehicleLicense.vin);
  });

  test.each<[LicenseField, string, Warning]>([
    ['plateNum', '粤B12345', { field: 'plateNumB', code: 'PLATE_MISMATCH' }],
    ['totalQuality', '2700', { field: 'prepareQuality', code: 'MASS_ORDER' }],
    ['prepareQuality', '1995', { field: 'prepareQuality', code: 'MASS_ORDER' }],
  ])('of %s takes the doubt about the pair away', (field, typed, warning) => {
    expect(edited(reading(vehicleLicense, [warning]), field, typed).warnings).toEqual([]);
  });

  test('of the identity number takes the doubts away that came from it', () => {
    const before = reading(driverLicense, [
      { field: 'birthDate', code: 'BIRTH_DATE_MISMATCH' },
      { field: 'sex', code: 'SEX_MISMATCH' },
      { field: 'validTo', code: 'EXPIRED' },
    ]);
    expect(edited(before, 'idNum', '440300199001010012').warnings).toEqual([
      { field: 'validTo', code: 'EXPIRED' },
    ]);
  });

  test('of the car class splits it anew', () => {
    expect(edited(reading(driverLicense), 'carClass', 'a2e').license).toMatchObject({
      carClass: 'A2E',
      carClasses: ['A2', 'E'],
    });
  });

  test('that cannot be a value leaves the reading alone', () => {
    expect(editField(reading(driverLicense), 'birthDate', '1990')).toEqual({
      ok: false,
      hint: '请写成 2018-07-06 这样的日期',
    });
  });

  test('of a field twice marks it once', () => {
    const twice = edited(edited(reading(driverLicense), 'name', '样本二'), 'name', '样本三');
    expect(twice.edited).toEqual(['name']);
  });
});

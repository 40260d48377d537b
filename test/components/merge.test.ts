import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import { createAnswerReader } from '../../cloudfunctions/shared/fields/answer';
import { textKind } from '../../cloudfunctions/shared/fields/kinds';
import { kinds } from '../../miniprogram-sample/cards';
import { rules } from '../../miniprogram-sample/cards/rules';
import { checkTexts, textsOf } from '../../miniprogram-sample/components/license-form/merge';
import type { RecognizedPhoto } from '../../miniprogram-sample/components/license-form/types';
import { specimens } from '../../scripts/specimens/photos';
import { randomPhoto } from '../../scripts/specimens/random';
import { useFakeWx } from './fake-wx';
import { car, main, open, second } from './open-form';
import { success, vehicleLicense } from './samples';

useFakeWx(Date.parse('2026-06-01'));
const today = '2026-06-01';

describe('the texts of a form, read by the rules, are', () => {
  const ofPhoto = ['cardPositionFront', 'cardPositionBack', 'imgSize'];
  const onCard = (license: object) =>
    Object.fromEntries(Object.entries(license).filter(([key]) => !ofPhoto.includes(key)));
  const printed = [
    ...Array.from({ length: 60 }, (_, index) => randomPhoto(index + 1)),
    ...Object.values(specimens).map(({ kind, pages }) => ({
      kind,
      fields: Object.assign({}, ...pages.map(({ fields }) => fields)) as Record<string, string>,
    })),
  ];

  test.each(kinds)('the licence of every specimen of %s that they came from', (kind) => {
    const own = printed.filter((one) => one.kind === kind);
    expect(own.length).toBeGreaterThan(0);
    for (const { fields } of own) {
      const read = rules[kind](fields, today);
      if (!read) throw new Error('nothing is printed');
      const result = { ...success(read.license), ...read } as RecognizedPhoto['result'];
      const texts = textsOf({ kind, result });
      const again = checkTexts(kind, texts, today);
      expect({ license: onCard(again.license), warnings: again.warnings }).toEqual({
        license: onCard(read.license),
        warnings: read.warnings,
      });
      // By its own name, whatever WeChat calls it and beside what it stands.
      for (const [field, text] of Object.entries(texts)) {
        const { license } = checkTexts(kind, { [field]: text }, today);
        if (text) expect(license[field]).toEqual(read.license[field as never]);
      }
    }
  });

  test('doubted, not lost, where a card reads two fields from a key of its own', () => {
    const rule = (answer: Record<string, unknown>) => {
      const { read, finish } = createAnswerReader<Pick<DriverLicense, 'name' | 'validFrom'>>(
        answer,
        {} as never,
      );
      const name = read(textKind, 'name', { otherName: 'validPeriod' });
      return finish({ name, validFrom: null });
    };
    const texts = { name: '样本', validFrom: '2020-01-02' };
    expect(checkTexts('driverLicense', texts, today, rule).warnings).toEqual([
      { field: 'validFrom', code: 'UNREADABLE', text: '2020-01-02' },
    ]);
    const alone = { validFrom: '2020-01-02' };
    expect(checkTexts('driverLicense', alone, today, rule).warnings).toHaveLength(1);
  });
});

describe('two photos', () => {
  const other = { plateNum: '粤B54321', plateNumB: '粤B54321' };

  test.each([
    ['主页 first', () => [main(), second()]],
    ['副页 first', () => [second(), main()]],
  ])('of the two pages are one licence, %s', (_name, take) => {
    const results = take();
    expect(open(...results).confirmed()).toMatchObject({
      license: { ...vehicleLicense, imgSize: null },
      unsettled: [],
      photoPaths: results.map(({ photoPath }) => photoPath),
    });
  });

  test('give the value without a doubt, else the later, and unreadable text over nothing', () => {
    const blurred = main({ vin: 'LSVAA4180E2OOOOO5' }, [{ field: 'vin', code: 'VIN_FORMAT' }]);
    const moved = main({ addr: '广东省样本市新路 2 号', vin: null });
    expect(open(main(), moved).row('addr').shown).toContain('新路');
    for (const results of [
      [blurred, moved],
      [moved, blurred],
    ])
      expect(open(...results).row('vin').shown).toBe('LSVAA4180E2OOOOO5');
    const unread = second({ totalQuality: null }, [
      { field: 'totalQuality', code: 'UNREADABLE', text: '27OO' },
    ]);
    expect(open(unread, moved).row('totalQuality').doubts).toHaveLength(1);
  });

  test('of one page alone offer the other, to photograph or to fill in', () => {
    const form = open(main());
    expect(form.view().sections.map(({ page, missing }) => [page, missing])).toEqual([
      ['main', false],
      ['second', true],
    ]);
    form.tap('addPage', { page: 'second' });
    expect(form.triggered).toEqual([{ name: 'addpage', detail: { page: 'second' } }]);
    form.tap('fillIn', { page: 'second' });
    form.write('passengersNum', '5');
    expect(form.row('passengersNum')).toMatchObject({ shown: '5 人', mark: '已修改' });
  });

  test('of 副页 alone doubt its plate once, there', () => {
    const plate = { plateNum: '粤B1', plateNumB: '粤B1' };
    const form = open(second({ ...plate }, [{ field: 'plateNum', code: 'PLATE_FORMAT' }]));
    expect(form.view()).toMatchObject({ doubts: 1, sections: [{ missing: true }, {}] });
    expect(form.row('plateNumB').doubts).toHaveLength(1);
  });

  test('of two cars say so and merge nothing until the user has decided', () => {
    const results = [main(), second(other)];
    const form = open(...results);
    expect(form.view()).toMatchObject({
      difference: { label: '号牌号码', first: '粤B12345', second: '粤B54321' },
      sections: [{ missing: false }, { missing: true }],
    });
    form.tap('confirm');
    expect(form.triggered).toEqual([]);
    form.tap('acceptOther');
    expect(form.view().difference).toBeNull();
    expect(form.row('plateNumB').doubts).toHaveLength(1);
    form.write('plateNum', '粤', 'B99999');
    expect(form.row('passengersNum').shown).toBe('7 人');
  });

  test('of two cars: the second is photographed again and forgotten', () => {
    const results = [main(), second(other)];
    const form = open(...results);
    form.tap('retakeOther');
    expect(form.triggered).toEqual([{ name: 'addpage', detail: { page: 'second' } }]);
    const third = second();
    form.set('results', [...results, third]);
    expect(form.view()).toMatchObject({ difference: null, doubts: 0 });
    expect(form.confirmed().photoPaths).toEqual([results[0]?.photoPath, third.photoPath]);
  });

  test('of two main pages differ in the VIN where a plate is missing', () => {
    const first = main({ plateNum: null });
    const second = main({ vin: 'LSVAA418XE2000013' });
    expect(open(first, second).view().difference?.label).toBe('车辆识别代号');
  });

  test('that are the same list again change nothing', () => {
    const first = main();
    const form = open(first);
    form.confirmed();
    form.type('owner', '样本二');
    form.set('results', [{ ...first }]);
    expect(form.data).toMatchObject({ confirmed: true, editor: { field: 'owner' } });
  });

  test('another card under the path of the last one starts afresh', () => {
    const first = car();
    const form = open(first);
    form.write('owner', '样本二');
    const result = success({ ...vehicleLicense, owner: '样本三', vin: null });
    form.set('results', [{ ...first, result }]);
    expect(form.row('owner')).toMatchObject({ shown: '样本三', mark: '' });
    expect(form.confirmed()).toMatchObject({ license: { vin: null }, edited: [] });
  });

  test('重拍 keeps the old reading and asks the host; the new card starts afresh', () => {
    const form = open(car());
    form.write('owner', '样本二');
    form.tap('retake');
    expect(form.triggered).toEqual([{ name: 'retake', detail: {} }]);
    expect(form.row('owner').shown).toBe('样本二');
    form.set('results', [car()]);
    expect(form.row('owner')).toMatchObject({ shown: '样本', mark: '' });
  });
});

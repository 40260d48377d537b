import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type {
  LicenseKind,
  LicenseOf,
  Warning,
  WarningCode,
} from '../../cloudfunctions/shared/contract';
import { createAnswerReader } from '../../cloudfunctions/shared/fields/answer';
import { textKind } from '../../cloudfunctions/shared/fields/kinds';
import { kinds } from '../../miniprogram-sample/cards';
import type { Place } from '../../miniprogram-sample/cards/places';
import { places } from '../../miniprogram-sample/cards/places';
import { rules } from '../../miniprogram-sample/cards/rules';
import type { Editor } from '../../miniprogram-sample/components/license-form/editor';
import { provinces } from '../../miniprogram-sample/components/license-form/editor';
import type { FormView, Row } from '../../miniprogram-sample/components/license-form/form';
import { createForm } from '../../miniprogram-sample/components/license-form/form';
import { checkTexts, textsOf } from '../../miniprogram-sample/components/license-form/merge';
import type {
  ConfirmDetail,
  RecognizedPhoto,
} from '../../miniprogram-sample/components/license-form/types';
import { specimens } from '../../scripts/specimens/photos';
import { randomPhoto } from '../../scripts/specimens/random';
import { flush, useFakeWx } from './fake-wx';
import { createInstance } from './mini-program';
import { driverLicense, mainPage, secondPage, success, vehicleLicense } from './samples';

const fake = useFakeWx(Date.parse('2026-06-01'));

let taken = 0;
function photo<Name extends LicenseKind>(
  kind: Name,
  license: LicenseOf[Name],
  warnings: Warning[] = [],
): RecognizedPhoto {
  taken += 1;
  return { kind, result: { ...success(license), warnings }, photoPath: `tmp/${taken}.jpg` };
}

const car = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...vehicleLicense, ...change }, warnings);
const main = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...mainPage, ...change }, warnings);
const second = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...secondPage, ...change }, warnings);
const driver = (change: Partial<DriverLicense> = {}) =>
  photo('driverLicense', { ...driverLicense, ...change });

function open(...results: RecognizedPhoto[]) {
  let runs = 0;
  const form = createInstance(() => {
    const { rules: own } = require('../../miniprogram-sample/cards/rules');
    for (const kind of Object.keys(own)) {
      const rule = own[kind];
      own[kind] = (...given: unknown[]) => {
        runs += 1;
        return rule(...given);
      };
    }
    require('../../miniprogram-sample/components/license-form/license-form');
  });
  const view = () => form.data.view as FormView;
  const tap = (handler: string, dataset: object = {}) => form.call(handler, { dataset });
  form.set('kind', results[0]?.kind ?? 'vehicleLicense');
  form.set('results', results);
  return {
    ...form,
    view,
    tap,
    /** How often the rules were run meanwhile. */
    runsDuring(act: () => void): number {
      const before = runs;
      act();
      return runs - before;
    },
    row(field: string): Row {
      const rows = view().sections.flatMap((section) => section.rows);
      const found = rows.find((row) => row.field === field);
      if (!found) throw new Error(`no row for ${field}`);
      return found;
    },
    /** Opens a field and types, without leaving it. */
    type(field: string, ...parts: string[]) {
      tap('edit', { field });
      parts.forEach((value, index) => {
        form.call('onInput', { dataset: { field, index }, detail: { value } });
      });
    },
    write(field: string, ...parts: string[]) {
      this.type(field, ...parts);
      tap('finish');
    },
    confirmed(): ConfirmDetail {
      tap('confirm');
      const last = form.triggered.at(-1);
      if (last?.name !== 'confirm') throw new Error(`${last?.name} instead of confirm`);
      return last.detail as ConfirmDetail;
    },
  };
}

const shown = (view: FormView) =>
  view.sections.map(({ title, rows }) => [title, rows.map((row) => `${row.label} ${row.shown}`)]);

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

describe('what was read', () => {
  test('is shown in the order of the card, as people write it', () => {
    expect(shown(open(car()).view())).toEqual([
      [
        '行驶证主页',
        [
          '号牌号码 粤B12345',
          '车辆类型 小型普通客车',
          '所有人 样本',
          '住址 广东省样本市样本路 1 号',
          '使用性质 非营运',
          '品牌型号 样本牌YB1234',
          '车辆识别代号 LSV**********0005',
          '发动机号码 YB*****67',
          '注册日期 2018年7月6日',
          '发证日期 2018年7月6日',
        ],
      ],
      [
        '行驶证副页',
        [
          '号牌号码（副页） 粤B12345',
          '档案编号 440000000000',
          '核定载人数 7 人',
          '总质量 2700 kg',
          '整备质量 1995 kg',
          '外廓尺寸 4582 × 1795 × 1458 mm',
          '准牵引总质量 ',
        ],
      ],
    ]);
  });

  test('is confirmed as it is, with all that the function gave', () => {
    const results = [car()];
    expect(open(...results).confirmed()).toEqual({
      kind: 'vehicleLicense',
      license: vehicleLicense,
      edited: [],
      unsettled: [],
      photoPaths: [results[0]?.photoPath],
      receipts: [],
    });
    expect(open(driver()).confirmed().license).toEqual(driverLicense);
  });

  test('is confirmed with the receipt of each photo that it was made of', () => {
    const signed = (photo: RecognizedPhoto, receipt: string): RecognizedPhoto => ({
      ...photo,
      result: { ...photo.result, receipt },
    });
    const pages = [signed(main(), 'one'), signed(second(), 'two')];
    expect(open(...pages).confirmed().receipts).toEqual(['one', 'two']);
    expect(open(signed(main(), 'one'), second()).confirmed().receipts).toEqual(['one']);
  });

  test('and blanked, field after field, is null under every key of the contract', () => {
    const blank = (license: object, wasList: string[]) =>
      Object.fromEntries(
        Object.keys(license).map((key) => [key, wasList.includes(key) ? [] : null]),
      );
    const [ofCar, ofDriver] = [open(car()), open(driver())];
    for (const form of [ofCar, ofDriver])
      for (const { rows } of form.view().sections)
        for (const { field } of rows) form.tap('put', { field, text: '' });
    const { imgSize, ...rest } = vehicleLicense;
    expect(ofCar.confirmed().license).toEqual({ ...blank(rest, []), imgSize });
    expect(ofDriver.confirmed().license).toEqual(blank(driverLicense, ['carClasses']));
  });

  test('is masked until asked, and hidden again by the same eye', () => {
    const form = open(car());
    expect(form.row('vin').spoken).toBe('车辆识别代号，已隐藏，点按修改');
    form.tap('toggleMask', { field: 'vin' });
    expect(form.row('vin')).toMatchObject({ eye: 'open', shown: 'LSVAA4180E2000005' });
    expect(form.row('engineNum').eye).toBe('closed');
    form.tap('toggleMask', { field: 'vin' });
    expect(form.row('vin').eye).toBe('closed');
  });

  test('says years of driving and days left, and is of another kind where the host says so', () => {
    const form = open(driver({ validTo: '2026-06-11' }));
    expect(form.view().facts).toBe('驾龄 13 年 · 有效期还剩 10 天');
    expect(open(driver()).view().facts).toBe('驾龄 13 年 · 长期有效');
    form.set('kind', 'vehicleLicense');
    expect(form.view().sections).toEqual([]);
    expect(() => form.set('kind', 'vehicle')).toThrow(
      /^license-form：kind 应为 vehicleLicense、driverLicense.*，不是“vehicle”$/,
    );
  });

  test.each([
    ['2046-06-01', '有效期还剩 7305 天'],
    ['2099-12-31', undefined],
    ['9999-12-31', '长期有效'],
  ])('that ends on %s says as much: %s', (validTo, fact) => {
    const facts = ['驾龄 13 年', fact].filter(Boolean).join(' · ');
    const form = open(driver({ validTo }));
    expect(form.view().facts).toBe(facts);
    expect(form.row('validTo').shown === '长期').toBe(fact === '长期有效');
  });

  test.each([
    [{ validTo: '2026-05-31' }, '驾驶证已过有效期，有效期到 2026年5月31日 为止'],
    [{ validFrom: '2026-06-02' }, '驾驶证从 2026年6月2日 起才有效'],
  ])('says at the top that %j', (change, sentence) => {
    const form = open(driver({ ...change }));
    expect(form.view()).toMatchObject({ alerts: [sentence], facts: '驾龄 13 年' });
  });

  test('is said to be deleted only where the function has said so of all photos', () => {
    const left = second();
    left.result.photo = 'delete-failed';
    expect(open(main()).view().photoDeleted).toBe(true);
    expect(open(main(), left).view().photoDeleted).toBe(false);
  });

  test.each([
    [17, 1],
    [22, 22 / 17],
    [40, 1.5],
    [10, 0.9],
    [0, 1],
  ])('is written at WeChat’s text size %i: %d times the standard', (fontSizeSetting, scale) => {
    fake.fontSizeSetting = fontSizeSetting;
    expect(open().data.typeScale).toBeCloseTo(scale);
  });
});

describe('a doubt', () => {
  const misread = { vin: 'LSVAA4180E2OOOOO5' };

  test('is counted and shown in full, with its suggestion, which one tap takes', () => {
    const form = open(car(misread));
    expect(form.view().doubts).toBe(1);
    expect(form.row('vin')).toMatchObject({
      shown: 'LSVAA4180E2OOOOO5',
      eye: '',
      doubts: [
        {
          sentence: '应为 17 位数字和字母，其中没有 I、O、Q，请核对',
          suggestion: 'LSVAA4180E2000005',
        },
      ],
    });
    form.tap('put', { field: 'vin', text: 'LSVAA4180E2000005' });
    expect(form.view().doubts).toBe(0);
    expect(form.row('vin')).toMatchObject({ doubts: [], mark: '已修改' });
    expect(form.confirmed()).toMatchObject({ license: vehicleLicense, edited: ['vin'] });
  });

  test('is settled as right, until what it is about changes', () => {
    const form = open(car({ plateNumB: '粤B54321' }));
    expect(form.row('plateNumB').doubts).toHaveLength(1);
    form.tap('settle', { field: 'plateNumB' });
    expect(form.view().doubts).toBe(0);
    expect(form.row('plateNumB').mark).toBe('已确认');
    form.write('owner', '样本二');
    expect(form.view().doubts).toBe(0);
    form.write('plateNum', '粤', 'B11111');
    expect(form.row('plateNumB').doubts).toHaveLength(1);
    form.write('plateNum', '粤', 'B54321');
    expect(form.view().doubts).toBe(0);
    expect(form.confirmed().unsettled).toEqual([]);
  });

  test('of unreadable text is settled by a value or by nothing, not as right', () => {
    const unread = car({ totalQuality: null }, [
      { field: 'totalQuality', code: 'UNREADABLE', text: '约两吨' },
    ]);
    const form = open(unread);
    expect(form.row('totalQuality')).toMatchObject({
      unread: true,
      doubts: [{ sentence: '读到“约两吨”，请核对后填写' }],
    });
    form.tap('settle', { field: 'totalQuality' });
    expect(form.view().doubts).toBe(1);
    form.tap('put', { field: 'totalQuality', text: '' });
    expect(form.view().doubts).toBe(0);
    expect(form.confirmed()).toMatchObject({
      license: { totalQuality: null },
      edited: ['totalQuality'],
    });
  });

  test('of a sum of seats goes with the sum, which can be right', () => {
    const text = '前排2人后排3人';
    const form = open(
      car({ passengersNum: 5 }, [{ field: 'passengersNum', code: 'UNREADABLE', text }]),
    );
    const doubted = {
      shown: '5 人',
      unread: false,
      doubts: [{ sentence: `读到“${text}”，请核对后填写` }],
    };
    expect(form.row('passengersNum')).toMatchObject(doubted);
    form.tap('settle', { field: 'passengersNum' });
    expect(form.row('passengersNum')).toMatchObject({ doubts: [], mark: '已确认' });
    expect(form.confirmed()).toMatchObject({ license: { passengersNum: 5 }, unsettled: [] });
    form.write('passengersNum', '7');
    form.write('passengersNum', text);
    expect(form.row('passengersNum')).toMatchObject(doubted);
  });

  test('left open goes with the licence, unless the host waits for all', () => {
    const form = open(car(misread));
    expect(form.confirmed().unsettled).toEqual([
      { field: 'vin', code: 'VIN_FORMAT', suggestion: 'LSVAA4180E2000005' },
    ]);
    const waiting = open(car(misread));
    waiting.set('settleAll', true);
    waiting.tap('confirm');
    expect(waiting.triggered).toEqual([]);
    expect(fake.toasts).toEqual(['还有 1 项请核对']);
    waiting.tap('settle', { field: 'vin' });
    expect(waiting.confirmed().unsettled).toEqual([]);
  });

  test('that only the function knows stays with the value that it is about', () => {
    const own = { field: 'owner', code: 'BLACKLISTED' } as unknown as Warning;
    const form = open(main({}, [own]), second());
    expect(form.row('owner').doubts).toEqual([{ sentence: '请核对', suggestion: '' }]);
    form.write('owner', '样本二');
    expect(form.row('owner').doubts).toEqual([]);
  });
});

describe('a tap', () => {
  const doubtful = () =>
    driver({ sex: '女', birthDate: '1991-01-01', issueDate: '1980-01-01', validTo: '2011-01-01' });

  test.each<[string, (form: ReturnType<typeof open>) => void, number]>([
    ['on a field', (form) => form.tap('edit', { field: 'name' }), 0],
    ['on an eye', (form) => form.tap('toggleMask', { field: 'idNum' }), 0],
    ['on 确认无误', (form) => form.tap('settle', { field: 'sex' }), 0],
    ['on a suggestion', (form) => form.tap('put', { field: 'name', text: '样本二' }), 1],
    [
      'on the next field, after typing',
      (form) => {
        form.type('name', '样本二');
        form.tap('edit', { field: 'address' });
      },
      1,
    ],
    [
      'on a suggestion, after typing elsewhere',
      (form) => {
        form.type('name', '样本二');
        form.tap('put', { field: 'validTo', text: '2030-01-01' });
      },
      2,
    ],
    ['on 确认', (form) => form.tap('confirm'), 0],
  ])('%s runs the rules no oftener than texts change', (_what, tap, runs) => {
    const form = open(doubtful(), driver());
    expect(form.view().doubts).toBe(0);
    const doubted = open(doubtful());
    expect(doubted.view().doubts).toBe(4);
    for (const each of [form, doubted]) expect(each.runsDuring(() => tap(each))).toBe(runs);
  });

  test('that changes nothing leaves the view as it is', () => {
    const form = createForm('driverLicense');
    form.setPhotos([driver()]);
    const view = form.view();
    form.edit('name', ' 样本 ');
    expect(form.view()).toBe(view);
    form.toggleMask('idNum');
    expect(form.view()).not.toBe(view);
  });
});

describe('what is typed', () => {
  test('is checked by the rules of the function', () => {
    const form = open(driver());
    form.write('idNum', '44030019900101001x');
    expect(form.row('idNum')).toMatchObject({
      shown: '44030019900101001X',
      mark: '已修改',
      doubts: [{ sentence: '末位校验码不相符，请逐位核对' }],
    });
    form.call('pickOne', {
      dataset: { field: 'sex', choices: form.row('sex').choices },
      detail: { value: '1' },
    });
    expect(form.row('sex').shown).toBe('女');
    form.write('idNum', '440300199001010016');
    expect(form.row('sex').doubts).toEqual([
      { sentence: '与证号中的性别不一致，请核对', suggestion: '' },
    ]);
  });

  test('and cannot be read is kept, and asked for', () => {
    const form = open(car());
    form.write('totalQuality', '两吨');
    expect(form.row('totalQuality').doubts).toEqual([
      { sentence: '“两吨”不是整数，请只填数字', suggestion: '' },
    ]);
    expect(form.confirmed()).toMatchObject({
      license: { totalQuality: null },
      unsettled: [{ field: 'totalQuality', code: 'UNREADABLE', text: '两吨' }],
    });
    form.write('overallSize', '4582', '1795', '');
    expect(form.row('overallSize').doubts).toHaveLength(1);
    form.write('overallSize', '4582', '1795', '1500');
    expect(form.row('overallSize').shown).toBe('4582 × 1795 × 1500 mm');
  });

  test.each<[string, (form: ReturnType<typeof open>) => void]>([
    ['another field', (form) => form.tap('edit', { field: 'addr' })],
    ['its own 完成', (form) => form.tap('finish')],
    ['an eye', (form) => form.tap('toggleMask', { field: 'vin' })],
    [
      'a date',
      (form) => {
        form.call('pickDate', { dataset: { field: 'issueDate' }, detail: { value: '2020-01-02' } });
      },
    ],
    ['确认无误', (form) => form.tap('settle', { field: 'vin' })],
    ['拍副页', (form) => form.tap('addPage', { page: 'second' })],
    ['手动填写', (form) => form.tap('fillIn', { page: 'second' })],
    ['重拍', (form) => form.tap('retake')],
    ['another photo', (form) => form.tap('showShot', { index: 0 })],
    ['确认', (form) => form.tap('confirm')],
  ])('is not lost when the tap on %s comes before the blur', (_what, tap) => {
    const form = open(main());
    form.type('owner', '样本二');
    tap(form);
    expect(form.row('owner').shown).toBe('样本二');
    form.call('onBlur', { dataset: { field: 'owner', index: 0 }, detail: { value: '样本三' } });
    expect(form.row('owner').shown).toBe('样本二');
  });

  test('is not lost when the second photo arrives', () => {
    const first = main();
    const form = open(first);
    form.type('owner', '样本二');
    form.set('results', [first, car({ owner: '样本三' })]);
    expect(form.row('owner')).toMatchObject({ shown: '样本二', mark: '已修改' });
  });

  test('and typed back again is not marked as changed', () => {
    const form = open(car());
    form.write('owner', '样本二');
    form.write('owner', ' 样本 ');
    expect(form.row('owner').mark).toBe('');
  });

  test('is asked about before the page is left, from the blur until it is confirmed', () => {
    const form = open(car());
    const asked = () => fake.noted.filter(({ name }) => name.includes('AlertBefore')).at(-1)?.name;
    form.type('owner', '样本二');
    expect(asked()).toBe('disableAlertBeforeUnload');
    form.call('onBlur', { dataset: { field: 'owner', index: 0 }, detail: { value: '样本二' } });
    expect(asked()).toBe('enableAlertBeforeUnload');
    // A mouse takes the focus away when it is pressed: the rows must not move before it is let go.
    expect(form.data.editor).not.toBeNull();
    form.confirmed();
    expect(form.data.confirmed).toBe(true);
    expect(asked()).toBe('disableAlertBeforeUnload');
    form.write('owner', '样本三');
    expect(form.data.confirmed).toBe(false);
    expect(asked()).toBe('enableAlertBeforeUnload');
    form.leave();
    expect(asked()).toBe('disableAlertBeforeUnload');
  });
});

describe('a confirmation', () => {
  test('is void, and said to be, as soon as a value or a photo changes', async () => {
    const first = main();
    const form = open(first);
    form.confirmed();
    form.tap('toggleMask', { field: 'vin' });
    expect(form.data.confirmed).toBe(true);
    form.write('owner', '样本二');
    await flush();
    expect(form.triggered.at(-1)).toEqual({
      name: 'unconfirm',
      detail: { kind: 'vehicleLicense' },
    });
    form.write('owner', '样本');
    // The host has let it go.
    expect(form.data.confirmed).toBe(false);
    expect(form.triggered.filter(({ name }) => name === 'unconfirm')).toHaveLength(1);
    form.confirmed();
    form.set('results', [first, second()]);
    // The page is in the middle of its setData.
    expect(form.triggered.at(-1)).toMatchObject({ name: 'confirm' });
    await flush();
    expect(form.triggered.at(-1)).toMatchObject({ name: 'unconfirm' });
  });

  test('vibrates shortly, as a recognition does', () => {
    const vibrated = () => fake.noted.filter(({ name }) => name === 'vibrateShort').length;
    const form = open(car());
    expect(vibrated()).toBe(1);
    form.confirmed();
    expect(vibrated()).toBe(2);
  });
});

describe('the control of', () => {
  const editorOf = (kind: 'vehicleLicense' | 'driverLicense', field: string) => {
    const form =
      kind === 'driverLicense'
        ? open(photo(kind, driverLicense))
        : open(photo(kind, vehicleLicense));
    form.tap('edit', { field });
    return form.data.editor;
  };

  test('a plate has the province apart, an address takes several lines, an amount digits', () => {
    expect(editorOf('vehicleLicense', 'plateNum')).toMatchObject({
      kind: 'plate',
      parts: ['粤', 'B12345'],
    });
    expect(editorOf('vehicleLicense', 'addr')).toMatchObject({ kind: 'area' });
    expect(editorOf('vehicleLicense', 'totalQuality')).toMatchObject({
      kind: 'line',
      parts: ['2700'],
      keyboard: 'number',
      unit: 'kg',
    });
    expect(editorOf('vehicleLicense', 'overallSize')).toMatchObject({
      kind: 'size',
      parts: ['4582', '1795', '1458'],
    });
    expect(editorOf('driverLicense', 'idNum')).toMatchObject({ keyboard: 'idcard' });
  });

  test('a date and of 性别 is a picker; the end may be 长期', () => {
    const form = open(driver({ validTo: '2030-01-01' }));
    expect(form.row('birthDate')).toMatchObject({ control: 'date', value: '1990-01-01' });
    expect(form.row('sex')).toMatchObject({ control: 'one', value: 0, choices: ['男', '女'] });
    form.tap('edit', { field: 'validTo' });
    form.tap('put', { field: 'validTo', text: '长期' });
    expect(form.row('validTo').shown).toBe('长期');
  });

  test('the classes is one chip each, and both fields follow', () => {
    const form = open(driver());
    form.tap('edit', { field: 'carClass' });
    const chips = (form.data.editor as Editor).chips.map(({ name }) => name);
    form.tap('pressChip', { index: chips.indexOf('A2') });
    form.tap('pressChip', { index: chips.indexOf('D') });
    expect(form.confirmed()).toMatchObject({
      license: { carClass: 'A2C1', carClasses: ['A2', 'C1'] },
    });
  });

  test('a foreigner’s number has letters', () => {
    const form = open(driver({ idNum: 'H12345678' }));
    form.tap('edit', { field: 'idNum' });
    expect(form.data.editor).toMatchObject({ keyboard: 'text' });
    form.type('name', '样本二');
    form.type('idNum', '8');
    form.tap('useLetters');
    expect(form.data.editor).toMatchObject({ keyboard: 'text', parts: ['8'] });
  });

  test('the province offers those that the rules know', () => {
    expect(provinces).toHaveLength(32);
    for (const province of provinces.filter(Boolean)) {
      const read = rules.vehicleLicense({ plateNum: `${province}A12345` }, '2026-06-01');
      expect(read?.warnings).toEqual([]);
    }
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

describe('what a host gives by mistake', () => {
  const { license } = success(vehicleLicense);
  test.each<[string, unknown, number]>([
    ['null for a photo', [null], 0],
    ['null for all', null, 0],
    ['no list', { 0: car() }, 0],
    ['no result', [{ kind: 'vehicleLicense' }], 0],
    ['a failure', [{ kind: 'vehicleLicense', result: { ok: false, errCode: -1 } }], 0],
    ['a result without warnings', [{ kind: 'vehicleLicense', result: { license } }], 2],
    ['warnings of null', [{ kind: 'vehicleLicense', result: { license, warnings: [null] } }], 2],
    ['an empty licence', [{ kind: 'vehicleLicense', result: { license: {} } }], 2],
    ['corners of null', [car({ cardPositionFront: { leftTop: null } as never })], 2],
  ])('%s throws nothing', (_what, results, sections) => {
    const form = open();
    form.set('texts', null);
    form.set('results', results);
    expect(form.view().sections).toHaveLength(sections);
    form.set('results', [car(), ...(Array.isArray(results) ? results : [])]);
    expect(form.row('owner').shown).toBe('样本');
  });

  test('texts of megabytes are cut on the screen, and handed on whole', () => {
    const long = '样'.repeat(1_000_000);
    const warnings = Array.from({ length: 5000 }, (_, index) => ({
      field: 'model',
      code: `UNKNOWN_${index}` as WarningCode,
      suggestion: `${index}${index < 3 ? long : ''}`,
    }));
    const many = car({ owner: long, vin: null, addr: long }, [
      { field: 'vin', code: 'UNREADABLE', text: long },
      ...warnings,
    ]);
    const form = open({ ...many, photoPath: `data:image/jpeg;base64,${long}` });
    form.tap('edit', { field: 'owner' });
    form.call('onBlur', {
      dataset: { field: 'owner', index: 0 },
      detail: { value: (form.data.editor as Editor).parts[0] },
    });
    const { results: _results, ...own } = form.data;
    expect(Buffer.byteLength(JSON.stringify(own))).toBeLessThan(100_000);
    expect(form.row('owner').mark).toBe('');
    expect(form.confirmed()).toMatchObject({ license: { owner: long, addr: long } });
    form.type('owner', '样本二');
    form.tap('finish');
    expect(form.row('owner').shown).toBe('样本二');
  });
});

describe('the photo beside the fields', () => {
  const photoSize = { w: 1600, h: 1200 };
  /** The middle of a card on the photo, its width in pixels, how it is turned and leans, in degrees. */
  interface Lying {
    x: number;
    y: number;
    width?: number;
    tilt?: number;
    lean?: number;
  }

  /** A camera: where a point of the card, in millimetres from its middle, is on the photo. */
  function look(
    { x, y, width = 600, tilt = 0, lean = 0 }: Lying,
    acrossMm: number,
    downMm: number,
  ) {
    const [turned, leaning] = [(tilt * Math.PI) / 180, (lean * Math.PI) / 180];
    const right = acrossMm * Math.cos(turned) - downMm * Math.sin(turned);
    const down = acrossMm * Math.sin(turned) + downMm * Math.cos(turned);
    // The camera is 300 mm away.
    const nearness = 300 / (300 + right * Math.sin(leaning));
    const scale = (width / 88) * nearness;
    return { x: x + right * Math.cos(leaning) * scale, y: y + down * scale };
  }

  const cornersOf = (lying: Lying) => ({
    leftTop: look(lying, -44, -30),
    rightTop: look(lying, 44, -30),
    rightBottom: look(lying, 44, 30),
    leftBottom: look(lying, -44, 30),
  });
  const left: Lying = { x: 420, y: 500 };
  const right: Lying = { x: 1180, y: 600 };
  const lie = (front: Lying, back: Lying): Partial<VehicleLicense> => ({
    cardPositionFront: cornersOf(front),
    cardPositionBack: cornersOf(back),
    imgSize: photoSize,
  });
  const both = lie(left, right);

  /** Where a point of the photo comes to lie in the frame of width 1: what a browser does. */
  function place(image: string, height: number, { x, y }: { x: number; y: number }) {
    const style =
      /^height: (\S+)%; transform: translate\((\S+)%, (\S+)%\) matrix\((.+), 0, 0\)$/.exec(image);
    if (!style) throw new Error(image);
    const [a = 0, b = 0, c = 0, d = 0] = String(style[4]).split(', ').map(Number);
    const [own, across, down] = [style[1], style[2], style[3]].map((share) => Number(share) / 100);
    // An image of the frame's width, as high as its style says.
    const ownHeight = Number(own) * height;
    const [from, fromTop] = [x / photoSize.w, (y / photoSize.h) * ownHeight];
    return {
      x: a * from + c * fromTop + Number(across),
      y: b * from + d * fromTop + Number(down) * ownHeight,
    };
  }

  test('is cut to each page, upright, where its corners are known', () => {
    const form = open(car(both));
    const shots = form.view().shots;
    expect(shots.map(({ page, name, frame }) => [page, name, frame])).toEqual([
      ['main', '主页', 'width: 258px; height: 176px'],
      ['second', '副页', 'width: 258px; height: 176px'],
    ]);
    form.tap('showShot', { index: 1 });
    form.tap('enlarge');
    expect(fake.noted.at(-1)).toEqual({
      name: 'previewImage',
      options: { urls: [shots[0]?.path], current: shots[0]?.path },
    });
  });

  test.each<[string, Lying, number]>([
    ['straight', left, 0.01],
    ['turned by 25°', { ...left, tilt: 25 }, 0.02],
    ['on its head', { ...left, tilt: 180 }, 0.02],
    ['leaning by 10°', { ...left, lean: 10 }, 0.8],
    ['turned and leaning', { ...left, tilt: -12, lean: -12 }, 1],
  ])('shows each field’s own bit of a card that lies %s', (_how, lying, withinMm) => {
    const form = open(car({ ...lie(lying, right) }));
    const bits = form.view().sections[0]?.rows.map(({ field, bit }) => ({ field, bit }));
    expect(bits).toHaveLength(10);
    for (const { field, bit } of bits ?? []) {
      const [fromX, fromY, toX, toY] = places.vehicleLicense[field] as Place;
      const height = Number(/^padding-top: (.+)%$/.exec(bit?.frame ?? '')?.[1]) / 100;
      for (const [across, down] of [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0.5, 0.5],
      ] as const) {
        const onCard = [fromX + across * (toX - fromX), fromY + down * (toY - fromY)] as const;
        const onPhoto = look(lying, (onCard[0] - 0.5) * 88, (onCard[1] - 0.5) * 60);
        const { x, y } = place(bit?.image ?? '', height, onPhoto);
        const widthMm = (toX - fromX) * 88;
        expect(Math.abs(x - across) * widthMm).toBeLessThan(withinMm);
        expect(Math.abs(y - down * height) * widthMm).toBeLessThan(withinMm);
      }
    }
  });

  test.each<[string, Partial<VehicleLicense>]>([
    ['there are none', { cardPositionFront: null }],
    ['the photo’s size is not known', { imgSize: null }],
    ['one lies outside the picture', lie({ x: 250, y: 500 }, right)],
    ['the card would be square', lie({ ...left, lean: 45 }, right)],
    [
      'two are exchanged',
      {
        cardPositionFront: {
          ...cornersOf(left),
          leftTop: cornersOf(left).rightTop,
          rightTop: cornersOf(left).leftTop,
        },
      },
    ],
    [
      'they are seen from behind',
      {
        cardPositionFront: {
          leftTop: cornersOf(left).rightTop,
          rightTop: cornersOf(left).leftTop,
          rightBottom: cornersOf(left).leftBottom,
          leftBottom: cornersOf(left).rightBottom,
        },
      },
    ],
    [
      'one is in the middle',
      {
        cardPositionFront: { ...cornersOf(left), rightBottom: { x: left.x, y: left.y } },
      },
    ],
    ['they are another page’s', lie(right, right)],
    [
      'one is not a point',
      { cardPositionFront: { ...cornersOf(left), leftTop: { x: NaN, y: 1 } } },
    ],
  ])('is as ever where its corners cannot be right: %s', (_why, change) => {
    const form = open(main({ ...both, ...change }));
    expect(form.view().shots.map(({ page, frame }) => [page, frame])).toEqual([['main', '']]);
    expect(form.view().sections[0]?.rows.filter(({ bit }) => bit)).toEqual([]);
    form.tap('edit', { field: 'owner' });
    expect(form.data).toMatchObject({ near: '', at: 'owner' });
  });

  test('of a 驾驶证 has no corners', () => {
    const form = open(driver());
    expect(form.view().shots).toMatchObject([{ frame: '' }]);
    expect(form.row('name').bit).toBeNull();
  });

  test('moves to the field that is edited or picked, and back to the page by a tap', () => {
    const form = open(car(both));
    form.tap('edit', { field: 'overallSize' });
    const { bit } = form.row('overallSize');
    expect(form.data).toMatchObject({ shot: 1, near: bit?.near, at: 'overallSize' });
    form.tap('enlarge');
    expect(form.data).toMatchObject({ shot: 1, near: '', at: 'overallSize' });
    form.tap('look', { field: 'issueDate' });
    expect(form.data).toMatchObject({ shot: 0, near: form.row('issueDate').bit?.near });
    form.tap('finish');
    expect(form.data).toMatchObject({ editor: null, at: '' });
    form.tap('showShot', { index: 0 });
    expect(form.data.near).toBe('');
  });

  test('stays where it is if the host has switched the bits off', () => {
    const form = open(car(both));
    form.set('fieldPhoto', false);
    form.tap('edit', { field: 'owner' });
    expect(form.data).toMatchObject({ near: '', at: 'owner' });
  });

  test('is whole where it is loaded in another shape than it was recognised', () => {
    const form = open(car(both));
    const path = form.view().shots[0]?.path;
    const load = (width: number, height: number) =>
      form.call('onPhotoLoad', { dataset: { path }, detail: { width, height } });
    load(801, 600);
    expect(form.view().shots[0]?.frame).not.toBe('');
    form.tap('edit', { field: 'owner' });
    load(1200, 1600);
    expect(form.view().shots.map(({ frame }) => frame)).toEqual(['']);
    expect(form.row('owner').bit).toBeNull();
    expect(form.data.near).toBe('');
    form.set('results', [car(both)]);
    expect(form.row('owner').bit).not.toBeNull();
  });

  test('is whole, and there once, where no corners are known; absent without a path', () => {
    expect(open(car()).view().shots).toHaveLength(1);
    const { photoPath: _path, ...without } = car();
    expect(open(without).view().shots).toEqual([]);
  });

  test('of the second page is the second photo', () => {
    const results = [main(), second()];
    expect(
      open(...results)
        .view()
        .shots.map(({ path }) => path),
    ).toEqual(results.map(({ photoPath }) => photoPath));
  });
});

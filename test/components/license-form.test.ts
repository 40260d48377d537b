import type { Warning, WarningCode } from '../../cloudfunctions/shared/contract';
import type { Editor } from '../../miniprogram-sample/components/license-form/editor';
import { createForm } from '../../miniprogram-sample/components/license-form/form';
import type { RecognizedPhoto } from '../../miniprogram-sample/components/license-form/types';
import { flush, useFakeWx } from './fake-wx';
import { car, driver, main, open, second, shown } from './open-form';
import { driverLicense, success, vehicleLicense } from './samples';

const fake = useFakeWx(Date.parse('2026-06-01'));

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
    const long = '样'.repeat(400_000);
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

import type { LicenseKind, Warning } from '../../cloudfunctions/shared/contract';
import type { Section } from '../../miniprogram-sample/pages/license/rows';
import type { FakeWx } from './fake-wx';
import { installFakeWx } from './fake-wx';
import { createInstance } from './mini-program';
import { driverLicense, mainPage, secondPage, success, vehicleLicense } from './samples';

let fake: FakeWx;
beforeEach(() => {
  fake = installFakeWx();
});

function open() {
  const page = createInstance(() => {
    require('../../miniprogram-sample/pages/license/license');
  });
  const sections = () => page.data.sections as Section[];
  return {
    ...page,
    sections,
    recognized(kind: LicenseKind, license: object, warnings: Warning[] = []) {
      const result = { ...success(license), warnings };
      page.call('onRecognized', { detail: { kind, result } });
    },
    row(field: string) {
      const found = sections()
        .flatMap(({ rows }) => rows)
        .find((row) => row.field === field);
      if (!found) throw new Error(`no row for ${field}`);
      return found;
    },
    write(field: string, value: string) {
      page.call('edit', { dataset: { field } });
      page.call('onEditInput', { detail: { value } });
      page.call('finishEdit');
    },
  };
}

describe('a vehicle licence', () => {
  test('is shown in the order of the card, as people write it', () => {
    const page = open();
    page.recognized('vehicleLicense', vehicleLicense);
    expect(page.data).toMatchObject({ scanning: false, doubts: 0 });
    const shown = page
      .sections()
      .map(({ title, rows }) => [title, rows.map((row) => `${row.label} ${row.shown}`)]);
    expect(shown).toEqual([
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

  test('of one page offers to add the other, and merges it', () => {
    const page = open();
    page.recognized('vehicleLicense', mainPage);
    expect(page.sections().map(({ page: name, missing }) => [name, missing])).toEqual([
      ['main', false],
      ['second', true],
    ]);
    page.call('addPage', { dataset: { page: 'second' } });
    expect(page.data).toMatchObject({ scanning: true, adding: 'second' });
    page.recognized('vehicleLicense', secondPage);
    expect(page.data).toMatchObject({ scanning: false, adding: '' });
    expect(page.row('plateNumB').shown).toBe('粤B12345');
    expect(page.row('owner').shown).toBe('样本');
  });

  test('of one page can be completed by hand', () => {
    const page = open();
    page.recognized('vehicleLicense', mainPage);
    page.call('fillInPage', { dataset: { page: 'second' } });
    page.write('passengersNum', '5');
    expect(page.row('passengersNum')).toMatchObject({ shown: '5 人', edited: true });
    page.call('retake');
    page.recognized('vehicleLicense', mainPage);
    expect(page.sections()[1]).toMatchObject({ missing: true });
  });

  test('keeps its first page when the user does not add the other after all', () => {
    const page = open();
    page.recognized('vehicleLicense', mainPage);
    page.call('addPage', { dataset: { page: 'second' } });
    page.call('leaveAdding');
    expect(page.data).toMatchObject({ scanning: false, adding: '' });
    expect(page.row('owner').shown).toBe('样本');
  });

  describe('whose second photo shows another car', () => {
    const other = { ...secondPage, plateNum: '粤B54321', plateNumB: '粤B54321' };
    function openWithBoth() {
      const page = open();
      page.recognized('vehicleLicense', mainPage);
      page.recognized('vehicleLicense', other);
      return page;
    }

    test('says so and merges nothing yet', () => {
      const page = openWithBoth();
      expect(page.data.difference).toEqual({
        label: '号牌号码',
        first: '粤B12345',
        second: '粤B54321',
      });
      expect(page.sections()[1]).toMatchObject({ missing: true });
    });

    test('is merged with a doubt when the user says that it is one car', () => {
      const page = openWithBoth();
      page.call('mergeAnyway');
      expect(page.data.difference).toBeNull();
      expect(page.row('plateNumB')).toMatchObject({
        shown: '粤B54321',
        doubts: [{ sentence: '主页与副页的号牌不一致，请核对' }],
      });
    });

    test('can be photographed again', () => {
      const page = openWithBoth();
      page.call('retakeSecondPhoto');
      expect(page.data).toMatchObject({ scanning: true, adding: 'second', difference: null });
      page.recognized('vehicleLicense', secondPage);
      expect(page.data).toMatchObject({ difference: null, doubts: 0 });
    });
  });
});

test('a driver licence is shown in the order of the card', () => {
  const page = open();
  page.call('switchKind', { dataset: { kind: 'driverLicense' } });
  page.recognized('driverLicense', driverLicense);
  expect(page.sections().map(({ rows }) => rows.map((row) => `${row.label} ${row.shown}`))).toEqual(
    [
      [
        '证号 440***********0012',
        '姓名 样本',
        '性别 男',
        '国籍 中国',
        '住址 广东省样本市样本路 1 号',
        '出生日期 1990年1月1日',
        '初次领证日期 2012年12月21日',
        '准驾车型 C1D',
        '有效期起 2018年12月21日',
        '有效期止 长期',
        '印章 样本市公安局交通警察支队',
      ],
    ],
  );
});

test('switching between the licences loses neither', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('switchKind', { dataset: { kind: 'driverLicense' } });
  expect(page.data).toMatchObject({ scanning: true, sections: [] });
  page.recognized('driverLicense', driverLicense);
  page.call('switchKind', { dataset: { kind: 'vehicleLicense' } });
  expect(page.data).toMatchObject({ scanning: false });
  expect(page.row('owner').shown).toBe('样本');
});

test('重拍 forgets this licence and what was revealed of it', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('toggleMask', { dataset: { field: 'vin' } });
  page.call('retake');
  expect(page.data).toMatchObject({ scanning: true, sections: [] });
  page.recognized('vehicleLicense', vehicleLicense);
  expect(page.row('vin')).toMatchObject({ eye: 'closed', shown: 'LSV**********0005' });
});

test('a masked field is shown and hidden again by its own eye', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  expect(page.row('vin').spoken).toBe('车辆识别代号，已隐藏，点按修改');
  page.call('toggleMask', { dataset: { field: 'vin' } });
  expect(page.row('vin')).toMatchObject({ eye: 'open', shown: 'LSVAA4187E2000005' });
  expect(page.row('engineNum').eye).toBe('closed');
  page.call('toggleMask', { dataset: { field: 'vin' } });
  expect(page.row('vin').eye).toBe('closed');
});

test('a masked field in doubt is shown in full, for it is to be compared with the card', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense, [{ field: 'vin', code: 'VIN_CHECK_DIGIT' }]);
  expect(page.row('vin')).toMatchObject({ eye: '', shown: 'LSVAA4187E2000005' });
  expect(page.data.doubts).toBe(1);
});

test('a suggestion is taken with one tap', () => {
  const page = open();
  page.recognized('vehicleLicense', { ...vehicleLicense, vin: 'LSVAA4187E2OOOOO5' }, [
    { field: 'vin', code: 'VIN_FORMAT', suggestion: 'LSVAA4187E2000005' },
  ]);
  expect(page.row('vin').doubts).toEqual([
    {
      sentence: '应为 17 位数字和字母，其中没有 I、O、Q，请核对',
      suggestion: 'LSVAA4187E2000005',
    },
  ]);
  page.call('takeSuggestion', { dataset: { field: 'vin', suggestion: 'LSVAA4187E2000005' } });
  page.call('toggleMask', { dataset: { field: 'vin' } });
  expect(page.row('vin')).toMatchObject({ shown: 'LSVAA4187E2000005', edited: true, doubts: [] });
});

test('a field is edited without its unit and shown with it', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('edit', { dataset: { field: 'totalQuality' } });
  expect(page.data).toMatchObject({ editing: 'totalQuality', editText: '2700' });
  page.call('onEditInput', { detail: { value: '2800' } });
  page.call('finishEdit');
  page.call('finishEdit');
  expect(page.row('totalQuality')).toMatchObject({ shown: '2800 kg', edited: true });
  expect(page.data.editing).toBe('');
});

test('a field left as it was is not marked as edited', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('edit', { dataset: { field: 'owner' } });
  page.call('finishEdit');
  expect(page.data.editing).toBe('');
  expect(page.row('owner').edited).toBe(false);
});

test('what cannot be a date stays in the input, with a hint', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.write('registerDate', '去年');
  expect(page.data).toMatchObject({
    editing: 'registerDate',
    editHint: '请写成 2018-07-06 这样的日期',
  });
  page.call('onEditInput', { detail: { value: '2019年1月2日' } });
  page.call('finishEdit');
  expect(page.row('registerDate')).toMatchObject({ shown: '2019年1月2日', edited: true });
});

test('the blur of a field saves it, and comes to nothing when it comes late', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('edit', { dataset: { field: 'owner' } });
  page.call('onEditInput', { detail: { value: '样本二' } });
  page.call('edit', { dataset: { field: 'addr' } });
  expect(page.row('owner').shown).toBe('样本二');
  page.call('onEditEnd', { dataset: { field: 'owner' }, detail: { value: '样本三' } });
  expect(page.data.editing).toBe('addr');
  page.call('onEditEnd', {
    dataset: { field: 'addr' },
    detail: { value: '广东省样本市新路 2 号' },
  });
  expect(page.data.editing).toBe('');
  expect([page.row('owner').shown, page.row('addr').shown]).toEqual([
    '样本二',
    '广东省样本市新路 2 号',
  ]);
});

test('the keyboard suits the field', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  expect(['totalQuality', 'passengersNum', 'vin'].map((field) => page.row(field).keyboard)).toEqual(
    ['number', 'number', 'text'],
  );
});

test('that the photo is deleted is said only where the function has said so', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  expect(page.data.photoDeleted).toBe(true);
  page.call('retake');
  page.call('onRecognized', {
    detail: {
      kind: 'vehicleLicense',
      result: { ...success(vehicleLicense), photo: 'delete-failed' },
    },
  });
  expect(page.data.photoDeleted).toBe(false);
});

test('a field is copied in full, as people write it, while it is masked on the page', () => {
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('copy', { dataset: { field: 'vin' } });
  page.call('copy', { dataset: { field: 'overallSize' } });
  expect(fake.copied).toEqual(['LSVAA4187E2000005', '4582 × 1795 × 1458 mm']);
  expect(fake.toasts).toEqual([]);
});

test('a copy that WeChat refuses is admitted', () => {
  fake.clipboardRefused = true;
  const page = open();
  page.recognized('vehicleLicense', vehicleLicense);
  page.call('copy', { dataset: { field: 'plateNum' } });
  expect(fake.toasts).toEqual(['没有复制成功']);
});

test.each([
  [17, 1],
  [22, 22 / 17],
  [40, 1.5],
  [10, 0.9],
  [0, 1],
])('WeChat’s text size %i makes the page’s %d times the standard', (fontSizeSetting, typeScale) => {
  fake.fontSizeSetting = fontSizeSetting;
  expect(open().data.typeScale).toBeCloseTo(typeScale);
});

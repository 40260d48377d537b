import { rules } from '../../miniprogram-sample/cards/rules';
import type { Editor } from '../../miniprogram-sample/components/license-form/editor';
import { provinces } from '../../miniprogram-sample/components/license-form/editor';
import { useFakeWx } from './fake-wx';
import { car, driver, main, open } from './open-form';

const fake = useFakeWx(Date.parse('2026-06-01'));

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

describe('the control of', () => {
  test.each<[string, Partial<Editor>]>([
    ['plateNum', { kind: 'plate', parts: ['粤', 'B12345'] }],
    ['addr', { kind: 'area' }],
    ['totalQuality', { kind: 'line', parts: ['2700'], keyboard: 'number', unit: 'kg' }],
    ['overallSize', { kind: 'size', parts: ['4582', '1795', '1458'] }],
    ['idNum', { keyboard: 'idcard' }],
  ])('%s is %j', (field, editor) => {
    const form = open(field === 'idNum' ? driver() : car());
    form.tap('edit', { field });
    expect(form.data.editor).toMatchObject(editor);
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

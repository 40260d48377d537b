import { toDriverLicense } from '../../cloudfunctions/driverLicense/license';
import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import documentationCloud from '../fixtures/driverLicense/documentation-cloud.json';
import documentationWire from '../fixtures/driverLicense/documentation-wire.json';
import foreigner from '../fixtures/driverLicense/foreigner.json';
import longTerm from '../fixtures/driverLicense/long-term.json';
import sixYears from '../fixtures/driverLicense/six-years.json';
import { absentDriver as absent, driver, today } from '../helpers/licenses';

// documentation-*.json are the samples of WeChat's page 驾驶证识别 (2026), masked as they stand there; the
// other fixtures are invented.

const { alone, changed, doubts, expectLicense, expectRead, expectUnreadable } = driver;

describe('whole answers', () => {
  const specimen: DriverLicense = {
    idNum: '000000199001010018',
    name: '样本',
    sex: '男',
    nationality: '中国',
    address: '样本省样本市样本路0号',
    birthDate: '1990-01-01',
    issueDate: '2012-12-21',
    carClass: 'C1',
    carClasses: ['C1'],
    validFrom: '2024-12-21',
    validTo: '2030-12-21',
    officialSeal: '样本市公安局交通警察支队',
  };

  test('a licence comes out complete and without a doubt', () => {
    expectLicense(sixYears, specimen);
  });

  test('a licence without an end gives its whole period', () => {
    expectLicense(longTerm, {
      ...specimen,
      idNum: '00000019900101000X',
      sex: '女',
      issueDate: '2008-06-21',
      carClass: 'A1A2',
      carClasses: ['A1', 'A2'],
      validFrom: '2024-06-21',
      validTo: '长期',
    });
  });

  test('a foreigner’s number is not doubted', () => {
    expectLicense(foreigner, {
      ...specimen,
      idNum: 'SAMPLE000001',
      name: 'SAMPLE',
      nationality: '样本国',
      issueDate: '2022-06-21',
      validFrom: '2022-06-21',
      validTo: '2028-06-21',
    });
  });

  test.each([
    ['HTTPS', documentationWire],
    ['cloud, with mixed keys,', documentationCloud],
  ])('the %s sample of the documentation comes out complete', (_title, answer) => {
    expect(toDriverLicense(answer, '2020-07-01')).toStrictEqual({
      license: {
        idNum: '660601xxxxxxxx1234',
        name: '张三',
        sex: '男',
        nationality: '中国',
        address: '广东省东莞市xxxxx号',
        birthDate: '1990-12-21',
        issueDate: '2012-12-21',
        carClass: 'C1',
        carClasses: ['C1'],
        validFrom: '2018-07-06',
        validTo: '2020-07-01',
        officialSeal: 'xx市公安局公安交通管理局',
      },
      warnings: [{ field: 'idNum', code: 'ID_FORMAT' }],
      extra: {},
    });
  });

  test.each([
    ['nothing', {}],
    ['its envelope', { errcode: 0, errmsg: 'ok', errCode: 0, errMsg: 'ok' }],
    ['unknown keys', { plate_num: '粤B00000', car_classes: ['C1'] }],
  ])('an answer with %s holds no licence', (_title, answer) => {
    expect(toDriverLicense(answer, today)).toBeUndefined();
  });

  test('an answer that has keys but no values holds no licence', () => {
    expect(toDriverLicense({ name: '—', id_num: '', sex: null, car_class: '/' }, today)).toBe(
      undefined,
    );
    expect(toDriverLicense({ name: '—', sex: 'x' }, today)).toMatchObject({
      license: absent,
      warnings: [{ field: 'sex', code: 'UNREADABLE', text: 'x' }],
    });
  });

  test('carClasses is not a key of WeChat’s', () => {
    expect(changed({ car_classes: ['A1'] })).toMatchObject({
      license: { carClasses: ['C1'] },
      extra: { carClasses: ['A1'] },
    });
  });
});

describe('texts', () => {
  test.each(['name', 'nationality', 'address', 'officialSeal'] as const)(
    '%s is trimmed and otherwise word for word',
    (field) => {
      expectRead(field, ' 样⽇·ⅹ　（本）\n'.replace('ⅹ', ''), '样日·　（本）');
      const text = '样日 ＡＢ1，';
      expect(alone(field, ` ${text}\n`)).toMatchObject({ value: text, extra: {} });
    },
  );

  test.each(['idNum', 'carClass'] as const)('%s is trimmed and in ASCII', (field) => {
    expect(alone(field, '\u3000ｘＹ　１ ')).toMatchObject({ value: 'xY 1', extra: {} });
  });

  test.each(['sex', 'birthDate', 'issueDate', 'validFrom', 'validTo'] as const)(
    '%s keeps a text that it cannot read',
    (field) => {
      expectUnreadable(field, ' 样⽇Ｘ ', '样⽇Ｘ');
    },
  );

  const { carClasses: _, ...texts } = absent;
  test.each(Object.keys(texts) as (keyof DriverLicense)[])(
    '%s keeps what is not a text',
    (field) => {
      for (const value of [true, [], ['样本'], {}, { a: 1 }])
        expectUnreadable(field, value, JSON.stringify(value));
      for (const mark of ['', '-', '--', '无', null]) expectRead(field, mark, null);
    },
  );

  test('values may come with their positions', () => {
    const { errcode: _, errmsg: __, ...members } = sixYears;
    const wrapped = Object.fromEntries(
      Object.entries(members).map(([key, text]) => [key, { text, pos: { left_top: { x: 1 } } }]),
    );
    expect(toDriverLicense(wrapped, today)).toEqual(toDriverLicense(sixYears, today));
  });
});

describe('sex', () => {
  test.each([
    ['女', '女'],
    ['女性', '女'],
    ['性别：男', '男'],
    // As cards until 2013 have it.
    ['性别M&F男', '男'],
    [' ⼥ ', '女'],
  ])('%j is %s', (text, sex) => expectRead('sex', text, sex));

  test.each(['M', '性', '男女', '1', 'x'])('%s is unreadable', (text) =>
    expectUnreadable('sex', text),
  );
});

describe('identity number', () => {
  test.each<[Record<string, unknown>, Partial<DriverLicense>, string[]]>([
    [{ id_num: '00000019900101000x', sex: '女' }, { idNum: '00000019900101000X' }, []],
    [{ id_num: '000000199001010 018', nationality: '中 国' }, { nationality: '中国' }, []],
    [{ id_num: '证号000000199001010018' }, { idNum: '000000199001010018' }, []],
    [{ id_num: '000000199001010017' }, {}, ['idNum ID_CHECK_DIGIT']],
    [{ id_num: 'SAMPLE000001' }, {}, ['idNum ID_FORMAT']],
    [{ id_num: 'SAMPLE000001', nationality: '--' }, {}, ['idNum ID_FORMAT']],
    [{ id_num: 'SAMPLE000001', nationality: '样本国' }, {}, []],
    [{ id_num: '000000199001010017', nationality: '样本国' }, {}, ['idNum ID_CHECK_DIGIT']],
    [{ id_num: '000000199013010018', nationality: '样本国' }, {}, ['idNum ID_FORMAT']],
    [
      { id_num: '00000O199OO1010018', nationality: '样本国' },
      {},
      ['idNum ID_FORMAT → 000000199001010018'],
    ],
    [{ id_num: 'E1234567890123456', nationality: '样本国' }, {}, []],
    [{ id_num: 'E1234****', nationality: '样本国' }, {}, ['idNum MASKED']],
    [
      { id_num: 'SAMPLE000001', nationality: [] },
      { nationality: null },
      ['nationality UNREADABLE "[]"'],
    ],
    [{ birth_date: '1990-01-02' }, {}, ['birthDate BIRTH_DATE_MISMATCH with idNum']],
    [{ birth_date: '--' }, { birthDate: null }, []],
    [{ sex: '女' }, {}, ['sex SEX_MISMATCH with idNum']],
    [{ sex: '--' }, { sex: null }, []],
    // A doubtful number contradicts nothing.
    [
      { id_num: '000000199001010017', sex: '女', birth_date: '1990-01-02' },
      {},
      ['idNum ID_CHECK_DIGIT'],
    ],
    [{ id_num: '--', sex: '女', birth_date: '1990-01-02' }, { idNum: null }, []],
    [
      { nationality: '样本国', sex: '女', birth_date: '1990-01-02' },
      {},
      ['sex SEX_MISMATCH with idNum', 'birthDate BIRTH_DATE_MISMATCH with idNum'],
    ],
    // GA 2102: of a foreigner's number that begins with 9 only birth date and check digit are known.
    [
      { id_num: '900000199001010010', nationality: '样本国', sex: '女', birth_date: '1990-01-02' },
      {},
      ['birthDate BIRTH_DATE_MISMATCH with idNum'],
    ],
    [{ id_num: '900000199001010010', sex: '女' }, {}, ['sex SEX_MISMATCH with idNum']],
  ])('%j: %j, doubts %j', (changes, license, found) => {
    expect(changed(changes)).toMatchObject({ license });
    expect(doubts(changes)).toEqual(found);
  });

  test('a number of 18 digits may come as a number', () => {
    expect(changed({ id_num: { s: 1, e: 17, c: [0, 0] } })?.license.idNum).toBe('0'.repeat(18));
    // 110105194912310020 + X cannot: only digits travel as a number.
    expectRead('idNum', { s: 1, e: 17, c: [4405, 24188001010014] }, '440524188001010014');
  });
});

describe('car classes', () => {
  test.each<[text: string, carClass: string, carClasses: string[], doubt: object | undefined]>([
    ['Ｃ１，Ｄ', 'C1,D', ['C1', 'D'], undefined],
    ['C1（限）', 'C1(限)', ['C1'], undefined],
    ['C 1', 'C1', ['C1'], undefined],
    ['准驾车型C1', 'C1', ['C1'], undefined],
    ['c1d', 'C1D', ['C1', 'D'], undefined],
    ['c1x', 'c1x', [], {}],
    ['CI', 'CI', [], { suggestion: 'C1' }],
  ])('%s stands as %s and holds %j; doubt: %j', (car_class, carClass, carClasses, doubt) => {
    const result = changed({ car_class });
    expect(result?.license).toMatchObject({ carClass, carClasses });
    expect(result?.warnings).toEqual(
      doubt ? [{ field: 'carClass', code: 'CAR_CLASS_UNKNOWN', ...doubt }] : [],
    );
  });
});

describe('dates', () => {
  test.each(['birthDate', 'issueDate'] as const)(
    '%s may be today, tomorrow is a doubt',
    (field) => {
      expectRead(field, today, today);
      expect(alone(field, '2026-06-16')).toEqual({
        value: '2026-06-16',
        warnings: [{ field, code: 'DATE_IN_FUTURE' }],
        extra: {},
      });
    },
  );

  test('a renewed licence may start later', () => {
    expect(changed({ valid_from: '2026-06-16', valid_to: '2032-06-16' })?.warnings).toEqual([]);
  });

  test.each([
    ['1990-01-02', []],
    ['1990-01-01', ['issueDate DATE_ORDER with birthDate']],
    ['--', []],
  ])('born on 1990-01-01 and licensed on %s: doubts %j', (issue_date, found) => {
    expect(doubts({ issue_date })).toEqual(found);
  });

  test('no licence is valid before the first one was issued', () => {
    const dates = { issue_date: '2024-12-21', valid_from: '2024-12-20' };
    expect(doubts(dates)).toEqual(['validFrom DATE_ORDER with issueDate']);
    expect(doubts({ ...dates, valid_from: '2024-12-21' })).toEqual([]);
  });

  test.each([
    [{ birth_date: '1890-01-01', id_num: '' }, ['birthDate UNUSUAL_TEXT → 1990-01-01']],
    [{ issue_date: '1012-12-21', birth_date: '' }, ['issueDate UNUSUAL_TEXT → 2012-12-21']],
    [{ valid_to: '3030-12-21' }, ['validTo UNUSUAL_TEXT → 2030-12-21']],
  ])('%j has dates that no card can have: doubts %j', (changes, found) => {
    expect(doubts(changes)).toEqual(found);
  });

  test('a birth date that is absent contradicts no issue date', () => {
    expect(changed({ birth_date: null, issue_date: '1980-01-01' })?.warnings).toEqual([]);
  });

  const order = { field: 'validTo', code: 'DATE_ORDER', with: 'validFrom' };
  const expired = { field: 'validTo', code: 'EXPIRED' };
  test.each<[string | null, string | null, string | null, string | null, unknown[]]>([
    ['2024-12-21', '2030-12-21', '2024-12-21', '2030-12-21', []],
    ['2020-06-15', today, '2020-06-15', today, []],
    ['2020-06-14', '2026-06-14', '2020-06-14', '2026-06-14', [expired]],
    ['2030-12-21', '2030-12-20', '2030-12-21', '2030-12-20', [order]],
    ['2030-12-21', '2030-12-21', '2030-12-21', '2030-12-21', []],
    ['2024-12-21', '2020-12-21', '2024-12-21', '2020-12-21', [order, expired]],
    [null, '2020-12-21', null, '2020-12-21', [expired]],
    ['2024-12-21', null, '2024-12-21', null, []],
    ['2024-12-21', '长期', '2024-12-21', '长期', []],
    ['2024-12-21', '2024-12-21 2030-12-21', '2024-12-21', '2030-12-21', []],
    ['有效期限2024-06-21 2030-06-21', null, '2024-06-21', '2030-06-21', []],
    ['2024-06-21至', '有效期至2030-06-21', '2024-06-21', '2030-06-21', []],
    [null, '长期', null, '长期', []],
    ['2024-12-21', '6年', '2024-12-21', '2030-12-21', []],
    ['2024-06-21至2030-06-21', null, '2024-06-21', '2030-06-21', []],
    ['2024-06-21至2030-06-21', '2030-06-21', '2024-06-21', '2030-06-21', []],
  ])(
    'from %s to %s is from %s to %s, doubts %j',
    (valid_from, valid_to, validFrom, validTo, warnings) => {
      expect(changed({ valid_from, valid_to })).toMatchObject({
        license: { validFrom, validTo },
        warnings,
        extra: {},
      });
    },
  );

  test('a term without a start is unreadable', () => {
    for (const valid_from of [null, '长期', '2024-02-30']) {
      const result = changed({ valid_from, valid_to: '6年' });
      expect(result?.license).toMatchObject({ validFrom: null, validTo: null });
      expect(result?.warnings).toContainEqual({
        field: 'validTo',
        code: 'UNREADABLE',
        text: '6年',
      });
    }
  });

  test('a range whose end is unreadable is kept whole', () => {
    expect(changed({ valid_from: '2024-06-21至2030-02-30', valid_to: null })).toMatchObject({
      license: { validFrom: null, validTo: null },
      warnings: [{ field: 'validFrom', code: 'UNREADABLE', text: '2024-06-21至2030-02-30' }],
      extra: {},
    });
  });

  test.each([
    ['2030-06-20', '2030-06-20', []],
    ['x', null, [{ field: 'validTo', code: 'UNREADABLE', text: 'x' }]],
  ])(
    'a range whose end is not taken, since validTo says %s, stays in extra',
    (valid_to, validTo, warnings) => {
      expect(changed({ valid_from: '2024-06-21至2030-06-21', valid_to })).toMatchObject({
        license: { validFrom: '2024-06-21', validTo },
        warnings,
        extra: { validFrom: '2024-06-21至2030-06-21' },
      });
    },
  );

  test('a range in validTo whose start validFrom contradicts stays in extra', () => {
    expect(changed({ valid_to: '2023-12-21至2030-12-21' })).toMatchObject({
      license: { validFrom: '2024-12-21', validTo: '2030-12-21' },
      warnings: [],
      extra: { validTo: '2023-12-21至2030-12-21' },
    });
  });

  test.each([
    ['birth_date', '199O-O1-01', 'birthDate', '1990-01-01'],
    ['valid_from', '2O24-12-21至2030-l2-21', 'validFrom', '2024-12-21至2030-12-21'],
    ['valid_to', '2030-12-2l', 'validTo', '2030-12-21'],
    ['valid_to', '2O24-12-21 长期', 'validTo', '2024-12-21至长期'],
  ])('%s %s is unreadable, but likely for %s: %s', (key, text, field, suggestion) => {
    expect(doubts({ [key]: text })).toEqual([`${field} UNREADABLE "${text}" → ${suggestion}`]);
  });

  test('two ranges, a term and an unknown key all find their place', () => {
    expect(
      changed({ valid_from: '2023-06-21', validFrom: '2024-06-21至2030-06-21', valid_to: '10年' }),
    ).toMatchObject({
      license: { validFrom: '2024-06-21', validTo: '2034-06-21' },
      extra: { validFrom: '2024-06-21至2030-06-21', valid_from: '2023-06-21' },
    });
  });
});

import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import bothPages from '../fixtures/vehicleLicense/both-pages.json';
import documentationCloud from '../fixtures/vehicleLicense/documentation-cloud.json';
import documentationWire from '../fixtures/vehicleLicense/documentation-wire.json';
import oldAnswer from '../fixtures/vehicleLicense/old-answer.json';
import secondPage from '../fixtures/vehicleLicense/second-page.json';
import { absentVehicle as absent, expecting, today } from '../helpers/licenses';

// documentation-*.json are the samples of WeChat's page 行驶证识别 (2026), masked as they stand there; the
// other fixtures are invented.

const fields = Object.keys(absent) as (keyof VehicleLicense)[];
const { alone, changed, doubts, expectLicense, expectRead, expectUnreadable } = expecting(
  toVehicleLicense,
  absent,
  bothPages,
  ['owner', 'addr'],
);

const corners = (x: number, y: number) => ({
  leftTop: { x, y },
  rightTop: { x: x + 880, y },
  rightBottom: { x: x + 880, y: y + 600 },
  leftBottom: { x, y: y + 600 },
});

describe('whole answers', () => {
  test('both pages come out complete and without a doubt', () => {
    expectLicense(bothPages, {
      plateNum: '粤B00000',
      vehicleType: '小型轿车',
      owner: '样本',
      addr: '样本省样本市样本路0号',
      useCharacter: '非营运',
      model: '样本牌YB0000',
      vin: 'LSAMPLE0300000001',
      engineNum: 'YB000001',
      registerDate: '2020-02-29',
      issueDate: '2020-03-01',
      plateNumB: '粤B00000',
      record: '440000000001',
      passengersNum: 5,
      totalQuality: 1950,
      prepareQuality: 1495,
      leadQuality: null,
      overallSize: { length: 4600, width: 1800, height: 1450 },
      cardPositionFront: corners(60, 40),
      cardPositionBack: corners(60, 700),
      imgSize: { w: 1000, h: 1400 },
    });
  });

  test('the second page alone gives the plate too', () => {
    expectLicense(secondPage, {
      plateNum: '粤B00000',
      plateNumB: '粤B00000',
      record: '440000000001',
      passengersNum: 5,
      totalQuality: 1950,
      prepareQuality: 1495,
      overallSize: { length: 4600, width: 1800, height: 1450 },
      cardPositionBack: corners(60, 40),
      imgSize: { w: 1000, h: 700 },
    });
  });

  test('an answer of old, with other names and a position for each text, comes out complete', () => {
    expectLicense(oldAnswer, {
      plateNum: '粤BD0000',
      vehicleType: '重型半挂牵引车',
      owner: '样本运输',
      addr: '样本省样本市样本路0号',
      useCharacter: '货运',
      model: '样本牌YB0001',
      vin: 'LSAMPLE0500000002',
      engineNum: 'YB000002',
      registerDate: '2019-07-06',
      issueDate: '2019-07-10',
      plateNumB: '粤BD0000',
      record: '440000000002',
      passengersNum: 2,
      totalQuality: 18000,
      prepareQuality: 8800,
      leadQuality: 38000,
      overallSize: { length: 7000, width: 2550, height: 3900 },
    });
  });

  const documented = {
    vehicleType: '小型普通客车',
    owner: '东莞市xxxxx机械厂',
    addr: '广东省东莞市xxxxx号',
    useCharacter: '非营运',
    model: '江淮牌HFCxxxxxxx',
    vin: 'LJ166xxxxxxxx51',
    engineNum: 'J3xxxxx3',
    registerDate: '2018-07-06',
    issueDate: '2018-07-01',
    plateNum: '粤xxxxx',
    plateNumB: '粤xxxxx',
    record: '441xxxxxx3',
    passengersNum: 7,
    totalQuality: 2700,
    prepareQuality: 1995,
  };

  test('the HTTPS sample of the documentation has doubts about its masked forms, and about its dates, which are reversed', () => {
    expectLicense(
      documentationWire,
      {
        ...documented,
        overallSize: { length: 4582, width: 1795, height: 1458 },
        cardPositionFront: {
          leftTop: { x: 119, y: 2925 },
          rightTop: { x: 1435, y: 2887 },
          rightBottom: { x: 1435, y: 3793 },
          leftBottom: { x: 119, y: 3831 },
        },
        cardPositionBack: {
          leftTop: { x: 1523, y: 2849 },
          rightTop: { x: 2898, y: 2887 },
          rightBottom: { x: 2927, y: 3831 },
          leftBottom: { x: 1523, y: 3831 },
        },
        imgSize: { w: 3120, h: 4208 },
      },
      [
        { field: 'plateNum', code: 'PLATE_FORMAT' },
        { field: 'vin', code: 'VIN_FORMAT' },
        { field: 'issueDate', code: 'DATE_ORDER', with: 'registerDate' },
        { field: 'plateNumB', code: 'PLATE_FORMAT' },
      ],
    );
  });

  test('the cloud sample of the documentation loses its look-alike radical, and its one plate is doubted once', () => {
    expect(documentationCloud.vehicleType).toBe('小型普通客\u2ecb');
    expectLicense(documentationCloud, documented, [
      { field: 'plateNum', code: 'PLATE_FORMAT' },
      { field: 'vin', code: 'VIN_FORMAT' },
      { field: 'issueDate', code: 'DATE_ORDER', with: 'registerDate' },
    ]);
  });

  test.each([
    ['nothing', {}],
    ['its envelope', { errcode: 0, errmsg: 'ok', errCode: 0, errMsg: 'ok' }],
    ['unknown keys', { result: 'x', id_num: '000000199001010018' }],
  ])('an answer with %s holds no licence', (_title, answer) => {
    expect(toVehicleLicense(answer, today)).toBeUndefined();
  });

  test.each([...fields, 'vhicleType', 'totalprepareQualityQuality', 'plate_num_b', 'img_size'])(
    'an answer with %s alone is a licence only if it has a value, and is about the card',
    (key) => {
      const photo = { cardPositionFront: { pos: corners(0, 0) }, imgSize: { w: 1, h: 2 } };
      for (const mark of ['', '--', '—', null])
        expect(toVehicleLicense({ ...photo, [key]: mark }, today)).toBeUndefined();
      const isOfCard = !/position|size$/i.test(key) || key === 'overallSize';
      expect(toVehicleLicense({ [key]: 'x' }, today) !== undefined).toBe(isOfCard);
      expect(toVehicleLicense({ [key]: [] }, today) !== undefined).toBe(isOfCard);
    },
  );
});

describe('texts', () => {
  const words = ['vehicleType', 'owner', 'addr', 'useCharacter', 'model'] as const;
  const codes = ['plateNum', 'vin', 'engineNum', 'plateNumB', 'record'] as const;
  const read = ['registerDate', 'issueDate', 'passengersNum', 'totalQuality'] as const;
  const readToo = ['prepareQuality', 'leadQuality', 'overallSize'] as const;
  const structures = ['cardPositionFront', 'cardPositionBack', 'imgSize'] as const;

  test('these are all fields', () => {
    const groups = [...words, ...codes, ...read, ...readToo, ...structures];
    expect([...groups].sort()).toEqual([...fields].sort());
  });

  describe.each(fields)('%s', (field) => {
    test.each([
      ...['', '-', '--', '无', ' ', '\u3000--\u3000', '⽆', null, undefined],
      ...['—', '——', '– –', '／', '/ /', ' 无 ', '无\u3000', '－'],
    ])('is absent where the text is %j', (mark) => {
      expectRead(field, mark, null);
    });

    test.each([[true], [false], [[]], [['样本']], [{}], [{ s: 1 }], [{ s: 1, e: 0, c: ['x'] }]])(
      'is unreadable where the value is %j, which is kept as JSON',
      (value) => {
        expectUnreadable(field, value, JSON.stringify(value));
      },
    );
  });

  test.each(words)('%s is trimmed and otherwise word for word', (field) => {
    const text = ' \u3000小型 ＡＢ１·x，普通客⻋\n';
    for (const value of [text, { text, pos: { x: 1 } }])
      expectRead(field, value, '小型 ＡＢ１·x，普通客车');
  });

  test.each(codes)('%s is trimmed and in ASCII, in the case it had', (field) => {
    expect(alone(field, '\u3000ＡＢｘ　１２－ ')).toMatchObject({ value: 'ABx 12-', extra: {} });
    expect(alone(field, '－')).toMatchObject({ value: null, warnings: [] });
  });

  test.each([...words, ...codes])('%s takes a number for text', (field) => {
    expect(alone(field, 0)).toMatchObject({ value: '0' });
    expect(alone(field, 441000000003)).toMatchObject({ value: '441000000003' });
    // 441000000003123456789, as json-bigint and the SDK hand it over.
    const innards = { s: 1, e: 20, c: [4410000, 3123456789] };
    for (const value of [innards, { text: innards, pos: {} }])
      expect(alone(field, value)).toMatchObject({ value: '441000000003123456789', extra: {} });
  });

  test.each([...read, ...readToo])('%s keeps a text that it cannot read', (field) => {
    expectUnreadable(field, ' 样本⻋Ｘ \n', '样本⻋Ｘ');
    expectUnreadable(field, { text: '样本', pos: {} }, '样本');
    expectUnreadable(field, { text: ['样本'] }, '["样本"]');
    expectUnreadable(field, -5, '-5');
    expectUnreadable(field, 1e21, '1e+21');
    expectUnreadable(field, '9'.repeat(65));
  });

  test('members beside text and pos stay, with the whole value', () => {
    const value = { text: '样本', pos: {}, score: 0.5 };
    expectRead('owner', value, '样本', { owner: value });
    const empty = { text: '-', score: 0.5 };
    expectRead('owner', empty, null, { owner: empty });
  });

  const nest = (depth: number) => {
    let deep: unknown[] = [];
    for (let level = 1; level < depth; level++) deep = [deep];
    return deep;
  };

  test('a value of a hundred levels is text', () => {
    expectUnreadable('owner', nest(100), '['.repeat(100) + ']'.repeat(100));
  });

  test.each([101, 200_000])('values of %i levels stay in extra', (depth) => {
    const answer = { vehicleType: nest(depth), vhicleType: nest(depth), addr: '样本' };
    const result = toVehicleLicense(answer, today);
    expect(result?.license).toEqual({ ...absent, addr: '样本' });
    expect(result?.warnings).toEqual([{ field: 'vehicleType', code: 'UNREADABLE' }]);
    expect(Object.keys(result?.extra ?? {})).toEqual(['vehicleType', 'vhicleType']);
    expect(result?.extra.vehicleType === answer.vehicleType).toBe(true);
    expect(result?.extra.vhicleType === answer.vhicleType).toBe(true);
  });
});

describe('keys', () => {
  test.each(['plate_num_b', 'plateNumB', 'plateNum_b', 'plate_numB', 'PLATE_NUM_B', 'PlateNumB'])(
    '%s is plateNumB',
    (key) => {
      const plates = { plateNum: '粤B00000', plateNumB: '粤B11111' };
      expectLicense({ plate_num: plates.plateNum, [key]: plates.plateNumB }, plates, [
        { field: 'plateNumB', code: 'PLATE_MISMATCH', with: 'plateNum' },
      ]);
    },
  );

  test.each(['vhicleType', 'vhicle_type'])(
    '%s is the vehicle type where there is no other',
    (key) => {
      const [other, own] = [{ vehicleType: '轿车' }, { vehicleType: '小型轿车' }];
      expectLicense({ [key]: '轿车' }, other);
      expectLicense({ [key]: '轿车', vehicleType: '无' }, other);
      expectLicense({ [key]: '轿车', vehicle_type: ' 轿⻋' }, other);
      expectLicense({ [key]: '轿车', vehicleType: '小型轿车' }, own, [], { vhicleType: '轿车' });
      const unreadable = { field: 'vehicleType', code: 'UNREADABLE', text: '[]' } as const;
      expectLicense({ [key]: '轿车', vehicle_type: [] }, {}, [unreadable], { vhicleType: '轿车' });
    },
  );

  test.each(['totalprepareQualityQuality', 'totalprepare_quality_quality'])(
    '%s is the prepared mass where there is no other',
    (key) => {
      const read = { prepareQuality: 1995 };
      expectLicense({ [key]: '1995kg' }, read);
      expectLicense({ [key]: '1995', prepare_quality: '1995kg' }, read);
      expectLicense({ [key]: '1996kg', prepare_quality: '1995kg' }, read, [], {
        totalprepareQualityQuality: '1996kg',
      });
      expectLicense({ [key]: 'x' }, {}, [
        { field: 'prepareQuality', code: 'UNREADABLE', text: 'x' },
      ]);
    },
  );

  test.each([
    [
      'the camelCase one counts',
      { plate_num: '粤B·11111', plateNum: '粤B22222' },
      { plateNum: '粤B·11111' },
    ],
    ['one that says the same is dropped', { plate_num: '粤B·22222', plateNum: '粤B22222' }, {}],
    [
      'one as unreadable as the first stays',
      { owner: '样本', register_date: 'x', registerDate: ' x ' },
      { registerDate: 'x' },
    ],
    [
      'one that cannot be read stays',
      { total_quality: 'x', totalQuality: '1' },
      { totalQuality: 'x' },
    ],
    [
      'all that differ stay',
      { plate_num: '粤B11111', plate_Num: '粤B33333', plateNum: '粤B22222' },
      { plateNum: '粤B11111', plate_Num: '粤B33333' },
    ],
    [
      'unknown ones all stay',
      { owner: '样本', new_key: 1, newKey: 2, new_Key: 3 },
      { newKey: 2, new_key: 1, new_Key: 3 },
    ],
    [
      'the envelope’s are dropped, whatever is in them',
      { owner: '样本', errcode: 0, errmsg: 'ok', errCode: 1, errMsg: { a: 1 } },
      {},
    ],
  ])('of several spellings of one key %s', (_title, answer, extra) => {
    const result = toVehicleLicense(answer, today);
    expect(result?.extra).toEqual(extra);
    if ('plateNum' in answer) expect(result?.license.plateNum).toBe('粤B22222');
    if ('registerDate' in answer)
      expect(result?.warnings).toEqual([{ field: 'registerDate', code: 'UNREADABLE', text: 'x' }]);
  });

  test('a spelling without a value is dropped beside one that has it', () => {
    const answer = { vehicleType: '轿车', vhicleType: '无', vin: '', VIN: 'LSAMPLE0300000001' };
    expectLicense(answer, { vehicleType: '轿车', vin: 'LSAMPLE0300000001' });
  });

  test('unknown keys stay, in camelCase, and their values untouched', () => {
    const nested = { some_key: [' ｘ ', null, { deep_key: '⻋' }] };
    const answer = { owner: '样本', new_key: nested, otherKey: '--', empty_key: '', nil: null };
    const extra = toVehicleLicense(answer, today)?.extra;
    expect(extra).toStrictEqual({ newKey: nested, otherKey: '--', emptyKey: '', nil: null });
    expect(extra?.newKey).toBe(nested);
  });

  test('keys that JavaScript treats in its own way are keys like others', () => {
    const answer = JSON.parse(
      '{"owner":"样本","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x","hasOwnProperty":"y"}',
    );
    const extra = toVehicleLicense(answer, today)?.extra ?? {};
    expect(Object.getPrototypeOf(extra)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(JSON.stringify(extra)).toBe(
      '{"constructor":{"prototype":{"polluted":1}},"toString":"x","hasOwnProperty":"y","Proto__":{"polluted":1}}',
    );
  });

  test('a key that would set the prototype is kept as a key', () => {
    const answer = JSON.parse('{"owner":"样本","Proto__":1,"__proto__":{"polluted":1}}');
    const extra = toVehicleLicense(answer, today)?.extra ?? {};
    expect(Object.getPrototypeOf(extra)).toBe(Object.prototype);
    expect(JSON.stringify(extra)).toBe('{"Proto__":1,"__proto__":{"polluted":1}}');
  });
});

describe('plates', () => {
  test.each<[string, Record<string, unknown>, [unknown, unknown], string[]]>([
    [
      'a different second one is doubted',
      { plate_num_b: '粤B11111' },
      ['粤B00000', '粤B11111'],
      ['plateNumB PLATE_MISMATCH with plateNum'],
    ],
    [
      'a second one without form is doubted twice',
      { plate_num_b: '粤xxxxx' },
      ['粤B00000', '粤xxxxx'],
      ['plateNumB PLATE_FORMAT', 'plateNumB PLATE_MISMATCH with plateNum'],
    ],
    [
      'another writing is the same',
      { plate_num_b: '粤Ｂ·０００００' },
      ['粤B00000', '粤B00000'],
      [],
    ],
    ['a first page alone is not compared', { plate_num_b: '--' }, ['粤B00000', null], []],
    ['a second page alone gives both', { plate_num: '--' }, ['粤B00000', '粤B00000'], []],
    [
      'a masked one stays as it is',
      { plate_num: '粤b0000o', plate_num_b: null },
      ['粤b0000o', null],
      ['plateNum PLATE_FORMAT'],
    ],
    [
      'the second does not replace an unreadable one',
      { plate_num: [] },
      [null, '粤B00000'],
      ['plateNum UNREADABLE "[]"'],
    ],
    [
      'an unreadable second one is not taken',
      { plate_num: null, plate_num_b: [] },
      [null, null],
      ['plateNumB UNREADABLE "[]"'],
    ],
    [
      'an unreadable second one is not compared',
      { plate_num_b: [] },
      ['粤B00000', null],
      ['plateNumB UNREADABLE "[]"'],
    ],
  ])('%s', (_title, changes, [plateNum, plateNumB], found) => {
    expect(changed(changes)).toMatchObject({ license: { plateNum, plateNumB } });
    expect(doubts(changes)).toEqual(found);
  });
});

describe('VIN', () => {
  test.each([
    ['LSAMPLE0300000001', 'LSAMPLE0300000001'],
    ['lsample0300000001', 'LSAMPLE0300000001'],
    ['ＬＳＡＭＰＬＥ０３０００００００１', 'LSAMPLE0300000001'],
    ['LSAMPLE0400000001', 'LSAMPLE0400000001', 'vin VIN_CHECK_DIGIT'],
    ['LSAMPLEO3OOOOOOOI', 'LSAMPLEO3OOOOOOOI', 'vin VIN_FORMAT → LSAMPLE0300000001'],
    ['LJ166xxxxxxxx51', 'LJ166xxxxxxxx51', 'vin VIN_FORMAT'],
    ['LSAMPLE 0300000001', 'LSAMPLE0300000001'],
    ['1M8GDM9AXKP0 42788', '1M8GDM9AXKP042788'],
    ['1M8GDM9A\u2169KP042788', '1M8GDM9A\u2169KP042788', 'vin VIN_FORMAT → 1M8GDM9AXKP042788'],
  ])('%s stands as %s, with the doubt %s', (text, vin, ...found) => {
    expect(changed({ vin: text })).toMatchObject({ license: { vin } });
    expect(doubts({ vin: text })).toEqual(found);
  });
});

describe('dates', () => {
  test.each(['registerDate', 'issueDate'] as const)(
    '%s may be today, tomorrow is a doubt',
    (field) => {
      expectRead(field, today, today);
      expect(alone(field, '2026年6月16日')).toEqual({
        value: '2026-06-16',
        warnings: [{ field, code: 'DATE_IN_FUTURE' }],
        extra: {},
      });
      for (const text of ['２０１８．０７．０６', '2018年7⽉6⽇', 20180706])
        expectRead(field, text, '2018-07-06');
      expectUnreadable(field, '2018-02-30');
    },
  );

  test.each([
    ['2020-03-02', '2020-03-01', ['issueDate DATE_ORDER with registerDate']],
    ['2020-03-01', '2020-03-01', []],
    ['2020-03-02', '2030-03-01', ['issueDate DATE_IN_FUTURE']],
    ['2020-03-02', '--', []],
    ['2020-02-30', '2020-03-01', ['registerDate UNREADABLE "2020-02-30"']],
  ])('registered on %s and issued on %s: doubts %j', (register_date, issue_date, found) => {
    expect(doubts({ register_date, issue_date })).toEqual(found);
  });
});

describe('amounts', () => {
  const masses = ['totalQuality', 'prepareQuality', 'leadQuality'] as const;
  const size = { length: 4582, width: 1795, height: 1458 };
  type Fields = readonly (keyof VehicleLicense)[];

  describe.each<[Fields, unknown, unknown[]]>([
    [['passengersNum'], 7, ['7人', '7', '7 人', '７人', '7⼈', 7]],
    [['passengersNum'], 0, [0, '0']],
    [['passengersNum'], 55, ['55人']],
    [
      masses,
      2700,
      ['2700kg', '2,700 KG', '2700千克', '2700公斤', '2700公⽄', '2700', '2700 Kg', '2700㎏'],
    ],
    [masses, 2700, ['２，７００ＫＧ', ' 2700 kg ', 2700, { text: 2700, pos: {} }]],
    [masses, 1234567, ['1,234,567kg']],
    [masses, 0, ['0kg', 0]],
    [masses, 7, ['007kg']],
    [masses, 999999999999999, ['999999999999999']],
    [
      ['overallSize'],
      size,
      ['4582x1795x1458mm', '4582×1795×1458mm', '4582X1795X1458MM', '4582*1795*1458'],
    ],
    [['overallSize'], size, ['4582 x 1795 x 1458 mm', '4582 1795 1458', '4582mm×1795mm×1458mm']],
    [
      ['overallSize'],
      size,
      ['４５８２ｘ１７９５＊１４５８ｍｍ', '4582×1795×1458毫米', '  4582x1795x1458mm\n'],
    ],
  ])('%j: %j', (names, value, texts) => {
    test.each(texts)('is %j', (text) => {
      for (const field of names) expectRead(field, text, value);
    });
  });

  describe.each<[Fields, unknown[]]>([
    [['passengersNum'], ['7座', '2+3人', '七人', '7.5', '-7', '7人7人', '人', '7kg']],
    [
      masses,
      ['2.7吨', '2.7t', '2700g', '2700人', '2700kg 整备', '约2700kg', '2700kg/1995kg', '2,70kg'],
    ],
    [
      masses,
      ['27,00kg', ',700kg', '2 700kg', '2.700kg', '-2700kg', '+2700kg', '二千七百kg', '1e3kg'],
    ],
    [masses, ['0x10', 'kg', '9999999999999999', 'Infinity', 2700.5, -1, 1e16]],
    [
      ['overallSize'],
      ['4582x1795', '4582x1795x1458x1mm', '4582x1795x1458cm', '4582x1795xmm', '长4582宽1795高1458'],
    ],
    [['overallSize'], ['4.582x1.795x1.458m', '-4582x1795x1458', '4582179514', '4582xx1795x1458']],
    [['overallSize'], ['xxxx×1795×1458mm', '9999999999999999x1x1']],
  ])('%j', (names, values) => {
    test.each(values)('cannot be %j', (value) => {
      for (const field of names) expectUnreadable(field, value, String(value));
    });
  });

  test.each([
    ['1950kg', '1951kg', ['prepareQuality MASS_ORDER with totalQuality']],
    ['1950kg', '1950kg', ['prepareQuality MASS_ORDER with totalQuality']],
    ['1950kg', '1949kg', []],
    ['1950kg', '--', []],
    ['--', '1950kg', []],
    ['0', '1', ['prepareQuality MASS_ORDER with totalQuality']],
  ])('a total of %s with %s prepared: doubts %j', (total_quality, prepare_quality, found) => {
    expect(doubts({ total_quality, prepare_quality })).toEqual(found);
  });
});

describe('look-alikes and words around a value', () => {
  const suggested: [keyof VehicleLicense, text: string, suggestion: string | undefined][] = [
    ['registerDate', '2O18-07-O6', '2018-07-06'],
    ['registerDate', '2018午7月6曰', '2018-07-06'],
    ['registerDate', '2018-02-3O', undefined],
    ['registerDate', 'IOOO-IO-IO', undefined],
    // Another field's label: more likely another field's date.
    ['registerDate', '发证日期2018-07-06', undefined],
    ['totalQuality', '27OOkg', '2700kg'],
    ['totalQuality', '2700k9', '2700kg'],
    ['totalQuality', '2,7OO kg', '2,700kg'],
    // A k may be lost as well.
    ['totalQuality', '2700g', undefined],
    ['totalQuality', '2Xkg', undefined],
    ['overallSize', '4582xl795x1458mm', '4582x1795x1458mm'],
    ['overallSize', '4582x1795x1458mn', '4582x1795x1458mm'],
    ['overallSize', '4582\u21691795\u21691458mm', '4582x1795x1458mm'],
    ['overallSize', '4582x1795x1458cm', undefined],
    ['passengersNum', 'S人', '5人'],
    ['passengersNum', '5入', '5人'],
    ['passengersNum', 'X人', undefined],
  ];
  test.each(suggested)('%s %s is unreadable, and likely %s', (field, text, suggestion) => {
    expectUnreadable(field, text, text, suggestion && { suggestion });
    if (suggestion) expect(alone(field, suggestion)).toMatchObject({ warnings: [] });
  });

  test.each<[keyof VehicleLicense, text: string, value: unknown]>([
    ['registerDate', '注册日期：2018-07-06', '2018-07-06'],
    ['registerDate', '2018-07-06 注册⽇期', '2018-07-06'],
    ['registerDate', '注册日期', null],
    ['plateNum', '号牌号码 粤B·12345', '粤B12345'],
    ['vin', '车辆识别代号LSAMPLE0300000001', 'LSAMPLE0300000001'],
    ['vehicleType', '车辆类型：小型 轿⻋', '小型轿车'],
    ['useCharacter', '非 营运', '非营运'],
    ['record', '4400 0000 0001', '440000000001'],
    ['record', '4400 xxxx', '4400 xxxx'],
    ['engineNum', 'YB 000001', 'YB 000001'],
    ['totalQuality', '总质量2700kg', 2700],
    ['totalQuality', '2700kg-', 2700],
    ['passengersNum', '驾驶室3人', 3],
    ['passengersNum', '驾驶室(前排2人)', 2],
  ])('%s %s is %j, without a doubt', (field, text, value) => expectRead(field, text, value));

  test.each(['前排2人后排3人', '驾驶室前排2人，后排3人'])('%s is added up and doubted', (text) => {
    expect(alone('passengersNum', text)).toEqual({
      value: 5,
      warnings: [{ field: 'passengersNum', code: 'UNREADABLE', text }],
      extra: {},
    });
  });
});

describe('vocabularies', () => {
  // The names of GA/T 16.4, as public lists have them (code by code in terms.ts's sources).
  const sized = (sizes: string, structures: string) =>
    [...sizes].flatMap((size) => structures.split(' ').map((name) => `${size}型${name}`));
  const bodies = '厢式 罐式 平板 自卸 仓栅式 普通 栏板';
  const tipping = '厢式自卸 罐式自卸 平板自卸 集装箱自卸 仓栅式自卸';
  const built = (list: string, end: string) => list.replace(/(?= |$)/g, end);
  const types = [
    ...sized('大中', '普通客车 双层客车 卧铺客车 铰接客车 越野客车 轿车 专用客车 专用校车'),
    ...sized('小微', '普通客车 越野客车 轿车 面包车'),
    ...sized('小', '专用客车 专用校车 旅居车'),
    ...sized('大中小微', '客车'),
    ...sized('重中轻', '半挂牵引车 全挂牵引车 牵引车 集装箱车 集装厢车 专门用途货车'),
    ...sized('重中轻微', built(`${bodies} 封闭 封闭式 特殊结构`, '货车')),
    ...sized('重中轻微', `货车 车辆运输车 多用途货车 ${built('特殊结构自卸 集装厢自卸', '货车')}`),
    ...sized('重中轻', built(tipping, '货车')),
    ...sized('大中小微重轻', '专项作业车 载货专项作业车 非载货专项作业车'),
    ...sized('重中轻', built(`${bodies} ${tipping} 集装箱 旅居 专项作业自卸`, '全挂车')),
    ...sized('重中轻', built('专项作业 特殊用途 特殊用途自卸', '全挂车')),
    ...sized('重中轻', built(`${bodies} ${tipping} 集装箱 旅居 专项作业自卸`, '半挂车')),
    ...sized('重中轻', built('专项作业 低平板 低平板自卸 特殊结构 特殊结构自卸', '半挂车')),
    ...sized('重中轻', '车辆运输半挂车 中置轴旅居挂车 中置轴车辆运输车 中置轴普通挂车'),
    ...sized('重中轻', '中置轴车辆运输挂车 半挂车 全挂车 特殊结构自卸挂车'),
    ...'普通低速货车 栏板低速货车 厢式低速货车 罐式低速货车 自卸低速货车 仓栅式低速货车 低速货车'.split(
      ' ',
    ),
    ...'厢式自卸低速货车 罐式自卸低速货车 无轨电车 有轨电车 三轮汽车 轿车'.split(' '),
    ...'普通正三轮摩托车 轻便正三轮摩托车 正三轮载客摩托车 正三轮载货摩托车 侧三轮摩托车'.split(
      ' ',
    ),
    ...'普通二轮摩托车 轻便二轮摩托车 二轮摩托车 三轮摩托车 手扶拖拉机 手扶变形运输机'.split(' '),
    ...'大型轮式拖拉机 小型轮式拖拉机 轮式装载机械 轮式挖掘机械 轮式平地机械 其他 其它'.split(' '),
  ];
  // GA/T 24.3, A to U.
  const uses =
    '非营运 公路客运 公交客运 出租客运 旅游客运 货运 租赁 警用 消防 救护 工程救险 营转非 出租转非 教练 幼儿校车 小学生校车 ' +
    '初中生校车 其他校车 危化品运输 中小学生校车 预约出租客运 预约出租转非 营运 工程抢险 危险品运输';

  test('no term of a public list is doubted', () => {
    const doubted = (key: string, terms: string[]) =>
      terms.filter((term) => changed({ [key]: term })?.warnings.length);
    expect(types.length).toBeGreaterThan(250);
    expect(doubted('vehicle_type', types)).toEqual([]);
    expect(doubted('use_character', uses.split(' '))).toEqual([]);
  });

  test.each([
    ['vehicle_type', '轻型平板贷车', '轻型平板货车'],
    ['vehicle_type', '小型 桥车', '小型轿车'],
    ['vehicle_type', '重型集装箱半技车', '重型集装箱半挂车'],
    // No look-alike, two of them, and more than one term.
    ['vehicle_type', '小型新车', undefined],
    ['vehicle_type', '轻刑平板贷车', undefined],
    ['vehicle_type', '样本车', undefined],
    ['use_character', '菲营运', '非营运'],
    ['use_character', '贷运', '货运'],
    ['use_character', '样本', undefined],
  ])('%s %s is doubted, and likely %s', (key, text, suggestion) => {
    const field = key === 'vehicle_type' ? 'vehicleType' : 'useCharacter';
    const code = key === 'vehicle_type' ? 'VEHICLE_TYPE_UNKNOWN' : 'USE_CHARACTER_UNKNOWN';
    const result = changed({ [key]: text });
    expect(result?.license[field]).toBe(text);
    expect(result?.warnings).toEqual([{ field, code, ...(suggestion && { suggestion }) }]);
  });

  test.each(['', 'xx', 'K33小型轿车', '小x轿车', '小型轿车（国六）'])(
    '%j is not a doubt',
    (text) => {
      expect(changed({ vehicle_type: text, use_character: text })?.warnings).toEqual([]);
    },
  );
});

describe('positions', () => {
  const wire = bothPages.card_position_front;
  const position = ['cardPositionFront', 'cardPositionBack'] as const;

  test.each(position)('%s is read in either spelling', (field) => {
    expectRead(field, wire, corners(60, 40));
    expectRead(field, { pos: corners(60, 40) }, corners(60, 40));
  });

  test.each(position)('%s may have decimals, zeros and negative numbers', (field) => {
    const value = corners(-1.5, 0);
    expectRead(field, { pos: value }, value);
    // 119.00000000000001, as json-bigint and the SDK hand it over.
    const long = { ...value, leftTop: { x: { s: 1, e: 2, c: [119, 1] }, y: 0 } };
    expectRead(field, { pos: long }, { ...value, leftTop: { x: 119.00000000000001, y: 0 } });
  });

  test.each(position)('%s keeps what it cannot read', (field) => {
    const { left_top: _, ...three } = wire.pos;
    const broken = [
      { pos: three },
      { pos: { ...wire.pos, left_top: { x: '119', y: 1 } } },
      { pos: { ...wire.pos, left_top: { x: 119 } } },
      { pos: { ...wire.pos, left_top: null } },
      { pos: [] },
      { pos: 5 },
    ];
    for (const value of broken) expectUnreadable(field, value, JSON.stringify(value));
    expectUnreadable(field, '样本');
    expectRead(field, { pos: null }, null);
  });

  test.each(position)('%s is read, and stays whole in extra, where it says more', (field) => {
    const more = [
      { ...wire, angle: 1 },
      { ...wire, text: '样本' },
      { pos: { ...wire.pos, angle: 1 } },
      { pos: { ...wire.pos, leftTop: { x: 60, y: 40 } } },
      { pos: { ...wire.pos, left_top: { x: 60, y: 40, z: 1 } } },
    ];
    for (const value of more) expectRead(field, value, corners(60, 40), { [field]: value });
  });

  test('the photo’s size is read', () => {
    const value = { w: 3120, h: 4208 };
    expectRead('imgSize', value, value);
    expectRead('imgSize', { ...value, d: 1 }, value, { imgSize: { ...value, d: 1 } });
    for (const broken of [{ w: '3120', h: 4208 }, { w: 3120 }, 5])
      expectUnreadable('imgSize', broken, JSON.stringify(broken));
    expectUnreadable('imgSize', '3120x4208');
  });
});

test('doubts come in the order of the fields', () => {
  const changes = {
    prepare_quality: '9999',
    passengers_num: 'x',
    issue_date: '2030-01-01',
    register_date: 'x',
    vin: 'x',
    plate_num: 'x',
  };
  expect(doubts(changes)).toEqual([
    'plateNum PLATE_FORMAT',
    'vin VIN_FORMAT',
    'registerDate UNREADABLE "x"',
    'issueDate DATE_IN_FUTURE',
    'plateNumB PLATE_MISMATCH with plateNum',
    'passengersNum UNREADABLE "x"',
    'prepareQuality MASS_ORDER with totalQuality',
  ]);
});

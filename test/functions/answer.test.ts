import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import { absentVehicle as absent, today, vehicle } from '../helpers/licenses';

const { alone, expectLicense, expectRead, expectUnreadable } = vehicle;
const fields = Object.keys(absent) as (keyof VehicleLicense)[];

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
      expect(alone(field, value)).toMatchObject({ value: '小型 ＡＢ１·x，普通客车', extra: {} });
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
      expectLicense({ [key]: '1995kg' }, { prepareQuality: 1995 });
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

import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import bothPages from '../fixtures/vehicleLicense/both-pages.json';
import documentationCloud from '../fixtures/vehicleLicense/documentation-cloud.json';
import documentationWire from '../fixtures/vehicleLicense/documentation-wire.json';
import oldAnswer from '../fixtures/vehicleLicense/old-answer.json';
import secondPage from '../fixtures/vehicleLicense/second-page.json';
import { absentVehicle as absent, corners, today, vehicle } from '../helpers/licenses';

// documentation-*.json are the samples of WeChat's page 行驶证识别 (2026), masked as they stand there; the
// other fixtures are invented.

const { changed, doubts, expectLicense, expectRead, expectUnreadable, alone } = vehicle;
const fields = Object.keys(absent);

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
  ])('%s', (_title, changes, [plateNum, plateNumB], found) => {
    expect(changed(changes)).toMatchObject({ license: { plateNum, plateNumB } });
    expect(doubts(changes)).toEqual(found);
  });
});

describe('VIN', () => {
  test.each([
    ['lsample0300000001', 'LSAMPLE0300000001'],
    ['ＬＳＡＭＰＬＥ０３０００００００１', 'LSAMPLE0300000001'],
    ['LSAMPLE0400000001', 'LSAMPLE0400000001', 'vin VIN_CHECK_DIGIT'],
    ['LSAMPLEO3OOOOOOOI', 'LSAMPLEO3OOOOOOOI', 'vin VIN_FORMAT → LSAMPLE0300000001'],
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

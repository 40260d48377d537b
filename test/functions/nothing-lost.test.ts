import fc from 'fast-check';
import * as z from 'zod';
import { toDriverLicense } from '../../cloudfunctions/driverLicense/license';
import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { Warning } from '../../cloudfunctions/shared/contract';
import { replaceRadicals } from '../../cloudfunctions/shared/fields/radicals';
import { toVisible } from '../../cloudfunctions/shared/fields/text';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import { kinds as cardKinds, cardOf } from '../../miniprogram-sample/cards';
import { rules } from '../../miniprogram-sample/cards/rules';
import { warningCodes } from '../helpers/union';

type Answer = Record<string, unknown>;
type License = Record<string, unknown>;
interface Normalized {
  license: License;
  warnings: Warning[];
  extra: Answer;
}

/** A kind of value: what the contract says of it. `canBeReadBack` says how a text is found in it. */
const text = z.string().min(1).nullable();
const date = z.iso.date().nullable();
const xy = z.strictObject({ x: z.number(), y: z.number() });
const mm = z.int().min(0);
const schemas = {
  words: text,
  term: text,
  code: text,
  sex: z.enum(['男', '女']).nullable(),
  date,
  from: date,
  to: z.union([z.iso.date(), z.literal('长期')]).nullable(),
  amount: z.int().min(0).nullable(),
  size: z.strictObject({ length: mm, width: mm, height: mm }).nullable(),
  corners: z
    .strictObject({ leftTop: xy, rightTop: xy, rightBottom: xy, leftBottom: xy })
    .nullable(),
  pixels: z.strictObject({ w: z.number(), h: z.number() }).nullable(),
};
type Way = keyof typeof schemas;

const carClasses = 'A1 A2 A3 B1 B2 C1 C2 C3 C4 C5 C6 D E F M N P'.split(' ');

const resultSchema = (license: Record<string, z.ZodType>) =>
  z.strictObject({
    license: z.strictObject(license),
    warnings: z.array(
      z.strictObject({
        field: z.string(),
        code: z.enum(warningCodes),
        with: z.string().optional(),
        text: z.string().optional(),
        suggestion: z.string().min(1).max(40).optional(),
      }),
    ),
    extra: z.looseObject({}),
  });

const licenses: Record<
  string,
  {
    normalize: (answer: Answer, today: string) => Normalized | undefined;
    kinds: Record<string, Way>;
    otherNames: Record<string, string>;
    /** Fields that are made of others. */
    made: Record<string, z.ZodType>;
  }
> = {
  vehicleLicense: {
    normalize: (answer, today) =>
      toVehicleLicense(answer, today) as unknown as Normalized | undefined,
    kinds: {
      plateNum: 'code',
      vehicleType: 'term',
      owner: 'words',
      addr: 'words',
      useCharacter: 'term',
      model: 'words',
      vin: 'code',
      engineNum: 'code',
      registerDate: 'date',
      issueDate: 'date',
      plateNumB: 'code',
      record: 'code',
      passengersNum: 'amount',
      totalQuality: 'amount',
      prepareQuality: 'amount',
      leadQuality: 'amount',
      overallSize: 'size',
      cardPositionFront: 'corners',
      cardPositionBack: 'corners',
      imgSize: 'pixels',
    } satisfies Record<keyof VehicleLicense, Way>,
    otherNames: { vhicleType: 'vehicleType', totalprepareQualityQuality: 'prepareQuality' },
    made: {},
  },
  driverLicense: {
    normalize: (answer, today) =>
      toDriverLicense(answer, today) as unknown as Normalized | undefined,
    kinds: {
      idNum: 'code',
      name: 'words',
      sex: 'sex',
      nationality: 'term',
      address: 'words',
      birthDate: 'date',
      issueDate: 'date',
      carClass: 'code',
      validFrom: 'from',
      validTo: 'to',
      officialSeal: 'words',
    } satisfies Record<Exclude<keyof DriverLicense, 'carClasses'>, Way>,
    otherNames: {},
    made: { carClasses: z.array(z.enum(carClasses)) },
  },
};

// Answers.

const toSnake = (name: string) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

function keyOf(names: string[]) {
  const known = fc.constantFrom(...names);
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 6, arbitrary: known.map(toSnake) },
    { weight: 2, arbitrary: known.map((name) => toSnake(name).replace('_', '__')) },
    { weight: 1, arbitrary: known.map((name) => toSnake(name).toUpperCase()) },
    { weight: 2, arbitrary: fc.string() },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...['__proto__', 'constructor', 'prototype', 'toString', 'errcode', 'errmsg', 'errCode'],
        ...['new_key', 'newKey', 'new_Key', '_', '', 'text', 'pos', '__new__key'],
      ),
    },
  );
}

const formTexts = `
 - -- 无 — —— / － 0 7人 S人 驾驶室3人 前排2人后排3人 2700kg 27OOkg 2700k9 2700kg- 2,700KG 2.7吨 总质量2700kg
4582×1795×1458mm 4582xl795x1458mn 2018-07-06 20180706 2018年7月6日 2018–07—06 2018-0706 2018一7·6 2O18-07-O6
2018-02-30 注册日期2018-07-06 2018-07-06发证日期 2016-02-29 2016-06-21至2022-06-21 20160621-20220621
2016-06-21至长期 自2016-06-21至2022-06-21 有效期限2016-06-21至6年 2016-06-21至 至2022-06-21 至长期 6年 六年 长期 长期有效
2O16-06-21至长期 粤B·12345 粤B-12345 粤BO1234 粤xxxxx 使014·578 LSAMPLE0300000001 lsample03000000OI 男 女 男性
000000199001010018 00000019900101000x 000000I99001010018 A1A2 c1d C1.D C1（限） CI C9 中国 ⻓期 客⻋ 小型轿车
轻型平板贷车 非营运 菲营运 号牌号码粤B12345 证号000000199001010018
VehiclcTyre重型半挂牵引车 示例牌ABC123 非营运2018 所有人样本 姓名：样本 住址样本省 品牌型号样本牌 所精人样本 Owner样本 样本Address
aliy中国 中国中国 中囯 中国籍 2017-05-12.至2033-05-12 1018-07-06 2018-03-3 2018-12-3 样本街**号 样* ***533 村θ59号 村【3】号
路2O1号 242kg' 47.62×1926×1632mm 2018-03-052018-03-05 2017-05-1.2 .小型普通客车 CJ 发重型集装箱半挂车 9999-12-31
粤B\u200b12345 \u200b \u200e- 2018年7月6号 2022-06-21止 4582×1795×1458㎜ C1。 粤B●12345 粤B﹒12345 C1C1 Class NameSMITH
RegisterDate2018-07-06 RegisterDete2018-07-06 EngineNo.YB1 VINLSAMPLE0300000001 Sex男 住 址 粵B12345 18.45kg`.split(
  /[ \n]/,
);
const blankTexts =
  ' |2,700 KG|2016-06-21 2022-06-21|长 期|粤B 12345|1M8GDM9AXKP0 42788|中 国|110105194912310 02X|C1 D|C 1|小型 轿车|非 营运|4400 0000 0001'.split(
    '|',
  );
const formText = fc.oneof(
  fc.constantFrom(...formTexts, ...blankTexts),
  fc.string({
    unit: fc.constantFrom(
      ...'0123456789年月日至-–—一/.,·x×*·kg人自 　ＡｂＣＯIlⅩ（限）⻋长期六A1粤使',
    ),
  }),
  fc.string({ unit: 'binary' }),
);
const point = fc.record({ x: fc.double(), y: fc.integer() });
const corners = fc.record({
  left_top: point,
  rightTop: point,
  right_bottom: point,
  left_bottom: point,
});
const plainValue = fc.oneof(
  { weight: 6, arbitrary: formText },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constant({ s: 1, e: 17, c: [4405, 24188001010014] }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: corners.map((pos) => ({ pos })) },
  { weight: 1, arbitrary: fc.record({ w: fc.integer(), h: fc.integer() }) },
);
const value = fc.oneof(
  { weight: 4, arbitrary: plainValue },
  { weight: 1, arbitrary: plainValue.map((text) => ({ text, pos: { x: 1 } })) },
  { weight: 1, arbitrary: fc.record({ text: plainValue, pos: plainValue, more: plainValue }) },
);
/** As it would come out of JSON: own keys only, no undefined, no -0. */
const answerOf = (names: string[]) =>
  fc
    .array(fc.tuple(keyOf(names), value), { maxLength: 24 })
    .map((entries): Answer => JSON.parse(JSON.stringify(Object.fromEntries(entries))));

// Where a value went.

const fold = (key: string) => key.replace(/_/g, '').toLowerCase();
/** Captions of the card, which are not part of a value; and what the same value can be written with. */
const labels =
  '号牌号码 车辆类型 所有人 住址 品牌型号 姓名 使用性质 车辆识别代号 发动机号码 注册日期 发证日期 档案编号 核定载人数 总质量 整备质量 准牵引总质量 外廓尺寸 ' +
  '证号 性别 国籍 出生日期 初次领证日期 准驾车型 有效期限 有效起始日期 有效期起 有效期止 有效期至 有效期';
const english =
  'Plate No,Vehicle Type,Owner,Address,Use Character,Model,VIN,Engine No,Register Date,Issue Date,Name,Sex,' +
  'Nationality,Date of Birth,Birthday,Date of First Issue,Class,Valid Period,Valid From,Valid For';
const spaced = (caption: string) => [...caption.replace(/ /g, '')].join('[\\s:：.]*');
const label = new RegExp([...labels.split(' '), ...english.split(',')].map(spaced).join('|'), 'gi');
/** What a speck is read as: not part of a value. */
const specks = /[-:·.\s,、，．'"`•・･‧∙⋅˙●﹒▪◦…。､;：；‘’“”′″´¨°^~_]/g;
const toAscii = (text: string, isLabelled = true) =>
  replaceRadicals(toVisible(text))
    .replace(isLabelled ? label : '', '')
    .normalize('NFKC')
    .trim();
const numbersIn = (text: string) => text.match(/\d+/g)?.map(Number) ?? [];
const squash = (text: string) => toAscii(text.replace(label, '')).replace(specks, '').toUpperCase();
/** Of any number of dates: each has eight digits once month and day have two. */
const dayNumbers = (text: string) =>
  numbersIn(text.replace(/(\d{4})\D?(\d\d)\D?(\d\d)(?!\d)/g, ' $1 $2 $3 '));
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const yearsOf = (text: string) => {
  const [years = ''] = /(?:\d{1,2}|[一二三四五六七八九十])(?=\s*年$)/.exec(text) ?? [];
  return '一二三四五六七八九十'.indexOf(years || '?') + 1 || Number(years);
};

/** One date, an end of any sort, or both, against the ends that the licence has. */
function isPeriod(text: string, ends: unknown[]): boolean {
  const [from, to] = ends;
  const endless = /长\s*期(?:\s*有\s*效)?\s*止?$|9999\D{0,3}12\D{0,3}31\D*$/;
  // As the start of a period it stays the date that it is.
  if (endless.test(text) && (to === '长期' || text.includes('长')))
    return to === '长期' && isPeriod(text.replace(endless, ''), [from]);
  const days = dayNumbers(text);
  const years = yearsOf(text);
  if (years > 0 && days.length !== 3) {
    const rest = text.replace(/(?:\d{1,2}|[一二三四五六七八九十])\s*年$/, '');
    const [year = 0, month = 0, day = 0] = dayNumbers(String(from));
    const isShortened = month === 2 && day === 29 && (year + years) % 4 !== 0;
    const end = [year + years, month, isShortened ? 28 : day];
    return equal(end, dayNumbers(String(to))) && isPeriod(rest, [from]);
  }
  return (
    days.length === 0 ||
    [[from], [to], ends].some((some) => equal(days, dayNumbers(some.join(' '))))
  );
}

function canBeReadBack(text: string, kind: Way | 'any', field: string, license: License): boolean {
  const found = license[field];
  if (found === null || found === undefined) return false;
  const ascii = toAscii(text);
  switch (kind) {
    case 'words':
      return squash(String(found)) === squash(text);
    case 'term':
    case 'sex':
      return [squash(String(found)), `${found}性`].includes(squash(text));
    case 'code':
      return squash(String(found)) === squash(text);
    case 'date':
      return equal(dayNumbers(ascii), dayNumbers(String(found)));
    case 'amount':
      return equal(numbersIn(ascii.replace(/,/g, '')), [found]);
    case 'size':
      return equal(numbersIn(ascii), Object.values(found as object));
    case 'any':
      return true;
    case 'from':
    case 'to':
      return isPeriod(ascii, [license.validFrom, license.validTo]);
    default:
      return false;
  }
}

/** Alike for the same members in another order. */
const toJson = (value: unknown) =>
  JSON.stringify(value, (_key, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

function isKept(raw: unknown, kind: Way | 'any', field: string, result: Normalized): boolean {
  const json = JSON.stringify(raw);
  if (Object.values(result.extra).some((left) => JSON.stringify(left) === json)) return true;
  const texts = result.warnings.filter((w) => w.field === field).map(({ text }) => text);
  if (texts.includes(json)) return true;

  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const members = isObject ? (raw as Answer) : {};
  const found = result.license[field];
  if (kind === 'corners' && isObject && found !== null) {
    const sort = (text: string) => [...text.replace(/_/g, '').toLowerCase()].sort().join('');
    if (sort(JSON.stringify(members.pos)) === sort(JSON.stringify(found))) return true;
  }

  const isWrapped = isObject && Object.keys(members).every((k) => k === 'text' || k === 'pos');
  const inner = isWrapped && 'text' in members && kind !== 'corners' ? members.text : raw;
  if (inner === null) return true;
  const isBigNumber = JSON.stringify(inner) === '{"s":1,"e":17,"c":[4405,24188001010014]}';
  const text = isBigNumber ? '440524188001010014' : inner;
  if (typeof text !== 'string' && typeof text !== 'number') {
    const isRead = kind === 'pixels' && toJson(text) === toJson(found);
    return isRead || texts.includes(JSON.stringify(text));
  }
  const words = String(text).trim();
  // A mark for nothing, with or without a speck beside it.
  const bare = toAscii(words).replace(/[,'"`·•・･‧∙⋅˙●﹒▪◦…。､;‘’“”′″´¨°^~]+/g, '');
  const isAbsent = /^[-_/‐-―−─无:.\s]*$/.test(bare);
  return isAbsent || texts.includes(words) || canBeReadBack(words, kind, field, result.license);
}

const today = fc.constantFrom('2016-02-29', '2018-07-06', '2026-06-15');

test.each(cardKinds)('of %s a text that is no value of its field is kept beside it', (kind) => {
  const texts = Object.keys(cardOf(kind).fields).map((field) => [field, formText]);
  fc.assert(
    fc.property(fc.record(Object.fromEntries(texts)), today, (answer: Answer, day) => {
      const result = rules[kind](answer, day) as unknown as Normalized | undefined;
      const none = { license: {}, warnings: [], extra: {} };
      const lost = Object.entries(answer).filter(
        ([field, raw]) => !isKept(raw, 'any', field, result ?? none),
      );
      expect(lost).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe.each(Object.entries(licenses))('%s', (_name, { normalize, kinds, otherNames, made }) => {
  const schema = resultSchema({
    ...Object.fromEntries(Object.entries(kinds).map(([field, way]) => [field, schemas[way]])),
    ...made,
  });
  const names = [...Object.keys(kinds), ...Object.keys(otherNames)];
  const kindByWord = new Map(
    names.map((key) => {
      const field = otherNames[key] ?? key;
      return [fold(key), { field, kind: kinds[field] as Way }];
    }),
  );
  const structures: unknown[] = ['corners', 'pixels'];
  const absent = Object.fromEntries(names.map((key) => [key, null]));
  const record = fc.record(Object.fromEntries(Object.keys(kinds).map((key) => [key, formText])));

  test('of any answer nothing is lost, and the result keeps the contract', () => {
    fc.assert(
      fc.property(answerOf(names), today, (answer, day) => {
        const before = JSON.stringify(answer);
        const result = normalize(answer, day);
        expect(JSON.stringify(answer)).toBe(before);
        expect(({} as Answer).polluted).toBeUndefined();

        const keys = Object.keys(answer);
        if (!result) {
          // Nothing but the photo's geometry, absent marks and unknown keys.
          for (const [key, raw] of Object.entries(answer)) {
            const known = kindByWord.get(fold(key));
            if (!known || structures.includes(known.kind)) continue;
            const isWrapped = typeof raw === 'object' && raw !== null && 'text' in raw;
            const none = { license: absent, warnings: [], extra: {} };
            const isMark = isKept(isWrapped ? raw.text : raw, known.kind, known.field, none);
            if (!isMark) throw new Error(`no licence: ${key} ${JSON.stringify(raw)}`);
          }
          return;
        }
        const { license, warnings } = result;
        expect(keys.some((key) => kindByWord.has(fold(key)))).toBe(true);
        expect(schema.safeParse(result).error?.issues).toBeUndefined();
        expect(Object.getPrototypeOf(result.extra)).toBe(Object.prototype);

        for (const { field, code, suggestion } of warnings) {
          expect(Object.keys(license)).toContain(field);
          if (suggestion === undefined) continue;
          // What is suggested can be read, and is nothing to doubt for the same reason.
          const again = normalize({ ...license, overallSize: null, [field]: suggestion }, day);
          expect(again?.license[field]).not.toBeNull();
          expect(again?.warnings.map((w) => `${w.field} ${w.code}`)).not.toContain(
            `${field} ${code}`,
          );
        }
        const doubts = warnings.map(({ field, code }) => `${field} ${code}`);
        expect(new Set(doubts).size).toBe(doubts.length);

        const left = Object.values(result.extra).map((one) => JSON.stringify(one));
        for (const [key, raw] of Object.entries(answer)) {
          const known = kindByWord.get(fold(key));
          if (['errcode', 'errmsg'].includes(fold(key))) continue;
          const isHere = known
            ? isKept(raw, known.kind, known.field, result)
            : left.includes(JSON.stringify(raw));
          if (!isHere) throw new Error(`lost: ${key} ${JSON.stringify(raw)}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('the same answer in any spelling of its keys, in any order, gives the same licence', () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.boolean()), today, (answer, coins, day) => {
        const respelt = Object.entries(answer).map(([key, text]) =>
          coins.next().value || structures.includes(kinds[key])
            ? [toSnake(key), text]
            : [key, { text, pos: {} }],
        );
        const result = normalize(Object.fromEntries(respelt.reverse()), day);
        const same = normalize(answer, day);
        expect(result?.license).toEqual(same?.license);
        expect(result?.warnings).toEqual(same?.warnings);
      }),
      { numRuns: 100 },
    );
  });

  test('a normalised licence stays what it is when it is read again', () => {
    fc.assert(
      fc.property(record, today, (answer, day) => {
        const license = normalize(answer, day)?.license;
        if (!license) return;
        const {
          overallSize: size,
          carClasses: _,
          ...texts
        } = license as Partial<VehicleLicense> & License;
        // Not one value could be read: there is nothing to read again.
        if (!size && Object.values(texts).every((text) => text === null)) return;
        const again = {
          ...texts,
          overallSize: size && `${size.length}×${size.width}×${size.height}`,
        };
        expect(normalize(again, day)?.license).toEqual(license);
      }),
      { numRuns: 300 },
    );
  });

  // A regular expression that goes back over such a text would take minutes, not milliseconds.
  test.each([
    ...['-', '- ', '注册日期', '号牌号码:', '轻', '（限）', '粤B ', '长 期', 'O', 'Ⅹ'],
    ...['\u200b', '所有人', 'Owner ', 'Owner样', 'Address', '村θ1', "'", '*', '●', '姓', '.', '（'],
    ...[' ', '0', '1 ', 'A', '·', ',', '_', 'x', '⻋', '⼈', 'Ａ', '1,111', '2018-07-06至', '😀'],
  ])('100,000 characters of %j in every field cost milliseconds', (unit) => {
    const long = unit.repeat(100_000 / unit.length);
    const answers = [long, `1${long}!`].map((text) => ({
      ...Object.fromEntries(names.map((key) => [key, text])),
      [long]: long,
    }));
    const before = process.cpuUsage();
    for (const answer of answers) normalize(answer, '2026-06-15');
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  test('a long text beside thousands of other spellings of its field is read once', () => {
    const [field = ''] = names;
    const answer: Record<string, string> = { [field]: 'x'.repeat(300_000) };
    for (let blanks = 1; blanks <= 5_000; blanks++) {
      answer[`${field}${'_'.repeat(blanks)}`] = 'other';
    }
    const before = process.cpuUsage();
    expect(Object.keys(normalize(answer, '2026-06-15')?.extra ?? {})).toHaveLength(5_000);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});

import { findReading } from './captions';
import { distance } from './distance';
import { maskedOr, toPlainText, withoutSpecks } from './text';
import type { Doubt } from './warning';

/**
 * 车辆类型: size × structure. GA 802-2014 and -2019, GA/T 16.4-2012, and what cards of the years before
 * carry (GA 802-2008: 普通货车 for 栏板货车, 集装厢车, 专项作业车). Public lists with the same terms:
 * github.com/zm2417/netsdk EM_CAR_TYPE.java; Huawei Cloud DRIS gat_vehicle_class. It allows more
 * combinations than exist: to know a term too many costs nothing, one too few is a false doubt.
 */
const sizes = '大中小微重轻';
const structures =
  ' 客车 普通客车 双层客车 卧铺客车 铰接客车 越野客车 专用客车 旅居客车 旅居车 轿车 面包车 专用校车 汽车 集装箱车 集装厢车 ' +
  '车辆运输车 中置轴车辆运输车 牵引车 半挂牵引车 全挂牵引车 专项作业车 载货专项作业车 非载货专项作业车 拖拉机 轮式拖拉机 ' +
  '手扶拖拉机 手扶变形运输机 无轨电车 有轨电车 三轮汽车 农用运输车 三轮农用运输车 四轮农用运输车 低速载货汽车 ' +
  '轮式专用机械车 轮式装载机械 轮式挖掘机械 轮式平地机械 其他 其它 ';
/** What a lorry or trailer is built for: any of these × any of `carrier`. */
const loads =
  ' 普通 栏板 多用途 厢式 封闭 封闭式 罐式 平板 低平板 集装箱 集装厢 特殊结构 仓栅式 车辆运输 专门用途 旅居 专项作业 ' +
  '特殊用途 中置轴旅居 中置轴车辆运输 中置轴普通 中置轴专门用途 ';
const carrier = /(?:自卸)?(?:低速)?(?:货车|[半全]?挂车)$/;
const motorcycle = /^(?:普通|轻便)?(?:[二两三]轮|[正侧边]三轮)?(?:载[客货])?摩托车$/;

const holds = (list: string, term: string) => term !== '' && list.includes(` ${term} `);

/** The last character of each. */
const ends = '车机械他它';

export function isVehicleType(term: string): boolean {
  if (!ends.includes(term.charAt(term.length - 1))) return false;
  const structure = sizes.includes(term.charAt(0)) && term[1] === '型' ? term.slice(2) : term;
  if (holds(structures, structure)) return true;
  const load = structure.replace(carrier, '');
  if (load === structure) return motorcycle.test(term);
  return load === '' || holds(loads, load);
}

/** Not flatMap: the rules run on phones too, where ES2017 is all there is. */
function pairs(starts: readonly string[], ends: readonly string[]): string[] {
  return starts.reduce<string[]>((all, start) => all.concat(ends.map((end) => start + end)), []);
}

/** All that stands behind a size. Made at the first doubt. */
let builtNames: string[] | undefined;

function listBuilt(): string[] {
  const carriers = pairs(['', '自卸'], ['货车', '半挂车', '全挂车', '挂车']);
  const carrying = `${loads.trim()}  `.split(' ');
  // 集装厢 is what older cards say: as near as 集装箱 to whatever is misread.
  return [...structures.trim().split(' '), ...pairs(carrying, carriers)].filter(
    (name) => !name.includes('集装厢'),
  );
}

/** For where a term is looked for: all that `isVehicleType` knows and that somebody builds. */
function listVehicleTypes(isNear: (name: string) => boolean): string[] {
  builtNames ??= listBuilt();
  return [
    ...pairs(['', ...[...sizes].map((size) => `${size}型`)], builtNames.filter(isNear)),
    ...['普通', '栏板', '厢式', '罐式', '自卸', '仓栅式', ''].map((load) => `${load}低速货车`),
    ...pairs(
      ['普通', '轻便'],
      ['二轮', '两轮', '三轮', '正三轮', '侧三轮', ''].map((wheels) => `${wheels}摩托车`),
    ),
    ...['二轮摩托车', '三轮摩托车', '正三轮载客摩托车', '正三轮载货摩托车', '侧三轮摩托车'],
  ];
}

/**
 * 使用性质: GA/T 24.3 and GA 802 (A 非营运 to U 预约出租转非; the same list stands in
 * github.com/zhongershashen/zhi_hui_hui_tian EM_USE_PROPERTY_TYPE.java), and words that public lists
 * have beside it.
 */
const useCharacters =
  ' 非营运 营运 公路客运 公交客运 出租客运 旅游客运 预约出租客运 租赁客运 货运 货物运输 租赁 租赁营运 租赁非营运 警用 消防 ' +
  '救护 工程救险 工程抢险 营转非 营运转非 营运转非营运 出租转非 出租营转非 预约出租转非 教练 教练车 幼儿校车 小学生校车 ' +
  '初中生校车 中小学生校车 其他校车 校车 危化品运输 危险品运输 危险货物运输 其他 其它 ';

export const isUseCharacter = (term: string): boolean => holds(useCharacters, term);

/** Characters of the terms, each with the ones that OCR takes it for. */
const lookAlikes =
  '货贷貨 轿桥轎骄娇侨 客容窖 型形刑 普晋 牵幸率 挂桂技 厢箱廂 箱厢 仓仑倉 轻经輕 微徽 大太 小少 中申 营莹管営 运远運 非菲 半羊 ' +
  '自白目 租祖 教救 救教 车東 练炼 用甲 消肖 赁凭 校较';

/** Misread character → characters of the terms that it may be. Made at the first doubt. */
let readings: Map<string, string> | undefined;

function listReadings(): Map<string, string> {
  const list = new Map<string, string>();
  for (const [character = '', ...misread] of lookAlikes.split(' ').map((entry) => [...entry])) {
    for (const wrong of misread) list.set(wrong, (list.get(wrong) ?? '') + character);
  }
  return list;
}

/** A vocabulary, and the warning about a text that is not of it. */
export interface Vocabulary {
  code: 'VEHICLE_TYPE_UNKNOWN' | 'USE_CHARACTER_UNKNOWN';
  has(term: string): boolean;
  /** Without terms that hold a part which is not near. */
  list(isNear: (part: string) => boolean): string[];
}
export const vehicleTypes: Vocabulary = {
  code: 'VEHICLE_TYPE_UNKNOWN',
  has: isVehicleType,
  list: listVehicleTypes,
};
export const useCharacterTerms: Vocabulary = {
  code: 'USE_CHARACTER_UNKNOWN',
  has: isUseCharacter,
  list: () => useCharacters.trim().split(' '),
};

/** More than any term has; bounds the work. */
export const maxTermLength = 20;

/** The doubt about a text that is not a term, with the one term that it most likely is. */
export function doubtTerm(
  text: string,
  vocabulary: Vocabulary,
  captions: readonly string[] = [],
): Doubt | undefined {
  const { code, has } = vocabulary;
  if (has(text)) return undefined;
  if (text.length > 3 * maxTermLength) return { code };
  const plain = toPlainText(text);
  const suggestion =
    findReading(plain, captions, (rest) => (has(withoutSpecks(rest)) ? rest : undefined)) ??
    findTerm(plain, vocabulary);
  return maskedOr(text, {
    code,
    ...(suggestion !== undefined && { suggestion: withoutSpecks(suggestion) }),
  });
}

/** Without what is not Chinese, and written once, it may be a term; else the only one near it. */
function findTerm(text: string, { has, list }: Vocabulary): string | undefined {
  const word = text.replace(/[^\u4E00-\u9FFF]/g, '');
  if (has(word)) return word;
  const half = word.slice(0, word.length / 2);
  if (half + half === word && has(half)) return half;
  if (word.length > maxTermLength) return undefined;
  const alike = replaceOne(word).filter(has);
  if (alike.length > 0) return alike.length === 1 ? alike[0] : undefined;

  // A short word has too much in common with too many.
  const limit = word.length < 3 ? 0 : word.length < 5 ? 1 : 2;
  // Each character that the word has not is at least one change.
  const isNear = (part: string) =>
    [...part].filter((character) => !word.includes(character)).length <= limit;
  let nearest: string[] = [];
  let least = limit;
  for (const term of limit > 0 ? list(isNear) : []) {
    const wrong = distance(word, term, least);
    if (wrong < least) nearest = [];
    if (wrong <= least) nearest.push(term);
    least = Math.min(least, wrong);
  }
  return new Set(nearest).size === 1 ? nearest[0] : undefined;
}

/** The word with one of its characters replaced by one that looks like it. */
function replaceOne(word: string): string[] {
  readings ??= listReadings();
  const found: string[] = [];
  for (let place = 0; place < word.length; place++) {
    for (const character of readings.get(word.charAt(place)) ?? '')
      found.push(word.slice(0, place) + character + word.slice(place + 1));
  }
  return found;
}

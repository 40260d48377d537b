import type { Doubt } from './answer';
import { withoutBlanks } from './text';

/**
 * 车辆类型: size × structure. GA 802-2014 and -2019, GA/T 16.4-2012, and what cards of the years before
 * carry (GA 802-2008: 普通货车 for 栏板货车, 集装厢车, 专项作业车). Public lists with the same terms:
 * github.com/zm2417/netsdk EM_CAR_TYPE.java; Huawei Cloud DRIS gat_vehicle_class. It allows more
 * combinations than exist: to know a term too many costs nothing, one too few is a false doubt.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const size = /^[大中小微重轻]型/;
const structures = words(
  '客车 普通客车 双层客车 卧铺客车 铰接客车 越野客车 专用客车 旅居客车 旅居车 轿车 面包车 专用校车 汽车 集装箱车 集装厢车 ' +
    '车辆运输车 中置轴车辆运输车 牵引车 半挂牵引车 全挂牵引车 专项作业车 载货专项作业车 非载货专项作业车 拖拉机 轮式拖拉机 ' +
    '手扶拖拉机 手扶变形运输机 无轨电车 有轨电车 三轮汽车 农用运输车 三轮农用运输车 四轮农用运输车 低速载货汽车 ' +
    '轮式专用机械车 轮式装载机械 轮式挖掘机械 轮式平地机械 其他 其它',
);
/** What a lorry or trailer is built for: any of these × any of `carrier`. */
const loads = words(
  ' 普通 栏板 多用途 厢式 封闭 封闭式 罐式 平板 低平板 集装箱 集装厢 特殊结构 仓栅式 车辆运输 专门用途 旅居 专项作业 ' +
    '特殊用途 中置轴旅居 中置轴车辆运输 中置轴普通 中置轴专门用途',
);
const carrier = /(?:自卸)?(?:低速)?(?:货车|[半全]?挂车)$/;
const motorcycle = /^(?:普通|轻便)?(?:[二两三]轮|[正侧边]三轮)?(?:载[客货])?摩托车$/;

export function isVehicleType(term: string): boolean {
  const structure = term.replace(size, '');
  if (structures.has(structure)) return true;
  const load = structure.replace(carrier, '');
  return load === structure ? motorcycle.test(term) : loads.has(load);
}

/**
 * 使用性质: GA/T 24.3 and GA 802 (A 非营运 to U 预约出租转非; the same list stands in
 * github.com/zhongershashen/zhi_hui_hui_tian EM_USE_PROPERTY_TYPE.java), and words that public lists
 * have beside it.
 */
const useCharacters = words(
  '非营运 营运 公路客运 公交客运 出租客运 旅游客运 预约出租客运 租赁客运 货运 货物运输 租赁 租赁营运 租赁非营运 警用 消防 ' +
    '救护 工程救险 工程抢险 营转非 营运转非 营运转非营运 出租转非 出租营转非 预约出租转非 教练 教练车 幼儿校车 小学生校车 ' +
    '初中生校车 中小学生校车 其他校车 校车 危化品运输 危险品运输 危险货物运输 其他 其它',
);

export const isUseCharacter = (term: string): boolean => useCharacters.has(term);

/** Characters of the terms, each with the ones that OCR takes it for. */
const lookAlikes =
  '货贷 轿桥 客容 型形 普晋 牵幸 挂桂技 厢箱 箱厢 仓仑 轻经 微徽 大太 小少 中申 营莹管 运远 非菲 半羊 自白目 租祖 教救 救教';

/** Misread character → characters of the terms that it may be. Made at the first doubt. */
let readings: Map<string, string> | undefined;

function listReadings(): Map<string, string> {
  const list = new Map<string, string>();
  for (const [character = '', ...misread] of lookAlikes.split(' ').map((entry) => [...entry])) {
    for (const wrong of misread) list.set(wrong, (list.get(wrong) ?? '') + character);
  }
  return list;
}

const maxTermLength = 16;

/**
 * The doubt about a Chinese word that is not a term; anything else says nothing about the vocabulary.
 * A suggestion is the one term that differs in one look-alike character.
 */
export function doubtTerm(
  text: string,
  isTerm: (text: string) => boolean,
  code: 'VEHICLE_TYPE_UNKNOWN' | 'USE_CHARACTER_UNKNOWN',
): Doubt | undefined {
  const word = withoutBlanks(text);
  if (isTerm(word) || !/^[\u4E00-\u9FFF]+$/.test(word)) return undefined;
  readings ??= listReadings();
  const likely: string[] = [];
  for (let place = 0; place < word.length && word.length <= maxTermLength; place++) {
    for (const character of readings.get(word.charAt(place)) ?? '') {
      const guessed = word.slice(0, place) + character + word.slice(place + 1);
      if (isTerm(guessed)) likely.push(guessed);
    }
  }
  const [suggestion] = likely;
  return likely.length === 1 && suggestion !== undefined ? { code, suggestion } : { code };
}

import { vehicle } from '../helpers/licenses';

const { changed, doubts } = vehicle;
const fieldOf = (key: string) => (key === 'vehicle_type' ? 'vehicleType' : 'useCharacter');
const doubtOf = (key: string) =>
  `${fieldOf(key)} ${key === 'vehicle_type' ? 'VEHICLE_TYPE' : 'USE_CHARACTER'}_UNKNOWN`;

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
    // No look-alike, two of them, and more than one term.
    ['vehicle_type', '小型新车'],
    ['vehicle_type', '轻刑平板贷车'],
    ['vehicle_type', '样本车'],
    ['use_character', '样本'],
  ])('%s %s is doubted, and nothing is suggested', (key, text) => {
    expect(doubts({ [key]: text })).toEqual([doubtOf(key)]);
  });

  test.each([
    ...['xx', '2018', '粤B12345', '样本某某', 'VehicleType', '-1', '？'],
    ...['中华人民共和国机动车行驶证', '小型普通客车重型半挂牵引车非营运'],
  ])('%j is doubted, in either field, and nothing is suggested', (text) => {
    const either = ['vehicleType VEHICLE_TYPE_UNKNOWN', 'useCharacter USE_CHARACTER_UNKNOWN'];
    expect(doubts({ vehicle_type: text, use_character: text })).toEqual(
      either.slice(text === 'VehicleType' ? 1 : 0),
    );
  });
});

describe('what OCR makes of a term', () => {
  const suggestions: Record<'vehicle_type' | 'use_character', [text: string, term: string][]> = {
    vehicle_type: [
      // A caption in English, well or badly read, in front or behind.
      ['VehiclcTyre重型半挂牵引车', '重型半挂牵引车'],
      ['Va重型半挂牵引车', '重型半挂牵引车'],
      ['Vehide Type小型轿车', '小型轿车'],
      ['小型轿车Vehicie Type', '小型轿车'],
      ['車辆类型小型轿车', '小型轿车'],
      ['车辆类重型自卸货车', '重型自卸货车'],
      // Another character in front, behind or inside.
      ['发重型集装箱半挂车', '重型集装箱半挂车'],
      ['小型普通客车K', '小型普通客车'],
      ['小x型轿车', '小型轿车'],
      ['小型轿车（国六）1', '小型轿车'],
      ['小型轿车小型轿车', '小型轿车'],
      // One look-alike, and two wrong characters of which one term alone is that near.
      ['轻型平板贷车', '轻型平板货车'],
      ['小型普通窖车', '小型普通客车'],
      ['重型集装销半社车', '重型集装箱半挂车'],
      ['重型半挂率引年车', '重型半挂牵引车'],
      ['重型厢弍货车', '重型厢式货车'],
      ['輕型仓栅式货车', '轻型仓栅式货车'],
      ['小型轎车', '小型轿车'],
      ['小型骄车', '小型轿车'],
      ['小型 桥车', '小型轿车'],
      ['重型仓棚式货车', '重型仓栅式货车'],
      ['普通二轮摩杔车', '普通二轮摩托车'],
      ['重型平板半挂', '重型平板半挂车'],
      ['ype普通二轮摩托车', '普通二轮摩托车'],
      ['车辆小型轿车', '小型轿车'],
    ],
    use_character: [
      ['非营运2018', '非营运'],
      ['Use Charactcr非营运', '非营运'],
      ['使用牲质非营运', '非营运'],
      ['非營运', '非营运'],
      ['菲营运', '非营运'],
      ['非营远', '非营运'],
      ['非营运非营运', '非营运'],
      ['营转菲', '营转非'],
      ['预约岀租客运', '预约出租客运'],
      ['公路容运', '公路客运'],
      ['教炼', '教练'],
      ['警甲', '警用'],
      ['肖防', '消防'],
      ['租凭', '租赁'],
      ['出粗客运', '出租客运'],
      ['营砖非', '营转非'],
    ],
  };
  test.each(
    Object.entries(suggestions).flatMap(([key, rows]) => rows.map((row) => [key, ...row] as const)),
  )('%s %s is doubted, and likely %s', (key, text, suggestion) => {
    expect(changed({ [key]: text })?.license[fieldOf(key)]).toBe(text);
    expect(doubts({ [key]: text })).toEqual([`${doubtOf(key)} → ${suggestion}`]);
    expect(doubts({ [key]: suggestion })).toEqual([]);
  });

  test.each(['小型**', '**', '*型轿*', '非营*', '××'])('%s is masked', (text) => {
    const both = { vehicle_type: text, use_character: text };
    expect(doubts(both)).toEqual(['vehicleType MASKED', 'useCharacter MASKED']);
  });

  test.each([
    ['vehicle_type', '.小型普通客车', '小型普通客车'],
    ['vehicle_type', '小型轿车。', '小型轿车'],
    ['vehicle_type', '小型·轿车', '小型轿车'],
    ['vehicle_type', 'Vehicle Type小型轿车', '小型轿车'],
    ['vehicle_type', '小型轿车 车 辆 类 型', '小型轿车'],
    ['use_character', "非营运'", '非营运'],
    ['use_character', '使用性质Use Character:非营运', '非营运'],
  ])('%s %j is %s, without a doubt', (key, text, term) => {
    expect(changed({ [key]: text })?.license[fieldOf(key)]).toBe(term);
    expect(doubts({ [key]: text })).toEqual([]);
  });
});

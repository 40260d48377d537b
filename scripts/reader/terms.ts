/** What real cards carry where only certain words stand. A word that is missing here is read freely. */
const words = (list: string) => list.split(' ');

const sizes = words('大型 中型 小型 微型');
const loadSizes = words('重型 中型 轻型 微型');
const passenger = words(
  '普通客车 越野客车 专用客车 轿车 面包车 双层客车 卧铺客车 铰接客车 旅居车 客车',
);
const load = words(
  '普通货车 栏板货车 厢式货车 封闭货车 罐式货车 平板货车 集装箱车 自卸货车 特殊结构货车 仓栅式货车 多用途货车 ' +
    '普通自卸货车 栏板自卸货车 厢式自卸货车 半挂牵引车 专项作业车 非载货专项作业车 载货专项作业车',
);
const trailer = words(
  '普通半挂车 栏板半挂车 厢式半挂车 罐式半挂车 平板半挂车 低平板半挂车 集装箱半挂车 自卸半挂车 仓栅式半挂车 特殊结构半挂车 ' +
    '车辆运输半挂车 中置轴挂车 普通全挂车',
);
const others = words(
  '普通二轮摩托车 轻便二轮摩托车 普通正三轮摩托车 正三轮载客摩托车 正三轮载货摩托车 普通两轮摩托车 轻便两轮摩托车 ' +
    '三轮汽车 低速货车 小型专用校车 中型专用校车 大型专用校车 轮式装载机械 轮式专用机械车',
);

const sized = (all: readonly string[], structures: readonly string[]) =>
  all.flatMap((size) => structures.map((structure) => size + structure));

export const vehicleTypes: readonly string[] = [
  ...sized(sizes, passenger),
  ...sized(loadSizes, [...load, ...trailer]),
  ...others,
];

export const useCharacters: readonly string[] = words(
  '非营运 营运 公路客运 公交客运 出租客运 旅游客运 预约出租客运 租赁 货运 警用 消防 救护 工程救险 营转非 出租转非 ' +
    '预约出租转非 教练 幼儿校车 小学生校车 中小学生校车 初中生校车 其他校车 危化品运输 危险品运输',
);

export const sexes: readonly string[] = ['男', '女'];

export const nationalities: readonly string[] = words(
  '中国 美国 日本 韩国 英国 法国 德国 加拿大 澳大利亚 新加坡 马来西亚 泰国 越南 印度 俄罗斯 意大利 西班牙 巴西 中国香港 ' +
    '中国台湾 中国澳门 印度尼西亚 菲律宾 荷兰 瑞典 瑞士 新西兰 乌克兰 巴基斯坦 缅甸 老挝 柬埔寨 南非 埃及 墨西哥 土耳其',
);

const classes = words('A1 A2 A3 B1 B2 C1 C2 C3 C4 C5 C6 D E F M N P');

/** One to four classes in their order: A1, C1D, A1A2D. */
export const carClasses: readonly string[] = combinations(4);

function combinations(most: number): string[] {
  let last = classes.map((_, index) => [index]);
  const all = [...last];
  for (let count = 2; count <= most; count++) {
    last = last.flatMap((chosen) =>
      classes.flatMap((_, index) =>
        index > (chosen.at(-1) as number) ? [[...chosen, index]] : [],
      ),
    );
    all.push(...last);
  }
  return all.map((chosen) => chosen.map((index) => classes[index]).join(''));
}

/** The first characters of names: of common surnames, 欧阳 and its like by their first, and of invented names. */
export const surnames: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾' +
    '夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤' +
    '毕聂柴焦柳邢岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位霍翁隋植甘景薄单包司柏宁柯阮桂闵解强' +
    '丛华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾' +
    '蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺上诸皇尉东端闻尚邝郦逄弓代佘修党农鲜寇寿帅师干平' +
    '库庞庾扈揣敬旷昌昝晁智权杭楼毋汝浦渠满滑漆湛狄玉璩由相禹竹笪红臧苍茅茹荀荣萨蒲蒯言豆贝贲通逢郏酒释钮闭隆随雍雒须顿香骆鹿麦麻' +
    '样例虚某测',
);

import type { Dice } from './dice';

/**
 * What could be printed on a card and is not on any: provinces, cities and districts that exist, with
 * the roads, people, companies and makes that nobody has. The lists are the drawing's own: what the
 * reader and the functions know must not decide what they are tested with.
 */

/** Province, city and district, the beginning of plates there, the six digits of the region. */
const places = `
北京市 海淀区 京N 110108
天津市 南开区 津A 120104
河北省 石家庄市 长安区 冀A 130102
山西省 太原市 小店区 晋A 140105
内蒙古自治区 包头市 昆都仑区 蒙B 150203
辽宁省 大连市 甘井子区 辽B 210211
吉林省 长春市 朝阳区 吉A 220104
黑龙江省 哈尔滨市 南岗区 黑A 230103
上海市 浦东新区 沪A 310115
江苏省 南京市 鼓楼区 苏A 320106
浙江省 杭州市 西湖区 浙A 330106
安徽省 芜湖市 镜湖区 皖B 340202
福建省 厦门市 思明区 闽D 350203
江西省 南昌市 东湖区 赣A 360102
山东省 青岛市 市南区 鲁B 370202
河南省 郑州市 金水区 豫A 410105
湖北省 武汉市 洪山区 鄂A 420111
湖南省 长沙市 岳麓区 湘A 430104
广东省 深圳市 宝安区 粤B 440306
广东省 佛山市 顺德区 粤X 440606
广西壮族自治区 桂林市 七星区 桂C 450305
海南省 海口市 龙华区 琼A 460106
重庆市 渝北区 渝A 500112
四川省 成都市 武侯区 川A 510107
贵州省 贵阳市 云岩区 贵A 520103
云南省 昆明市 五华区 云A 530102
西藏自治区 拉萨市 城关区 藏A 540102
陕西省 西安市 雁塔区 陕A 610113
甘肃省 兰州市 城关区 甘A 620102
青海省 西宁市 城中区 青A 630103
宁夏回族自治区 银川市 兴庆区 宁A 640104
新疆维吾尔自治区 乌鲁木齐市 天山区 新A 650102`
  .trim()
  .split('\n')
  .map((line) => {
    const words = line.split(' ');
    const [plate = '', code = ''] = words.slice(-2);
    return { names: words.slice(0, -2), plate, code };
  });

type Region = (typeof places)[number];

/** Of vehicle types, the first are common. */
const cars = '小型轿车 小型轿车 小型轿车 小型普通客车 小型越野客车 微型轿车'.split(' ');
const trucks =
  '轻型厢式货车 轻型普通货车 中型仓栅式货车 重型自卸货车 重型半挂牵引车 大型普通客车 中型普通客车 重型集装箱半挂车'.split(
    ' ',
  );
const businessUses = '货运 公路客运 出租客运 租赁 预约出租客运 旅游客运 教练 危化品运输'.split(' ');
const classes = 'C1 C1 C1 C2 C2 B2 B1 A2 A1 A1A2 A2D C1D C1E C1M B1B2 A1A2D B2E'.split(' ');

const digits = '0123456789';
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞秀兰刚桂英华玉萍红梅建国志文海燕雪婷宇浩欣怡';

const two = (value: number) => String(value).padStart(2, '0');
const later = (date: string, years: number) =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

function dateIn(dice: Dice, from: number, to: number): string {
  return `${dice.whole(from, to)}-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}`;
}

function personIn(dice: Dice): string {
  const name = dice.pick([...surnames]);
  return dice.pick([`${name}样`, `${name}样本`, `${name}样${dice.text(given, 1)}`]);
}

function addressIn(dice: Dice, { names }: Region): string {
  const road = `虚构${dice.pick(['', ...'东南西北中'])}${dice.pick(['路', '街', '大道', '巷'])}${dice.whole(1, 999)}号`;
  const home = dice.pick([
    road,
    road,
    `虚构新村${dice.whole(1, 60)}幢`,
    `虚构镇样本村${dice.whole(1, 19)}组${dice.whole(1, 99)}号`,
    `${road}样本花园${dice.whole(1, 38)}栋${dice.whole(1, 4)}单元${dice.whole(101, 2604)}室`,
    `${road}${dice.pick([...'ABCDEF'])}座${dice.whole(101, 2604)}`,
  ]);
  return names.join('') + home;
}

function plateIn(dice: Dice, { plate }: Region, isTruck: boolean): string {
  const one = `${letters}${digits}`;
  if (isTruck && dice.chance(0.3)) return `${plate}${dice.text(digits, 4)}挂`;
  if (dice.chance(0.2)) return `${plate}${dice.pick([...'DF'])}${dice.text(digits, 5)}`;
  return (
    plate +
    dice.pick([
      dice.text(digits, 5),
      dice.text(one, 2) + dice.text(digits, 3),
      dice.text(digits, 4) + dice.text(letters, 1),
    ])
  );
}

/** GB 16735: the ninth character makes the weighted sum come out. */
function vinIn(dice: Dice): string {
  const one = `${letters}${digits}`;
  const characters = [...`L${dice.text(one, 7)}0${dice.text(one, 2)}${dice.text(digits, 6)}`];
  const values = new Map([...digits].map((digit) => [digit, Number(digit)]));
  for (const row of ['ABCDEFGH', 'JKLMN.P.R', '.STUVWXYZ'])
    for (const [index, letter] of [...row].entries()) values.set(letter, index + 1);
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce(
    (total, weight, index) => total + weight * (values.get(characters[index] as string) ?? 0),
    0,
  );
  characters[8] = '0123456789X'[sum % 11] as string;
  return characters.join('');
}

/** GB 11643: the last character of an identity number. */
function withCheckDigit(number: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return number + '10X98765432'[sum % 11];
}

/** A 行驶证 by WeChat's keys, and by the label what WeChat does not ask for; `--` is printed too. */
export function vehicleValues(dice: Dice): {
  main: Record<string, string>;
  second: Record<string, string>;
} {
  const region = dice.pick(places);
  const isTruck = dice.chance(0.3);
  const type = dice.pick(isTruck ? trucks : cars);
  const plate = plateIn(dice, region, isTruck);
  const registered = dateIn(dice, 2008, 2023);
  const city = region.names.at(-2) ?? '';
  const code = `${dice.text(letters, dice.whole(2, 3))}${dice.whole(1020, 7209)}${dice.text(`${letters}123456`, dice.whole(0, 4))}`;
  const main = {
    plate_num: plate,
    vehicle_type: type,
    owner:
      isTruck || dice.chance(0.15)
        ? `${city.slice(0, -1)}虚构${dice.pick(['汽车租赁', '物流', '运输', '科技', '建材'])}有限公司`
        : personIn(dice),
    addr: addressIn(dice, region),
    use_character: isTruck || dice.chance(0.1) ? dice.pick(businessUses) : '非营运',
    model: `${dice.pick(['样本', '虚构', '例子'])}牌${code}${dice.chance(0.15) ? `-${dice.pick(['i', '3', 'A'])}` : ''}`,
    vin: vinIn(dice),
    engine_num:
      dice.pick(['', '', dice.text(letters, 1), dice.text(`${letters}${digits}`, 4)]) +
      dice.text(digits, dice.whole(6, 8)),
    register_date: registered,
    issue_date: later(registered, dice.pick([0, 0, dice.below(6)])),
  };
  const weight = isTruck ? dice.whole(2300, 14000) : dice.whole(880, 2300);
  const size = isTruck
    ? [dice.whole(5995, 12990), dice.whole(2050, 2550), dice.whole(2300, 3990)]
    : [dice.whole(3500, 5200), dice.whole(1600, 1995), dice.whole(1380, 1890)];
  const second = {
    plate_num_b: plate,
    record: region.code.slice(0, 4) + dice.text(digits, 8),
    passengers_num: `${isTruck ? dice.pick([2, 3, 49]) : dice.pick([5, 5, 5, 7])}人`,
    total_quality: `${weight + dice.whole(300, 9000)}kg`,
    prepare_quality: `${weight}kg`,
    核定载质量: isTruck && dice.chance(0.5) ? `${dice.whole(995, 9950)}kg` : '--',
    overall_size: `${size.join('×')}mm`,
    lead_quality: type.includes('牵引') ? `${dice.whole(35000, 40000)}kg` : '--',
    备注: dice.pick(['虚构样本', '样本，数据虚构', `样本强制报废期止${later(registered, 15)}`, '']),
    检验记录: `检验有效期至${Number(registered.slice(0, 4)) + dice.whole(2, 6)}年${registered.slice(5, 7)}月${region.plate}`,
    条码: dice.chance(0.7) ? dice.text(digits, 13) : '',
  };
  return { main, second };
}

/** A 驾驶证, of the form that was printed until 2013 where `isOld`. */
export function driverValues(
  dice: Dice,
  isOld: boolean,
): { main: Record<string, string>; second: Record<string, string> } {
  const region = dice.pick(places);
  const sex = dice.pick(['男', '男', '女']);
  // Valid for six years, then for ten, then for good.
  const before = dice.pick(isOld ? [0, 0, 6] : [0, 6, 6, 16]);
  const [earliest, latest] = isOld ? [2007, 2012] : [2013, 2023];
  const first = dateIn(dice, earliest - before, latest - before);
  const birth = dateIn(dice, Number(first.slice(0, 4)) - 35, Number(first.slice(0, 4)) - 19);
  const serial = `${dice.text(digits, 2)}${dice.pick([...(sex === '男' ? '13579' : '02468')])}`;
  const from = later(first, before);
  const to = before === 16 ? '长期' : later(from, before === 0 ? 6 : 10);
  const seal = dice.pick([
    '样本省样本市公安局交通警察支队',
    `${region.names[0]}样本市公安局交通警察支队`,
    '样本市公安局公安交通管理局',
    '样本市公安局交警支队车管所',
  ]);
  const number = withCheckDigit(`${region.code}${birth.replaceAll('-', '')}${serial}`);
  const name = personIn(dice);
  const gap = dice.pick([' ', ' ', '']);
  const period: Record<string, string> = isOld
    ? { valid_from: from, valid_to: before === 0 ? '6年' : '10年' }
    : { valid_period: `${from}${gap}至${gap}${to}` };
  const main = {
    id_num: number,
    name,
    sex,
    nationality: '中国',
    address: addressIn(dice, region),
    birth_date: birth,
    issue_date: first,
    car_class: dice.pick(classes),
    official_seal: seal,
    ...period,
  };
  const second = {
    id_num: number,
    name,
    档案编号: region.code + dice.text(digits, 6),
    记录: `虚构样本。\n请于${later(from, 6).replace('-', '年').replace('-', '月')}日前九十日内申请换领新证`,
    条码: isOld ? dice.text(digits, 13) : '',
  };
  return { main, second };
}

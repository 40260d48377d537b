import { driver, driverOld } from './cards/driverLicense';
import { vehicleMain, vehicleSecond, vehicleSecondOld } from './cards/vehicleLicense';
import type { PrintStyle, SpecimenPage } from './page';
import { type SpecimenPhoto, seededRandom } from './photo';

export interface RandomPhoto {
  kind: 'vehicleLicense' | 'driverLicense';
  photo: SpecimenPhoto;
  /** What a reader should answer, in WeChat's keys. */
  fields: Record<string, string>;
}

/**
 * A photograph of a licence that nobody has seen before: values, typefaces, light, place and camera
 * come from the seed. Everything on it is as invented as on the specimens.
 */
export function randomPhoto(seed: number): RandomPhoto {
  const dice = createDice(seed);
  const kind = seed % 2 === 0 ? 'vehicleLicense' : 'driverLicense';
  const style = randomStyle(dice);
  const { pages, fields } =
    kind === 'vehicleLicense' ? randomVehicle(dice, style) : randomDriver(dice, style);
  // A second card may lie there too: only the one that is asked for counts.
  if (pages.length === 1 && dice.chance(0.15)) {
    const other = kind === 'vehicleLicense' ? randomDriver : randomVehicle;
    const [page] = other(dice, style).pages;
    if (page) pages.push(page);
  }
  if (dice.chance(0.3)) pages.reverse();

  const arrangement = pages.length > 1 && dice.chance(0.25) ? 'row' : 'column';
  const across = arrangement === 'row' ? pages.length : 1;
  // From a card that fills the picture to one that fills a third of it, which phones take larger.
  const size = dice.pick(sizes);
  const width = Math.round(dice.between(1050, 1500) * size.enlarged * (across > 1 ? 1.35 : 1));
  const cardWidth = (width / across) * dice.between(...size.share);
  const photo: SpecimenPhoto = {
    pages,
    arrangement,
    width,
    cardWidth,
    margin: Math.round(width * dice.between(...size.margin)),
    tilt: dice.between(-10, 10) * (cardWidth * across > width * 0.85 ? 0.4 : 1),
    lean: { x: dice.between(-9, 9), y: dice.between(-9, 9) },
    desk: dice.pick(['wood', 'slate', 'cloth', 'paper']),
    thumb: dice.chance(0.15),
    handwriting: dice.chance(0.1),
    shade: dice.between(0.45, 0.9),
    blur: dice.between(0.35, 1),
    brightness: dice.between(0.65, 1.1),
    noise: dice.between(1, 7),
    quality: Math.round(dice.between(60, 92)),
    seed,
  };
  return { kind, photo, fields };
}

interface Size {
  /** Of the photo's pixels, against the usual. */
  enlarged: number;
  /** Least and most of the photo's width that a card takes, and of bare desk above and below. */
  share: [number, number];
  margin: [number, number];
}

const usualSize: Size = { enlarged: 1, share: [0.62, 0.93], margin: [0.04, 0.12] };
const sizes: Size[] = [
  usualSize,
  usualSize,
  usualSize,
  { enlarged: 1, share: [0.95, 1], margin: [0, 0.02] },
  { enlarged: 1.5, share: [0.5, 0.62], margin: [0.1, 0.25] },
];

type Dice = ReturnType<typeof createDice>;

function createDice(seed: number) {
  const next = seededRandom(seed * 7919 + 17);
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return {
    below,
    pick,
    chance: (share: number) => next() < share,
    between: (low: number, high: number) => low + next() * (high - low),
    whole: (low: number, high: number) => low + below(high - low + 1),
    text: (characters: string, length: number) =>
      Array.from({ length }, () => pick([...characters])).join(''),
  };
}

function randomStyle(dice: Dice): Partial<PrintStyle> {
  const face = dice.pick(['serif', 'serif', 'sans'] as const);
  return {
    face,
    weight: dice.pick(face === 'serif' ? [400, 500, 600, 700] : [400, 500]),
    size: dice.between(0.88, 1.08),
    stretch: dice.between(0.86, 1.04),
    shift: { x: dice.between(-4, 10), y: dice.between(-7, 7) },
    stamp: dice.pick(['样本 SPECIMEN', '作废 样本']),
    spreadLabels: dice.chance(0.25),
    room: dice.pick([1, 1, 0.6]),
  };
}

const digits = '0123456789';
/** Plates and VINs hold no I, O; VINs no Q either. */
const plain = `ABCDEFGHJKLMNPRSTUVWXYZ${digits}`;
const places =
  '东西南北中山河江海湖新安平和兴华建民光明春阳龙凤桥泉石林花园金银福康乐清白云天长宁德永顺';
const names =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞秀兰刚桂英华玉萍红梅建国志文海燕雪婷宇浩欣怡子轩梓涵';
const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

const vehicleTypes =
  '小型轿车 小型普通客车 轻型厢式货车 重型半挂牵引车 大型普通客车 中型仓栅式货车 小型越野客车 微型普通客车 重型自卸货车'.split(
    ' ',
  );
const useCharacters = '非营运 货运 租赁 出租客运 公路客运 营转非 预约出租客运'.split(' ');
const carClasses = 'C1 C1 C2 B2 A2 A1A2 C1D C1E A2D B1B2 A1A2D'.split(' ');

function randomDate(dice: Dice, from: number, to: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dice.whole(from, to)}-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}`;
}

function randomAddress(dice: Dice): string {
  const road = `${dice.text(places, 2)}${dice.pick(['路', '街', '大道'])}${dice.whole(1, 999)}号`;
  const short = `样本省${dice.text(places, 2)}市${dice.text(places, 2)}${dice.pick(['区', '县'])}${road}`;
  const flat = `${dice.text(places, 2)}小区${dice.whole(1, 38)}栋${dice.whole(1, 4)}单元${dice.whole(101, 2604)}室`;
  return dice.chance(0.3) ? short + flat : short;
}

function randomPlate(dice: Dice): string {
  const head = dice.pick([...provinces]) + dice.text('ABCDEFGHJKLMN', 1);
  if (dice.chance(0.2)) return `${head}${dice.pick([...'DF'])}${dice.text(digits, 5)}`;
  if (dice.chance(0.1)) return `${head}${dice.text(digits, 4)}${dice.pick(['挂', '学'])}`;
  return head + dice.text(plain, 2) + dice.text(digits, 3);
}

function randomVin(dice: Dice): string {
  const characters = [...`L${dice.text(plain, 7)}0${dice.text(plain, 4)}${dice.text(digits, 4)}`];
  // GB 16735: the ninth character makes the weighted sum come out.
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

function randomVehicle(dice: Dice, style: Partial<PrintStyle>) {
  const plate = randomPlate(dice);
  const registered = randomDate(dice, 2006, 2023);
  const main = {
    plate_num: plate,
    vehicle_type: dice.pick(vehicleTypes),
    owner: dice.chance(0.3)
      ? `样本市${dice.text(places, 2)}${dice.pick(['汽车租赁', '物流', '运输', '科技'])}有限公司`
      : `样本${dice.text(names, dice.whole(1, 2))}`,
    addr: randomAddress(dice),
    use_character: dice.pick(useCharacters),
    model: `${dice.pick(['样本', '虚构', '例子'])}牌${dice.text('ABCDEFGHJKLMNPRSTUVWXYZ', dice.whole(2, 3))}${dice.whole(1020, 7209)}${dice.text('ABCDEFGHJKLMNP123456', dice.whole(1, 4))}`,
    vin: randomVin(dice),
    engine_num: dice.text(plain, dice.whole(0, 2)) + dice.text(digits, dice.whole(5, 8)),
    register_date: registered,
    issue_date: `${dice.whole(Number(registered.slice(0, 4)), 2024)}${registered.slice(4)}`,
  };
  const weight = dice.whole(900, 9000);
  const rows = {
    record: dice.text(digits, 12),
    passengers_num: `${dice.whole(2, 55)}人`,
    total_quality: `${weight + dice.whole(300, 2000)}kg`,
    prepare_quality: `${weight}kg`,
    overall_size: `${dice.whole(3500, 12000)}×${dice.whole(1500, 2550)}×${dice.whole(1380, 3990)}mm`,
  };
  const isOld = dice.chance(0.2);
  const second = isOld ? rows : { plate_num_b: plate, ...rows };
  const mainPage: SpecimenPage = { layout: vehicleMain, fields: main, style };
  const secondPage: SpecimenPage = {
    layout: isOld ? vehicleSecondOld : vehicleSecond,
    fields: second,
    style,
  };
  const shown = dice.below(10);
  const printed = { ...(shown < 8 ? main : {}), ...(shown < 5 || shown >= 8 ? second : {}) };
  const pages = shown < 5 ? [mainPage, secondPage] : shown < 8 ? [mainPage] : [secondPage];
  // Free of the sign that keyboards lack, as WeChat writes it.
  const size = printed as Record<string, string>;
  const fields = size.overall_size
    ? { ...size, overall_size: size.overall_size.replaceAll('×', 'x') }
    : size;
  return { pages, fields };
}

const gaps = ['', ' ', '\u3000'];

function randomDriver(dice: Dice, style: Partial<PrintStyle>) {
  const sex = dice.pick(['男', '女']);
  const birth = randomDate(dice, 1960, 2003);
  const first = randomDate(dice, Number(birth.slice(0, 4)) + 19, 2023);
  const serial = `${dice.text(digits, 2)}${sex === '男' ? dice.pick([...'13579']) : dice.pick([...'02468'])}`;
  const isOld = dice.chance(0.15);
  const from = isOld ? randomDate(dice, 2006, 2012) : randomDate(dice, 2015, 2024);
  const isOpen = !isOld && dice.chance(0.2);
  const to = isOld
    ? dice.pick(['6年', '10年'])
    : isOpen
      ? '长期'
      : `${Number(from.slice(0, 4)) + dice.pick([6, 10])}${from.slice(4)}`;
  const common = {
    id_num: withCheckDigit(`990000${birth.replaceAll('-', '')}${serial}`),
    name: `样本${dice.text(names, dice.whole(1, 2))}`,
    sex,
    nationality: '中国',
    address: randomAddress(dice),
    birth_date: birth,
    issue_date: first,
    car_class: dice.pick(carClasses),
    official_seal: `样本市公安局${dice.pick(['交通警察支队', '公安交通管理局'])}`,
  };
  const page: SpecimenPage = isOld
    ? { layout: driverOld, fields: { ...common, valid_from: from, valid_to: to }, style }
    : {
        layout: driver,
        fields: {
          ...common,
          // Together, or so far apart that the reader finds three pieces.
          valid_period: `${from}${dice.pick(gaps)}至${dice.pick(gaps)}${to}`,
        },
        style,
      };
  return { pages: [page], fields: { ...common, valid_from: from, valid_to: to } };
}

/** GB 11643. */
function withCheckDigit(number: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return number + '10X98765432'[sum % 11];
}

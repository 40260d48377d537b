import {
  type Label,
  type PageLayout,
  type Span,
  titleSizeMm,
  type Value,
  type WechatCard,
} from './layout';

// 主页: measured on photographs of seven real cards, ± 0.01. 副页: from drawings, so less sure.

const main: PageLayout = {
  page: 'main',
  positionKey: 'card_position_front',
  labels: [
    {
      text: '中华人民共和国机动车行驶证',
      x: [0.183, 0.808],
      y: 0.089,
      sizeMm: titleSizeMm,
      english: {
        text: "Vehicle License of the People's Republic of China",
        x: [0.189, 0.805],
        y: 0.142,
      },
    },
    {
      text: '号牌号码',
      x: [0.036, 0.155],
      y: 0.207,
      english: { text: 'Plate No.', y: 0.252 },
      value: {
        key: 'plate_num',
        kind: 'plate',
        begins: [0.185, 0.215],
        ends: 0.36,
        y: [0.208, 0.226],
        line: [0.169, 0.438],
      },
    },
    {
      text: '车辆类型',
      x: [0.435, 0.552],
      y: 0.206,
      english: { text: 'Vehicle Type', y: 0.252 },
      value: {
        key: 'vehicle_type',
        kind: 'vehicleType',
        begins: [0.6, 0.64],
        ends: 0.968,
        y: [0.2, 0.239],
        line: [0.556, 0.968],
      },
    },
    {
      text: '所有人',
      x: [0.034, 0.156],
      y: 0.325,
      isSpread: true,
      english: { text: 'Owner', y: 0.37 },
      value: {
        key: 'owner',
        kind: 'name',
        begins: [0.185, 0.195],
        ends: 0.968,
        y: [0.31, 0.345],
        line: [0.169, 0.968],
      },
    },
    {
      text: '住址',
      variants: ['住所', '地址'],
      x: [0.035, 0.16],
      y: 0.443,
      isSpread: true,
      english: { text: 'Address', y: 0.487 },
      value: {
        key: 'addr',
        kind: 'address',
        begins: [0.18, 0.19],
        ends: 0.973,
        y: [0.44, 0.463],
        line: [0.169, 0.968],
      },
    },
    {
      text: '使用性质',
      x: [0.036, 0.16],
      y: 0.555,
      english: { text: 'Use Character', y: 0.598 },
      value: {
        key: 'use_character',
        kind: 'useCharacter',
        begins: [0.18, 0.195],
        ends: 0.351,
        y: [0.555, 0.576],
        line: [0.166, 0.351],
      },
    },
    {
      text: '品牌型号',
      variants: ['厂牌型号'],
      x: [0.367, 0.492],
      y: 0.556,
      english: { text: 'Model', y: 0.6 },
      value: {
        key: 'model',
        kind: 'text',
        begins: [0.52, 0.56],
        ends: 0.97,
        y: [0.55, 0.581],
        line: [0.491, 0.968],
      },
    },
    {
      text: '车辆识别代号',
      variants: ['车辆识别代码'],
      x: [0.27, 0.448],
      y: 0.677,
      english: { text: 'VIN', y: 0.716 },
      value: {
        key: 'vin',
        kind: 'vin',
        begins: [0.48, 0.505],
        ends: 0.87,
        y: [0.667, 0.7],
        line: [0.46, 0.968],
      },
    },
    {
      text: '发动机号码',
      x: [0.277, 0.421],
      y: 0.789,
      english: { text: 'Engine No.', y: 0.832 },
      value: {
        key: 'engine_num',
        kind: 'code',
        begins: [0.45, 0.475],
        ends: 0.968,
        y: [0.79, 0.81],
        line: [0.432, 0.968],
      },
    },
    {
      text: '注册日期',
      variants: ['登记日期'],
      x: [0.277, 0.388],
      y: 0.9,
      english: { text: 'Register Date', y: 0.944 },
      value: {
        key: 'register_date',
        kind: 'date',
        begins: [0.395, 0.43],
        ends: 0.64,
        y: [0.905, 0.925],
        line: [0.392, 0.629],
      },
    },
    {
      text: '发证日期',
      x: [0.632, 0.735],
      y: 0.901,
      english: { text: 'Issue Date', y: 0.944 },
      value: {
        key: 'issue_date',
        kind: 'date',
        begins: [0.744, 0.775],
        ends: 0.983,
        y: [0.9, 0.945],
        line: [0.74, 0.968],
      },
    },
  ],
  seal: { box: { x: [0.04, 0.267], y: [0.627, 0.96] }, rowsY: [0.692, 0.797, 0.904] },
  thread: { x: [0.05, 0.12], widthMm: [1.5, 2], dashMm: [6, 8] },
  linesY: [0.265, 0.383, 0.497, 0.615, 0.73, 0.846, 0.962],
};

const secondLabelPitch = 2.55 / 88;

/** A label of the 副页; those of the right column begin elsewhere on each print. */
function secondLabel(
  text: string,
  y: number,
  { x = 0.06, ...value }: { x?: number } & Partial<Pick<Value, 'key' | 'kind' | 'ends'>> = {},
): Label {
  const right = x + secondLabelPitch * text.length;
  const { key, kind = 'text', ends = x < 0.4 ? 0.42 : 0.95 } = value;
  return {
    text,
    x: [x, right],
    y,
    ...(x > 0.4 && { begins: [0.43, 0.66] as Span }),
    ...(key && {
      value: { key, kind, begins: [right + 0.01, right + 0.07], ends, y: [y - 0.01, y + 0.01] },
    }),
  };
}

/** What both forms have, from the row of 核定载人数 to that of 检验记录. */
function secondRows([first, second, third, fourth, fifth]: readonly [
  number,
  number,
  number,
  number,
  number,
]): Label[] {
  return [
    {
      ...secondLabel('核定载人数', first, { key: 'passengers_num', kind: 'persons' }),
      variants: ['核定载客'],
    },
    secondLabel('总质量', first, { x: 0.57, key: 'total_quality', kind: 'mass' }),
    secondLabel('整备质量', second, { key: 'prepare_quality', kind: 'mass' }),
    secondLabel('核定载质量', second, { x: 0.57 }),
    secondLabel('外廓尺寸', third, { key: 'overall_size', kind: 'size', ends: 0.535 }),
    secondLabel('准牵引总质量', third, { x: 0.54, key: 'lead_quality', kind: 'mass' }),
    secondLabel('备注', fourth),
    secondLabel('检验记录', fifth),
  ];
}

/** Without a title: 号牌号码 and 档案编号 are its first row. */
const second: PageLayout = {
  page: 'second',
  positionKey: 'card_position_back',
  labels: [
    secondLabel('号牌号码', 0.131, { key: 'plate_num_b', kind: 'plate' }),
    secondLabel('档案编号', 0.131, { x: 0.44, key: 'record', kind: 'fileNumber' }),
    ...secondRows([0.238, 0.349, 0.46, 0.576, 0.703]),
  ],
  barcode: { x: [0.49, 0.95], y: [0.79, 0.91] },
  thread: { x: [0.05, 0.12], widthMm: [1.5, 2], dashMm: [6, 8] },
};

/** Before 2008: not measured; no plate, the file number alone in the first row. */
const secondBefore2008: PageLayout = {
  page: 'second',
  form: 'before 2008',
  positionKey: 'card_position_back',
  labels: [
    secondLabel('档案编号', 0.133, { key: 'record', kind: 'fileNumber' }),
    ...secondRows([0.257, 0.38, 0.503, 0.627, 0.75]),
  ],
};

export const card: WechatCard = {
  path: '/cv/ocr/driving',
  declares: ['车牌号', '地址'],
  pages: [[main], [second, secondBefore2008]],
  toAnswer: (fields, { width, height }) => ({ ...fields, img_size: { w: width, h: height } }),
};

/**
 * What is printed on the two cards, as GA 37 and GA 482 and pictures of real cards have it. The unit
 * is a millimetre; every page is 88 × 60. The places only need to be right to a few millimetres.
 */

export interface Label {
  text: string;
  /** Older or looser wordings. */
  variants?: string[];
  /** The small words below it. */
  english?: string;
  /** Left end, right end and middle line of the label. */
  left: number;
  right: number;
  y: number;
  /** WeChat's key; without it the label only helps to find the page. */
  key?: string;
  /** Right end of the room for the value; the page's edge when absent. */
  until?: number;
  /** Half the height of the room for the value: more where it can take two lines. */
  reach?: number;
  /** Codes and amounts hold no blank; names and addresses keep the ones between Latin words. */
  isText?: boolean;
}

export interface PageLayout {
  labels: Label[];
  /** The red square of the authority, where its words are wanted. */
  seal?: { key: string; left: number; top: number; right: number; bottom: number };
  /** Key of the four corners. */
  positionKey?: string;
}

export interface Card {
  /** Pages of the card, each with its layouts; the one that fits best is taken. */
  pages: PageLayout[][];
  hasImageSize: boolean;
}

export const pageSize = { width: 88, height: 60 };

const vehicleMain: PageLayout = {
  positionKey: 'card_position_front',
  labels: [
    { text: '中华人民共和国机动车行驶证', left: 16, right: 72, y: 5 },
    {
      text: '号牌号码',
      english: 'Plate No.',
      left: 4,
      right: 11.6,
      y: 13.8,
      key: 'plate_num',
      until: 44,
    },
    {
      text: '车辆类型',
      english: 'Vehicle Type',
      left: 45.2,
      right: 52.8,
      y: 13.8,
      key: 'vehicle_type',
      isText: true,
    },
    { text: '所有人', english: 'Owner', left: 4, right: 9.7, y: 20, key: 'owner', isText: true },
    {
      text: '住址',
      variants: ['住所', '地址'],
      english: 'Address',
      left: 4,
      right: 7.8,
      y: 25.6,
      key: 'addr',
      reach: 4,
      isText: true,
    },
    {
      text: '使用性质',
      english: 'Use Character',
      left: 4,
      right: 11.6,
      y: 31.2,
      key: 'use_character',
      until: 32,
      isText: true,
    },
    {
      text: '品牌型号',
      variants: ['厂牌型号'],
      english: 'Model',
      left: 32.2,
      right: 39.8,
      y: 31.2,
      key: 'model',
      reach: 3.6,
      isText: true,
    },
    {
      text: '车辆识别代号',
      variants: ['车辆识别代码', '车架号'],
      english: 'VIN',
      left: 28.2,
      right: 39.6,
      y: 37.6,
      key: 'vin',
    },
    {
      text: '发动机号码',
      variants: ['发动机号'],
      english: 'Engine No.',
      left: 28.2,
      right: 37.7,
      y: 44,
      key: 'engine_num',
    },
    {
      text: '注册日期',
      variants: ['注册登记日期', '登记日期'],
      english: 'Register Date',
      left: 28.2,
      right: 35.8,
      y: 51,
      key: 'register_date',
      until: 56,
    },
    {
      text: '发证日期',
      english: 'Issue Date',
      left: 57,
      right: 64.6,
      y: 51,
      key: 'issue_date',
    },
  ],
};

/** The six rows that both layouts of the second page share, from this line on. */
function secondPageRows(top: number, step: number): Label[] {
  const row = (index: number) => top + step * index;
  return [
    {
      text: '核定载人数',
      variants: ['核定载客'],
      left: 4,
      right: 13.5,
      y: row(0),
      key: 'passengers_num',
      until: 42,
    },
    { text: '总质量', left: 44, right: 49.7, y: row(0), key: 'total_quality' },
    { text: '整备质量', left: 4, right: 11.6, y: row(1), key: 'prepare_quality', until: 42 },
    { text: '核定载质量', left: 44, right: 53.5, y: row(1) },
    { text: '外廓尺寸', left: 4, right: 11.6, y: row(2), key: 'overall_size', until: 43 },
    { text: '准牵引总质量', left: 44, right: 55.4, y: row(2), key: 'lead_quality' },
    { text: '备注', left: 4, right: 7.8, y: row(3) },
    { text: '检验记录', left: 4, right: 11.6, y: row(4) },
  ];
}

const vehicleSecond: PageLayout = {
  positionKey: 'card_position_back',
  labels: [
    { text: '中华人民共和国机动车行驶证副页', left: 12, right: 76, y: 5 },
    { text: '号牌号码', left: 4, right: 11.6, y: 13.2, key: 'plate_num_b', until: 42 },
    { text: '档案编号', left: 44, right: 51.6, y: 13.2, key: 'record' },
    ...secondPageRows(20.2, 7),
  ],
};

/** Before 2008: no plate, the file number alone in the first row. */
const vehicleSecondOld: PageLayout = {
  positionKey: 'card_position_back',
  labels: [
    { text: '档案编号', left: 4, right: 11.6, y: 8, key: 'record' },
    ...secondPageRows(15.4, 7.4),
  ],
};

const driverHead: Label[] = [
  { text: '中华人民共和国机动车驾驶证', left: 16, right: 72, y: 5 },
  { text: '证号', english: 'No.', left: 12, right: 15.8, y: 13.2, key: 'id_num' },
  {
    text: '姓名',
    english: 'Name',
    left: 4,
    right: 7.8,
    y: 18.8,
    key: 'name',
    until: 42,
    isText: true,
  },
  {
    text: '性别',
    english: 'Sex',
    left: 44,
    right: 47.8,
    y: 18.8,
    key: 'sex',
    until: 57,
    isText: true,
  },
  {
    text: '国籍',
    english: 'Nationality',
    left: 59,
    right: 62.8,
    y: 18.8,
    key: 'nationality',
    isText: true,
  },
  {
    text: '住址',
    english: 'Address',
    left: 4,
    right: 7.8,
    y: 25.2,
    key: 'address',
    reach: 4,
    isText: true,
  },
];

/** Left of the holder's portrait. */
const beforePortrait = 63;

const driverRows: Label[] = [
  {
    text: '出生日期',
    english: 'Date of Birth',
    left: 25,
    right: 32.6,
    y: 32.4,
    key: 'birth_date',
    until: beforePortrait,
  },
  {
    text: '初次领证日期',
    variants: ['初次领证'],
    english: 'Date of First Issue',
    left: 25,
    right: 36.4,
    y: 39,
    key: 'issue_date',
    until: beforePortrait,
  },
  {
    text: '准驾车型',
    english: 'Class',
    left: 25,
    right: 32.6,
    y: 45.6,
    key: 'car_class',
    until: beforePortrait,
  },
];

const driverSeal = { key: 'official_seal', left: 2, top: 29, right: 24, bottom: 50.5 };

const driver: PageLayout = {
  seal: driverSeal,
  labels: [
    ...driverHead,
    ...driverRows,
    {
      text: '有效期限',
      english: 'Valid Period',
      left: 4,
      right: 11.6,
      y: 53.4,
      key: 'valid_period',
      until: 54,
    },
  ],
};

/** Until 2013: the beginning and a term, such as 6年. */
const driverOld: PageLayout = {
  seal: driverSeal,
  labels: [
    ...driverHead,
    ...driverRows,
    {
      text: '有效起始日期',
      english: 'Valid From',
      left: 4,
      right: 15.4,
      y: 53.4,
      key: 'valid_from',
      until: 38,
    },
    {
      text: '有效期限',
      english: 'Valid For',
      left: 40,
      right: 47.6,
      y: 53.4,
      key: 'valid_to',
      until: 58,
    },
  ],
};

export const cards = {
  'ocr.vehicleLicense': {
    pages: [[vehicleMain], [vehicleSecond, vehicleSecondOld]],
    hasImageSize: true,
  },
  'ocr.driverLicense': { pages: [[driver, driverOld]], hasImageSize: false },
} satisfies Record<string, Card>;

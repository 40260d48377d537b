import type { Label, PageLayout } from '../reader/layout';
import type { WechatCard } from './index';

// The places of the print: GA 37, and pictures of real cards.

const vehicleMain: PageLayout = {
  positionKey: 'card_position_front',
  labels: [
    {
      text: '中华人民共和国机动车行驶证',
      english: "Vehicle License of the People's Republic of China",
      left: 16,
      right: 72,
      y: 5,
    },
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

export const card: WechatCard = {
  path: '/cv/ocr/driving',
  pages: [[vehicleMain], [vehicleSecond, vehicleSecondOld]],
  toAnswer: (fields, { width, height }) => ({ ...fields, img_size: { w: width, h: height } }),
};

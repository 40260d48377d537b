import type { WechatCard } from './index';
import { type Label, label, type PageLayout } from './layout';

// The places of the print: GA 37, and pictures of real cards.

const vehicleMain: PageLayout = {
  positionKey: 'card_position_front',
  labels: [
    label('中华人民共和国机动车行驶证', 16, 5, {
      english: "Vehicle License of the People's Republic of China",
      right: 72,
    }),
    label('号牌号码', 4, 13.8, { english: 'Plate No.', key: 'plate_num', until: 44 }),
    label('车辆类型', 45.2, 13.8, { english: 'Vehicle Type', key: 'vehicle_type', isText: true }),
    label('所有人', 4, 20, { english: 'Owner', key: 'owner', isText: true }),
    label('住址', 4, 25.6, {
      variants: ['住所', '地址'],
      english: 'Address',
      key: 'addr',
      reach: 4,
      isText: true,
    }),
    label('使用性质', 4, 31.2, {
      english: 'Use Character',
      key: 'use_character',
      until: 32,
      isText: true,
    }),
    label('品牌型号', 32.2, 31.2, {
      variants: ['厂牌型号'],
      english: 'Model',
      key: 'model',
      reach: 3.6,
      isText: true,
    }),
    label('车辆识别代号', 28.2, 37.6, {
      variants: ['车辆识别代码', '车架号'],
      english: 'VIN',
      key: 'vin',
    }),
    label('发动机号码', 28.2, 44, {
      variants: ['发动机号'],
      english: 'Engine No.',
      key: 'engine_num',
    }),
    label('注册日期', 28.2, 51, {
      variants: ['注册登记日期', '登记日期'],
      english: 'Register Date',
      key: 'register_date',
      until: 56,
    }),
    label('发证日期', 57, 51, { english: 'Issue Date', key: 'issue_date' }),
  ],
};

/** The six rows that both layouts of the second page share, from this line on. */
function secondPageRows(top: number, step: number): Label[] {
  const row = (index: number) => top + step * index;
  return [
    label('核定载人数', 4, row(0), { variants: ['核定载客'], key: 'passengers_num', until: 42 }),
    label('总质量', 44, row(0), { key: 'total_quality' }),
    label('整备质量', 4, row(1), { key: 'prepare_quality', until: 42 }),
    label('核定载质量', 44, row(1)),
    label('外廓尺寸', 4, row(2), { key: 'overall_size', until: 43 }),
    label('准牵引总质量', 44, row(2), { key: 'lead_quality' }),
    label('备注', 4, row(3)),
    label('检验记录', 4, row(4)),
  ];
}

const vehicleSecond: PageLayout = {
  positionKey: 'card_position_back',
  labels: [
    label('中华人民共和国机动车行驶证副页', 12, 5, { right: 76 }),
    label('号牌号码', 4, 13.2, { key: 'plate_num_b', until: 42 }),
    label('档案编号', 44, 13.2, { key: 'record' }),
    ...secondPageRows(20.2, 7),
  ],
};

/** Before 2008: no plate, the file number alone in the first row. */
const vehicleSecondOld: PageLayout = {
  positionKey: 'card_position_back',
  labels: [label('档案编号', 4, 8, { key: 'record' }), ...secondPageRows(15.4, 7.4)],
};

export const card: WechatCard = {
  path: '/cv/ocr/driving',
  pages: [[vehicleMain], [vehicleSecond, vehicleSecondOld]],
  toAnswer: (fields, { width, height }) => ({ ...fields, img_size: { w: width, h: height } }),
};

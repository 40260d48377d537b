import { type Cell, cell, type Layout } from '../page';
import type { Specimens } from '../photos';

const blue = { ink: '#1f6f9f', paper: ['#eef7fb', '#d5e8f2'] as [string, string] };
const teal = { ink: '#22718a', paper: ['#f1f8f7', '#d9ebea'] as [string, string] };

export const vehicleMain: Layout = {
  title: '中华人民共和国机动车行驶证',
  subtitle: 'Vehicle License of the People&#39;s Republic of China',
  ...blue,
  cells: (fields) => [
    cell('号牌号码', 'Plate No.', fields.plate_num, 40, 128, 104, { size: 29 }),
    cell('车辆类型', 'Vehicle Type', fields.vehicle_type, 452, 128, 110),
    cell('所有人', 'Owner', fields.owner, 40, 190, 104),
    cell('住址', 'Address', fields.addr, 40, 248, 104, { size: 23, width: 710 }),
    cell('使用性质', 'Use Character', fields.use_character, 40, 306, 116),
    cell('品牌型号', 'Model', fields.model, 322, 306, 96, { width: 440 }),
    cell('车辆识别代号', 'VIN', fields.vin, 282, 370, 136),
    cell('发动机号码', 'Engine No.', fields.engine_num, 282, 434, 136),
    cell('注册日期', 'Register Date', fields.register_date, 282, 504, 104),
    cell('发证日期', 'Issue Date', fields.issue_date, 566, 504, 104),
  ],
  seal: { left: 56, top: 372 },
};

export const vehicleSecond: Layout = {
  title: '中华人民共和国机动车行驶证副页',
  subtitle: '',
  ...teal,
  cells: (fields) => [
    cell('号牌号码', '', fields.plate_num_b, 40, 122, 112),
    cell('档案编号', '', fields.record, 440, 122, 112),
    ...secondPageRows(fields, 192, 70),
  ],
  hasBarcode: true,
};

export const vehicleSecondOld: Layout = {
  title: '',
  subtitle: '',
  ...teal,
  cells: (fields) => [
    cell('档案编号', '', fields.record, 40, 70, 112),
    ...secondPageRows(fields, 144, 74),
  ],
};

function secondPageRows(fields: Record<string, string>, top: number, step: number): Cell[] {
  const row = (index: number) => top + step * index;
  return [
    cell('核定载人数', '', fields.passengers_num, 40, row(0), 128),
    cell('总质量', '', fields.total_quality, 440, row(0), 128),
    cell('整备质量', '', fields.prepare_quality, 40, row(1), 128),
    cell('核定载质量', '', '--', 440, row(1), 128),
    cell('外廓尺寸', '', fields.overall_size, 40, row(2), 112, { size: 24 }),
    cell('准牵引总质量', '', fields.lead_quality ?? '--', 440, row(2), 140),
    cell('备注', '', '样本，虚构数据', 40, row(3), 112, { size: 22 }),
    cell('检验记录', '', '检验有效期至 2099年12月（样本）', 40, row(4), 112, { size: 22 }),
  ];
}

const mainPage = {
  plate_num: '粤B9YB81',
  vehicle_type: '小型轿车',
  owner: '样本某某',
  addr: '广东省样本市样本区虚构路1号',
  use_character: '非营运',
  model: '样本牌YB7150A',
  vin: 'LYB1234A5M1234567',
  engine_num: 'YB123456',
  register_date: '2021-03-15',
  issue_date: '2021-03-18',
};

const secondPage = {
  plate_num_b: '粤B9YB81',
  record: '440000000001',
  passengers_num: '5人',
  total_quality: '1845kg',
  prepare_quality: '1420kg',
  overall_size: '4670×1806×1474mm',
};

export const specimens: Specimens = {
  'vehicle-both-pages': {
    caption: '行驶证 主页和副页',
    pages: [
      { layout: vehicleMain, fields: mainPage },
      { layout: vehicleSecond, fields: secondPage },
    ],
    width: 960,
  },
  'vehicle-main-page': {
    caption: '行驶证 主页',
    pages: [{ layout: vehicleMain, fields: mainPage }],
    tilt: 1.2,
  },
  'vehicle-second-page': {
    caption: '行驶证 副页',
    pages: [{ layout: vehicleSecond, fields: secondPage }],
    tilt: -2.8,
  },
  'vehicle-second-page-other-car': {
    caption: '另一辆车的副页',
    pages: [
      {
        layout: vehicleSecond,
        fields: {
          ...secondPage,
          plate_num_b: '粤B9YB82',
          record: '440000000002',
          passengers_num: '7人',
          total_quality: '2700kg',
          prepare_quality: '1995kg',
          overall_size: '5070×1860×1790mm',
        },
      },
    ],
    desk: 'slate',
  },
  'vehicle-old-layout': {
    caption: '行驶证 旧版',
    pages: [
      {
        layout: vehicleMain,
        fields: {
          ...mainPage,
          plate_num: '粤B6YB72',
          model: '样本牌YB6470H',
          register_date: '2006-11-23',
          issue_date: '2006-11-23',
        },
        style: { face: 'sans', weight: 400 },
      },
      {
        layout: vehicleSecondOld,
        fields: { ...secondPage, record: '440000000003', passengers_num: '7人' },
        style: { face: 'sans', weight: 400 },
      },
    ],
    desk: 'cloth',
    width: 960,
    tilt: -3.2,
    lean: { x: 8, y: 3 },
  },
  // Printed rightly: it is the reader that takes a 0 of this typeface for an O.
  'vehicle-doubtful': {
    caption: '行驶证 有疑点',
    pages: [
      {
        layout: vehicleMain,
        fields: { ...mainPage, plate_num: '粤B0YB01' },
        style: { face: 'sans' },
      },
      { layout: vehicleSecond, fields: { ...secondPage, plate_num_b: '粤B9YB82' } },
    ],
    desk: 'slate',
    tilt: 1.1,
    width: 960,
  },
  sideways: {
    caption: '横着拍',
    pages: [{ layout: vehicleMain, fields: mainPage }],
    sideways: true,
  },
  blurred: { caption: '拍糊了', pages: [{ layout: vehicleMain, fields: mainPage }], blur: 7 },
  dark: {
    caption: '太暗',
    pages: [{ layout: vehicleMain, fields: mainPage }],
    brightness: 0.04,
    desk: 'slate',
  },
  small: {
    caption: '太小',
    pages: [{ layout: vehicleMain, fields: mainPage }],
    width: 300,
    margin: 30,
  },
};

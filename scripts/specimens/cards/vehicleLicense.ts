import { card } from '../../cards/vehicleLicense';
import { layoutOf, type Print, type SpecimenPage } from '../page';
import type { Specimens } from '../photos';

const mainFields = {
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

const secondFields = {
  plate_num_b: '粤B9YB81',
  record: '440000000001',
  passengers_num: '5人',
  total_quality: '1845kg',
  prepare_quality: '1420kg',
  核定载质量: '--',
  overall_size: '4670×1806×1474mm',
  lead_quality: '--',
  备注: '样本，虚构数据',
  检验记录: '检验有效期至2099年12月粤B',
  条码: '4400000000018',
};

const main = (changes = {}, print: Partial<Print> = {}): SpecimenPage => ({
  layout: layoutOf(card, 'main'),
  fields: { ...mainFields, ...changes },
  print: { thread: { at: 0.45, phase: 0.62 }, ...print },
});

const second = (changes = {}, print: Partial<Print> = {}): SpecimenPage => ({
  layout: layoutOf(card, 'second'),
  fields: { ...secondFields, ...changes },
  print: { thread: { at: 0.45, phase: 0.9 }, ...print },
});

const otherCar = {
  plate_num_b: '粤B9YB82',
  record: '440000000002',
  passengers_num: '7人',
  total_quality: '2700kg',
  prepare_quality: '1995kg',
  overall_size: '5070×1860×1790mm',
};

/** 2 mm too low, as some offices print. */
const low: Partial<Print> = { shiftMm: { x: 0.3, y: 2 }, turnDegrees: -0.6, paper: 'grey' };

export const specimens: Specimens = {
  'vehicle-both-pages': {
    caption: '行驶证 主页和副页',
    pages: [main(), second()],
    holder: 'black',
    width: 1000,
    margin: 60,
  },
  'vehicle-main-page': {
    caption: '行驶证 主页',
    pages: [main({}, low)],
    desk: 'leather',
    tilt: 1.8,
  },
  'vehicle-second-page': {
    caption: '行驶证 副页',
    pages: [second({}, { shiftMm: { x: 0, y: -1.1 }, turnDegrees: 0.6, paper: 'grey' })],
    holder: 'brown',
    desk: 'paleWood',
    tilt: -2.8,
  },
  'vehicle-second-page-other-car': {
    caption: '另一辆车的副页',
    pages: [second(otherCar, low)],
    desk: 'slate',
  },
  'vehicle-old-layout': {
    caption: '行驶证 旧版',
    pages: [
      main(
        {
          plate_num: '粤B6YB72',
          model: '样本牌YB6470H',
          register_date: '2006-11-23',
          issue_date: '2006-11-23',
        },
        { chinese: 'hei', weight: 400 },
      ),
      {
        layout: layoutOf(card, 'second', 'before 2008'),
        fields: { ...secondFields, record: '440000000003', passengers_num: '7人' },
        print: { chinese: 'hei', weight: 400 },
      },
    ],
    desk: 'cloth',
    width: 960,
    tilt: -3.2,
    lean: { x: 8, y: 3 },
  },
  // The ninth character of the VIN is not its check digit, and the second page is another car's.
  'vehicle-doubtful': {
    caption: '行驶证 有疑点',
    pages: [
      main({ plate_num: '粤B0YB01', vin: 'LYB1234A9M1234567' }, { shiftMm: { x: 0, y: -1 } }),
      second({ plate_num_b: '粤B9YB82' }),
    ],
    holder: 'blue',
    desk: 'slate',
    tilt: 1.1,
    width: 1000,
    margin: 60,
  },
  sideways: { caption: '横着拍', pages: [main()], sideways: true },
  blurred: { caption: '拍糊了', pages: [main()], holder: 'black', pageBlur: 7 },
  dark: { caption: '太暗', pages: [main()], brightness: 0.04, desk: 'slate' },
  small: { caption: '太小', pages: [main()], width: 300, margin: 30 },
};

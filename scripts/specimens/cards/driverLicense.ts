import { card } from '../../cards/driverLicense';
import { layoutOf, type Print, type SpecimenPage } from '../page';
import type { Specimens } from '../photos';

const fields = {
  id_num: '990000199005200010',
  name: '样本某某',
  sex: '男',
  nationality: '中国',
  address: '广东省样本市样本区虚构路1号',
  birth_date: '1990-05-20',
  issue_date: '2014-05-26',
  car_class: 'C1',
  valid_period: '2020-05-26 至 2030-05-26',
  official_seal: '样本市公安局公安交通管理局',
};

const main = (changes = {}, print: Partial<Print> = {}): SpecimenPage => ({
  layout: layoutOf(card, 'main'),
  fields: { ...fields, ...changes },
  print: { paper: 'green', ...print },
});

const until2013 = {
  ...fields,
  name: '样本例',
  id_num: '990000198507190815',
  address: '广东省样本市样本区虚构新村二十八区6栋3单元1204室',
  birth_date: '1985-07-19',
  issue_date: '2009-04-08',
  valid_from: '2009-04-08',
  valid_to: '6年',
};

export const specimens: Specimens = {
  driver: {
    caption: '驾驶证',
    pages: [main()],
    holder: 'black',
    desk: 'paleWood',
  },
  'driver-long-term': {
    caption: '驾驶证 长期有效',
    pages: [
      main(
        {
          id_num: '990000197811030029',
          name: '样本某',
          sex: '女',
          birth_date: '1978-11-03',
          issue_date: '2004-06-21',
          car_class: 'A2D',
          valid_period: '2020-06-21 至 长期',
        },
        { shiftMm: { x: 0.4, y: 1.1 }, turnDegrees: 0.3 },
      ),
    ],
    desk: 'slate',
    tilt: 1.5,
  },
  'driver-several-classes': {
    caption: '驾驶证 多种车型',
    pages: [
      main(
        {
          id_num: '990000198502140018',
          name: '样本某',
          birth_date: '1985-02-14',
          issue_date: '2005-08-30',
          car_class: 'C1D',
          valid_period: '2021-08-30 至 2031-08-30',
        },
        { shiftMm: { x: 0, y: -1.4 } },
      ),
    ],
    desk: 'leather',
    holder: 'blue',
    tilt: 1.5,
  },
  'driver-open-holder': {
    caption: '驾驶证 正页和副页',
    pages: [
      {
        layout: layoutOf(card, 'main', 'until 2013'),
        fields: until2013,
        print: { paper: 'green' },
      },
      {
        layout: layoutOf(card, 'second'),
        fields: {
          id_num: until2013.id_num,
          name: until2013.name,
          档案编号: '990000000004',
          记录: '虚构样本。\n请于2015年04月08日前九十日内申请换领新证',
          条码: '9900000000042',
        },
        print: { paper: 'green' },
      },
    ],
    arrangement: 'row',
    holder: 'black',
    width: 1500,
    margin: 70,
    tilt: -2,
    lean: { x: 5, y: 3 },
  },
};

import { type Cell, cell, type Layout } from '../page';
import type { Specimens } from '../photos';

const green = { ink: '#2f7d5b', paper: ['#f2f9f2', '#dcecdf'] as [string, string] };

export const driver: Layout = {
  title: '中华人民共和国机动车驾驶证',
  subtitle: 'Driving License of the People&#39;s Republic of China',
  ...green,
  cells: (fields) => [
    ...driverRows(fields),
    cell('有效期限', 'Valid Period', fields.valid_period, 40, 524, 112),
  ],
  seal: { left: 48, top: 322 },
  hasPortrait: true,
};

export const driverOld: Layout = {
  title: '中华人民共和国机动车驾驶证',
  subtitle: 'Driving License of the People&#39;s Republic of China',
  ...green,
  cells: (fields) => [
    ...driverRows(fields),
    cell('有效起始日期', 'Valid From', fields.valid_from, 40, 524, 142),
    cell('有效期限', 'Valid For', fields.valid_to, 400, 524, 112),
  ],
  seal: { left: 48, top: 322 },
  hasPortrait: true,
};

function driverRows(fields: Record<string, string>): Cell[] {
  return [
    cell('证号', 'No.', fields.id_num, 120, 122, 64, { size: 28 }),
    cell('姓名', 'Name', fields.name, 40, 178, 74),
    cell('性别', 'Sex', fields.sex, 440, 178, 62),
    cell('国籍', 'Nationality', fields.nationality, 590, 178, 96),
    cell('住址', 'Address', fields.address, 40, 242, 84, { size: 23, width: 730 }),
    cell('出生日期', 'Date of Birth', fields.birth_date, 250, 316, 112),
    cell('初次领证日期', 'Date of First Issue', fields.issue_date, 250, 382, 142),
    cell('准驾车型', 'Class', fields.car_class, 250, 448, 112),
  ];
}

const driverPage = {
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

export const specimens: Specimens = {
  driver: { caption: '驾驶证', pages: [{ layout: driver, fields: driverPage }] },
  'driver-long-term': {
    caption: '驾驶证 长期有效',
    pages: [
      {
        layout: driver,
        fields: {
          ...driverPage,
          id_num: '990000197811030029',
          name: '样本某',
          sex: '女',
          birth_date: '1978-11-03',
          issue_date: '2004-06-21',
          car_class: 'A2D',
          valid_period: '2020-06-21 至 长期',
        },
      },
    ],
    desk: 'slate',
    tilt: 1.5,
  },
  'driver-several-classes': {
    caption: '驾驶证 多种车型',
    pages: [
      {
        layout: driver,
        fields: {
          ...driverPage,
          id_num: '990000198502140018',
          name: '样本某',
          birth_date: '1985-02-14',
          issue_date: '2005-08-30',
          car_class: 'C1D',
          valid_period: '2021-08-30 至 2031-08-30',
        },
      },
    ],
    desk: 'slate',
    tilt: 1.5,
  },
};

import type { Label, PageLayout } from '../reader/layout';
import type { WechatCard } from './index';

// The places of the print: GA 482, and pictures of real cards.

const driverHead: Label[] = [
  {
    text: '中华人民共和国机动车驾驶证',
    english: "Driving License of the People's Republic of China",
    left: 16,
    right: 72,
    y: 5,
  },
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

export const card: WechatCard = {
  path: '/cv/ocr/drivinglicense',
  pages: [[driver, driverOld]],
  /** `2017-07-05 至 2027-07-05` is two of WeChat's fields. */
  toAnswer({ valid_period: period, ...fields }) {
    if (typeof period !== 'string') return fields;
    const [, from, to] = /^(\d{4}.{4,6}?)[^\d]?(长期|\d{4}.{4,6}|\d{1,2}年)$/.exec(period) ?? [];
    return from && to
      ? { ...fields, valid_from: from, valid_to: to }
      : { ...fields, valid_from: period };
  },
};

import type { WechatCard } from './index';
import { type Label, label, type PageLayout } from './layout';

// The places of the print: GA 482, and pictures of real cards.

const driverHead: Label[] = [
  label('中华人民共和国机动车驾驶证', 16, 5, {
    english: "Driving License of the People's Republic of China",
    right: 72,
  }),
  label('证号', 12, 13.2, { english: 'No.', key: 'id_num' }),
  label('姓名', 4, 18.8, { english: 'Name', key: 'name', until: 42, isText: true }),
  label('性别', 44, 18.8, { english: 'Sex', key: 'sex', until: 57, isText: true }),
  label('国籍', 59, 18.8, { english: 'Nationality', key: 'nationality', isText: true }),
  label('住址', 4, 25.2, { english: 'Address', key: 'address', reach: 4, isText: true }),
];

/** Left of the holder's portrait. */
const beforePortrait = 63;

const driverRows: Label[] = [
  label('出生日期', 25, 32.4, {
    english: 'Date of Birth',
    key: 'birth_date',
    until: beforePortrait,
  }),
  label('初次领证日期', 25, 39, {
    variants: ['初次领证'],
    english: 'Date of First Issue',
    key: 'issue_date',
    until: beforePortrait,
  }),
  label('准驾车型', 25, 45.6, { english: 'Class', key: 'car_class', until: beforePortrait }),
];

const driverSeal = { key: 'official_seal', left: 2, top: 29, right: 24, bottom: 50.5 };

const driver: PageLayout = {
  seal: driverSeal,
  labels: [
    ...driverHead,
    ...driverRows,
    label('有效期限', 4, 53.4, { english: 'Valid Period', key: 'valid_period', until: 54 }),
  ],
};

/** Until 2013: the beginning and a term, such as 6年. */
const driverOld: PageLayout = {
  seal: driverSeal,
  labels: [
    ...driverHead,
    ...driverRows,
    label('有效起始日期', 4, 53.4, { english: 'Valid From', key: 'valid_from', until: 38 }),
    label('有效期限', 40, 53.4, { english: 'Valid For', key: 'valid_to', until: 58 }),
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

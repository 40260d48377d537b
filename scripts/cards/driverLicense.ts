import { type Label, type PageLayout, type Span, titleSizeMm, type WechatCard } from './layout';

// Measured on photographs of ten real cards, ± 0.01.

const title: Label = {
  text: '中华人民共和国机动车驾驶证',
  x: [0.185, 0.815],
  y: 0.088,
  sizeMm: titleSizeMm,
  english: { text: "Driving License of the People's Republic of China", y: 0.15 },
};

const number: Label = {
  text: '证号',
  x: [0.29, 0.37],
  y: 0.205,
  isSpread: true,
  box: { x: [0.285, 0.392], y: [0.165, 0.235] },
  value: {
    key: 'id_num',
    kind: 'idNumber',
    begins: [0.394, 0.45],
    ends: 0.84,
    y: [0.195, 0.215],
  },
};

/** 正页: what the forms differ in is their English, and the last row. */
function mainLabels(english: { sex: string; birth: string; issue: string }): Label[] {
  return [
    title,
    number,
    {
      text: '姓名',
      x: [0.052, 0.107],
      y: 0.285,
      english: { text: 'Name', y: 0.328 },
      value: {
        key: 'name',
        kind: 'name',
        begins: [0.12, 0.155],
        ends: 0.45,
        y: [0.29, 0.31],
        line: [0.12, 0.45],
        isWide: true,
      },
    },
    {
      text: '性别',
      x: [0.462, 0.535],
      y: 0.284,
      english: { text: english.sex, y: 0.327 },
      value: { key: 'sex', kind: 'sex', begins: [0.55, 0.56], ends: 0.59, y: [0.29, 0.305] },
    },
    {
      text: '国籍',
      x: [0.638, 0.705],
      y: 0.283,
      english: { text: 'Nationality', x: [0.638, 0.745], y: 0.326 },
      value: {
        key: 'nationality',
        kind: 'nationality',
        begins: [0.75, 0.755],
        ends: 0.95,
        y: [0.293, 0.307],
      },
    },
    {
      text: '住址',
      x: [0.045, 0.108],
      y: 0.38,
      isSpread: true,
      english: { text: 'Address', y: 0.423 },
      value: {
        key: 'address',
        kind: 'address',
        begins: [0.137, 0.187],
        ends: 0.95,
        y: [0.394, 0.407],
        furtherLines: [{ begins: [0.118, 0.163], ends: 0.7, y: [0.479, 0.487] }],
      },
    },
    {
      text: '出生日期',
      x: [0.264, 0.388],
      y: 0.577,
      english: { text: english.birth, y: 0.62 },
      value: {
        key: 'birth_date',
        kind: 'date',
        begins: [0.4, 0.438],
        ends: 0.65,
        y: [0.58, 0.6],
      },
    },
    {
      text: '初次领证日期',
      x: [0.268, 0.45],
      y: 0.681,
      english: { text: english.issue, y: 0.724 },
      value: {
        key: 'issue_date',
        kind: 'date',
        begins: [0.468, 0.491],
        ends: 0.727,
        y: [0.685, 0.705],
      },
    },
    {
      text: '准驾车型',
      x: [0.264, 0.392],
      y: 0.785,
      english: { text: 'Class', y: 0.828 },
      value: {
        key: 'car_class',
        kind: 'carClass',
        begins: [0.49, 0.54],
        ends: 0.63,
        y: [0.795, 0.81],
        isWide: true,
      },
    },
  ];
}

const mainFurniture = {
  page: 'main',
  seal: {
    key: 'official_seal',
    box: { x: [0.036, 0.265] as Span, y: [0.532, 0.872] as Span },
    rowsY: [0.596, 0.702, 0.808],
  },
  /** Its left edge lies between 0.72 and 0.76. */
  portrait: { x: [0.75, 0.985] as Span, y: [0.44, 0.985] as Span },
  classBox: { x: [0.41, 0.72] as Span, y: [0.735, 0.845] as Span },
} as const;

const main: PageLayout = {
  ...mainFurniture,
  labels: [
    ...mainLabels({ sex: 'Sex', birth: 'Date of Birth', issue: 'Date of First Issue' }),
    {
      text: '有效期限',
      x: [0.048, 0.168],
      y: 0.894,
      english: { text: 'Valid Period', y: 0.937 },
      value: {
        key: 'valid_period',
        kind: 'period',
        begins: [0.204, 0.239],
        ends: 0.753,
        y: [0.892, 0.897],
      },
    },
  ],
};

/** The beginning and a term, such as 6年. */
const mainUntil2013: PageLayout = {
  ...mainFurniture,
  form: 'until 2013',
  labels: [
    ...mainLabels({ sex: 'M&F', birth: 'Birthday', issue: 'Issue Date' }),
    {
      text: '有效起始日期',
      x: [0.048, 0.23],
      y: 0.9,
      english: { text: 'Valid From', y: 0.943 },
      value: {
        key: 'valid_from',
        kind: 'date',
        begins: [0.235, 0.24],
        ends: 0.449,
        y: [0.895, 0.905],
      },
    },
    {
      text: '有效期限',
      x: [0.471, 0.589],
      y: 0.903,
      english: { text: 'Valid For', y: 0.946 },
      value: { key: 'valid_to', kind: 'years', begins: [0.6, 0.62], ends: 0.69, y: [0.9, 0.92] },
    },
  ],
};

/** Number and name again, and what no API of WeChat's asks for. */
const second: PageLayout = {
  page: 'second',
  labels: [
    {
      text: '中华人民共和国机动车驾驶证副页',
      x: [0.135, 0.86],
      y: 0.088,
      sizeMm: titleSizeMm,
    },
    number,
    {
      text: '姓名',
      x: [0.061, 0.118],
      y: 0.3,
      value: { key: 'name', kind: 'name', begins: [0.185, 0.195], ends: 0.4, y: [0.3, 0.31] },
    },
    { text: '档案编号', x: [0.495, 0.65], y: 0.3, isSpread: true },
    { text: '记录', x: [0.064, 0.118], y: 0.43 },
  ],
  /** Until 2013. */
  barcode: { x: [0.4, 0.97], y: [0.72, 0.9] },
};

export const card: WechatCard = {
  path: '/cv/ocr/drivinglicense',
  declares: ['身份证号码', '地址'],
  pages: [[main, mainUntil2013], [second]],
  /** `2017-07-05 至 2027-07-05` is two of WeChat's fields. */
  toAnswer({ valid_period: period, ...fields }) {
    if (typeof period !== 'string') return fields;
    const [, from, to] = /^(\d{4}.{4,6}?)[^\d]?(长期|\d{4}.{4,6}|\d{1,2}年)$/.exec(period) ?? [];
    return from && to
      ? { ...fields, valid_from: from, valid_to: to }
      : { ...fields, valid_from: period };
  },
};

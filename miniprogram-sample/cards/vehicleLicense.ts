import type { VehicleLicense } from '../../cloudfunctions/shared/contract';
import type { Card } from './card';

export const vehicleLicense: Card<VehicleLicense> = {
  name: '行驶证',
  pages: {
    main: {
      title: '行驶证主页',
      name: '主页',
      offer: '补上车辆类型、所有人、车辆识别代号等',
      corners: 'cardPositionFront',
    },
    second: {
      title: '行驶证副页',
      name: '副页',
      offer: '补上核定载人数、质量、外廓尺寸等',
      corners: 'cardPositionBack',
    },
  },
  consent:
    '照片中行驶证上的号牌、所有人、住址、车辆识别代号、发动机号码等内容。其中住址等属于敏感个人信息。',
  sameCard: [['plateNum', 'plateNumB'], ['vin']],
  fields: {
    plateNum: {
      label: '号牌号码',
      page: 'main',
      input: 'plate',
      identifies: 'car',
      mask: 'shown',
      copyOf: 'plateNumB',
    },
    vehicleType: { label: '车辆类型', page: 'main', input: 'text', identifies: 'nothing' },
    owner: { label: '所有人', page: 'main', input: 'text', identifies: 'person', mask: 'shown' },
    addr: { label: '住址', page: 'main', input: 'area', identifies: 'person', mask: 'shown' },
    useCharacter: { label: '使用性质', page: 'main', input: 'text', identifies: 'nothing' },
    model: { label: '品牌型号', page: 'main', input: 'text', identifies: 'nothing' },
    vin: { label: '车辆识别代号', page: 'main', input: 'code', identifies: 'car', mask: [3, 4] },
    engineNum: {
      label: '发动机号码',
      page: 'main',
      input: 'code',
      identifies: 'car',
      mask: [2, 2],
    },
    registerDate: { label: '注册日期', page: 'main', input: 'date', identifies: 'nothing' },
    issueDate: { label: '发证日期', page: 'main', input: 'date', identifies: 'nothing' },
    plateNumB: {
      label: '号牌号码（副页）',
      page: 'second',
      input: 'plate',
      identifies: 'car',
      mask: 'shown',
    },
    record: {
      label: '档案编号',
      page: 'second',
      input: 'code',
      identifies: 'car',
      mask: 'shown',
    },
    passengersNum: {
      label: '核定载人数',
      page: 'second',
      input: 'amount',
      unit: '人',
      identifies: 'nothing',
    },
    totalQuality: {
      label: '总质量',
      page: 'second',
      input: 'amount',
      unit: 'kg',
      identifies: 'nothing',
    },
    prepareQuality: {
      label: '整备质量',
      page: 'second',
      input: 'amount',
      unit: 'kg',
      identifies: 'nothing',
    },
    overallSize: {
      label: '外廓尺寸',
      page: 'second',
      input: 'size',
      unit: 'mm',
      identifies: 'nothing',
    },
    leadQuality: {
      label: '准牵引总质量',
      page: 'second',
      input: 'amount',
      unit: 'kg',
      identifies: 'nothing',
    },
  },
};

import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { CardTable } from './card';

const ofCar = { identifies: 'car', mask: 'shown' } as const;
const amount = { page: 'second', input: 'amount', identifies: 'nothing' } as const;

export const vehicleLicense: CardTable<VehicleLicense> = {
  name: '行驶证',
  hint: '主页、副页可同框，也可分两次拍',
  pages: {
    main: {
      title: '行驶证主页',
      name: '主页',
      drawing: 'seal',
      offer: '补上车辆类型、所有人、车辆识别代号等',
      corners: 'cardPositionFront',
    },
    second: {
      title: '行驶证副页',
      name: '副页',
      drawing: 'text',
      offer: '补上核定载人数、质量、外廓尺寸等',
      corners: 'cardPositionBack',
    },
  },
  consent:
    '照片中行驶证上的号牌、所有人、住址、车辆识别代号、发动机号码等内容。其中住址等属于敏感个人信息。',
  sameCard: [['plateNum', 'plateNumB'], ['vin']],
  fields: {
    plateNum: { label: '号牌号码', page: 'main', input: 'plate', ...ofCar, copyOf: 'plateNumB' },
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
    plateNumB: { label: '号牌号码（副页）', page: 'second', input: 'plate', ...ofCar },
    record: { label: '档案编号', page: 'second', input: 'code', ...ofCar },
    passengersNum: { label: '核定载人数', ...amount, unit: '人' },
    totalQuality: { label: '总质量', ...amount, unit: 'kg' },
    prepareQuality: { label: '整备质量', ...amount, unit: 'kg' },
    overallSize: { label: '外廓尺寸', ...amount, input: 'size', unit: 'mm' },
    leadQuality: { label: '准牵引总质量', ...amount, unit: 'kg' },
  },
};

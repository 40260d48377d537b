import type { CarClass, DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { CardTable } from './card';

/** 公安部令第162号 附件1；写成对象，少一个就通不过类型检查。 */
const carClasses: Record<CarClass, true> = {
  ...{ A1: true, A2: true, A3: true, B1: true, B2: true },
  ...{ C1: true, C2: true, C3: true, C4: true, C5: true, C6: true },
  ...{ D: true, E: true, F: true, M: true, N: true, P: true },
};

export const driverLicense: CardTable<DriverLicense> = {
  name: '驾驶证',
  hint: '请拍有照片的一页',
  pages: { main: { title: '驾驶证', name: '驾驶证', drawing: 'portrait', offer: '' } },
  consent:
    '照片中驾驶证上的姓名、证号（身份证号码）、住址、出生日期等内容。其中证号、住址属于敏感个人信息。',
  sameCard: [['idNum']],
  validity: { from: 'validFrom', to: 'validTo' },
  years: { since: 'issueDate', label: '驾龄' },
  fields: {
    idNum: { label: '证号', page: 'main', input: 'idNumber', identifies: 'person', mask: [3, 4] },
    name: { label: '姓名', page: 'main', input: 'text', identifies: 'person', mask: 'shown' },
    sex: {
      label: '性别',
      page: 'main',
      input: { choose: 'one', of: ['男', '女'] },
      identifies: 'nothing',
    },
    nationality: { label: '国籍', page: 'main', input: 'text', identifies: 'nothing' },
    address: { label: '住址', page: 'main', input: 'area', identifies: 'person', mask: 'shown' },
    birthDate: {
      label: '出生日期',
      page: 'main',
      input: 'date',
      identifies: 'person',
      mask: 'shown',
    },
    issueDate: { label: '初次领证日期', page: 'main', input: 'date', identifies: 'nothing' },
    carClass: {
      label: '准驾车型',
      page: 'main',
      input: { choose: 'some', of: Object.keys(carClasses), list: 'carClasses' },
      identifies: 'nothing',
    },
    validFrom: { label: '有效期起', page: 'main', input: 'date', identifies: 'nothing' },
    validTo: { label: '有效期止', page: 'main', input: 'dateOrLong', identifies: 'nothing' },
    officialSeal: { label: '印章', page: 'main', input: 'text', identifies: 'nothing' },
  },
};

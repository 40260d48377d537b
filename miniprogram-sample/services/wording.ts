import type {
  DriverLicense,
  LicenseKind,
  VehicleLicense,
  Warning,
  WarningCode,
} from '../../cloudfunctions/shared/contract';

/**
 * Labels, and the sentences on doubts, failures and consent, in one place. No `wx` in here: the command line and the tests
 * import this file too.
 */

export const licenseNames: Record<LicenseKind, string> = {
  vehicleLicense: '行驶证',
  driverLicense: '驾驶证',
};

/** Corners and sizes of the photo are no fields of the card. */
export type VehicleField = Exclude<
  keyof VehicleLicense,
  'cardPositionFront' | 'cardPositionBack' | 'imgSize'
>;
/** `carClasses` is `carClass` once more, split. */
export type DriverField = Exclude<keyof DriverLicense, 'carClasses'>;
export type LicenseField = VehicleField | DriverField;

/** 主页, in the order of the card. */
const vehicleMainLabels = {
  plateNum: '号牌号码',
  vehicleType: '车辆类型',
  owner: '所有人',
  addr: '住址',
  useCharacter: '使用性质',
  model: '品牌型号',
  vin: '车辆识别代号',
  engineNum: '发动机号码',
  registerDate: '注册日期',
  issueDate: '发证日期',
};

/** 副页, in the order of the card. */
const vehicleSecondLabels = {
  plateNumB: '号牌号码（副页）',
  record: '档案编号',
  passengersNum: '核定载人数',
  totalQuality: '总质量',
  prepareQuality: '整备质量',
  overallSize: '外廓尺寸',
  leadQuality: '准牵引总质量',
};

/** Labels of 行驶证, 主页 before 副页, in the order of the card. */
export const vehicleLicenseLabels: Record<VehicleField, string> = {
  ...vehicleMainLabels,
  ...vehicleSecondLabels,
};

/** Labels of 驾驶证, in the order of the card. */
export const driverLicenseLabels: Record<DriverField, string> = {
  idNum: '证号',
  name: '姓名',
  sex: '性别',
  nationality: '国籍',
  address: '住址',
  birthDate: '出生日期',
  issueDate: '初次领证日期',
  carClass: '准驾车型',
  validFrom: '有效期起',
  validTo: '有效期止',
  officialSeal: '印章',
};

export const vehicleMainFields = Object.keys(vehicleMainLabels) as VehicleField[];
export const vehicleSecondFields = Object.keys(vehicleSecondLabels) as VehicleField[];
export const driverFields = Object.keys(driverLicenseLabels) as DriverField[];

const doubts: Record<WarningCode, string> = {
  UNREADABLE: '没有看清，请核对后填写',
  VIN_FORMAT: '应为 17 位数字和字母，其中没有 I、O、Q，请核对',
  VIN_CHECK_DIGIT: '第 9 位校验码不相符，请逐位核对（部分进口车没有校验码）',
  PLATE_FORMAT: '与常见的号牌格式不同，请核对',
  PLATE_MISMATCH: '主页与副页的号牌不一致，请核对',
  ID_FORMAT: '应为 18 位证件号码，请核对',
  ID_CHECK_DIGIT: '末位校验码不相符，请逐位核对',
  BIRTH_DATE_MISMATCH: '与证号中的出生日期不一致，请核对',
  SEX_MISMATCH: '与证号中的性别不一致，请核对',
  DATE_IN_FUTURE: '日期在今天之后，请核对',
  DATE_ORDER: '日期先后不合常理，请核对',
  EXPIRED: '有效期已过，请核对',
  CAR_CLASS_UNKNOWN: '含有不常见的准驾车型代号，请核对',
  VEHICLE_TYPE_UNKNOWN: '不是常见的车辆类型名称，请核对',
  USE_CHARACTER_UNKNOWN: '不是常见的使用性质名称，请核对',
  MASS_ORDER: '整备质量大于总质量，请核对',
};

/**
 * What the user is asked to look at: never "wrong", always 请核对. The field's label stands beside it.
 * A suggestion is not part of the sentence; the page offers it as a tap of its own.
 */
export function doubtSentence(warning: Warning): string {
  if (warning.code === 'UNREADABLE' && warning.text) {
    return `读到“${warning.text}”，请核对后填写`;
  }
  if (warning.code === 'DATE_ORDER') {
    if (warning.field === 'validTo') return '早于有效期起，请核对';
    if (warning.field === 'issueDate') return '不晚于出生日期，请核对';
  }
  // A function deployed later than the page may know more codes.
  return doubts[warning.code] || '请核对';
}

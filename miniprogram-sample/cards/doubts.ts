import type { Warning, WarningCode } from '../../cloudfunctions/shared/contract';
import type { AnyCardTable, Input, PageKey } from './card';

const sentences: Record<WarningCode, string> = {
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
  MASS_ORDER: '整备质量不小于总质量，请核对',
  MASKED: '有一部分被遮成了 *，请拍纸质证件，或核对后填写',
  UNUSUAL_TEXT: '与这一项常见的写法不同，请核对',
};

/** 请人看什么：从不说“错误”，只请核对。字段名和建议的读法由页面写在旁边。 */
export function doubtSentence(
  { code, with: other = '', text }: Warning,
  fields: AnyCardTable['fields'],
): string {
  if (code === 'UNREADABLE' && text) return `读到“${text}”，请核对后填写`;
  const label = fields[other]?.label;
  if (code === 'DATE_ORDER' && label)
    return `${other === 'birthDate' ? '不晚于' : '早于'}${label}，请核对`;
  // 云函数可能比页面新，会有页面还不认识的疑点。
  return sentences[code] || '请核对';
}

/** 要拍的是 `page`，拍到的却是另一页。 */
export function wrongPageSentence({ pages }: AnyCardTable, page: PageKey): string {
  const other = pages[page === 'main' ? 'second' : 'main'];
  return `这张拍到的是${other?.name}，还缺${pages[page]?.name}`;
}

/** 填写的内容当不了这个字段的值。 */
export function typedSentence(input: Input, text: string): string {
  return `“${text}”${typeof input === 'string' ? hints[input] || '请核对' : '请从选项里选'}`;
}

const hints: Partial<Record<Input & string, string>> = {
  amount: '不是整数，请只填数字',
  size: '不完整，请填长、宽、高，单位毫米',
  date: '不是日期，请选择一天',
  dateOrLong: '不是日期，请选择一天或“长期”',
};

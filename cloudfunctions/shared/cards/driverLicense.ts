/** 准驾车型, 公安部令第162号 附件1. */
export type CarClass =
  | 'A1'
  | 'A2'
  | 'A3'
  | 'B1'
  | 'B2'
  | 'C1'
  | 'C2'
  | 'C3'
  | 'C4'
  | 'C5'
  | 'C6'
  | 'D'
  | 'E'
  | 'F'
  | 'M'
  | 'N'
  | 'P';

/** 驾驶证. Dates are `YYYY-MM-DD`; `null` is what the photo does not show or cannot be read. */
export interface DriverLicense {
  /** 证号 */
  idNum: string | null;
  /** 姓名 */
  name: string | null;
  /** 性别 */
  sex: '男' | '女' | null;
  /** 国籍 */
  nationality: string | null;
  /** 住址 */
  address: string | null;
  /** 出生日期 */
  birthDate: string | null;
  /** 初次领证日期 */
  issueDate: string | null;
  /** 准驾车型 */
  carClass: string | null;
  /** 准驾车型, one by one */
  carClasses: CarClass[];
  /** 有效期起 */
  validFrom: string | null;
  /** 有效期止 */
  validTo: string | null;
  /** 印章 */
  officialSeal: string | null;
}

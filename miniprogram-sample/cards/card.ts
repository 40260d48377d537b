import type { OverallSize } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { LicenseKind, LicenseOf } from '../../cloudfunctions/shared/contract';

/** 一种证件的表格由哪些列组成。页面、命令行、合并、措辞都只从表格里认识字段。 */

export type FieldValue = string | number | OverallSize | null;

/** 卡面上的字段：四角坐标、照片尺寸、拆开的准驾车型不在其中。 */
type FieldOf<License> = {
  [Key in keyof License]: License[Key] extends FieldValue ? Key : never;
}[keyof License] &
  string;

/** 没有第二页的证件只有 `main`。 */
export type PageKey = 'main' | 'second';

/** 首尾各露几个字。 */
type OpenEnds = readonly [start: number, end: number];

/** `'shown'` 是想过之后决定不遮。 */
export type Mask = OpenEnds | 'shown';

/**
 * 填写的方式，也决定怎样写出来：一行文字、多行文字、字母与数字、证件号码、号牌、日期、日期或“长期”、
 * 数量、长宽高，或从几项里选一项。
 */
export type Input<Key extends string = string> =
  | 'text'
  | 'area'
  | 'code'
  | 'idNumber'
  | 'plate'
  | 'date'
  | 'dateOrLong'
  | 'amount'
  | 'size'
  | { choose: 'one'; of: readonly string[] }
  /** 选几项，连成一个字段；`list` 是拆开后的那个字段。 */
  | { choose: 'some'; of: readonly string[]; list: Key };

interface Column<Key extends string> {
  label: string;
  page: PageKey;
  /** 写在数值后面。 */
  unit?: string;
  /** 照片里没有本页时，值是从这个字段抄来的。 */
  copyOf?: Key;
}

type OtherInput<Key extends string> = Exclude<Input<Key>, 'idNumber'>;

/** 能认出一个人、一辆车或一家企业的字段，不写明怎样遮挡就通不过类型检查；证件号码总是遮住。 */
export type Field<Key extends string = string> = Column<Key> &
  (
    | { input: 'idNumber'; identifies: 'person'; mask: OpenEnds }
    | { input: OtherInput<Key>; identifies: 'person' | 'car' | 'company'; mask: Mask }
    | { input: OtherInput<Key>; identifies: 'nothing'; mask?: never }
  );

interface CardPage<Key extends string = string> {
  title: string;
  /** 示意图上和提示补拍时的叫法。 */
  name: string;
  /** 示意图里，文字旁边的人像或印章。 */
  drawing: 'portrait' | 'seal' | 'text';
  /** 补拍之后能得到什么。 */
  offer: string;
  /** 结果里本页四角的字段。 */
  corners?: Key;
}

export interface CardTable<License, Key extends string = keyof License & string> {
  name: string;
  /** 拍之前的一句提示。 */
  hint: string;
  pages: { readonly main: CardPage<Key>; readonly second?: CardPage<Key> };
  /** 次序就是卡面上的次序。 */
  fields: { readonly [Name in FieldOf<License>]: Field<Key> };
  /** 征求同意时说明读取什么；有证件号码或个人住址的，要说明属于敏感个人信息。 */
  consent: string;
  /** 两张照片的这些字段不同，就像是两张证件；一组里取第一个有值的。 */
  sameCard: readonly (readonly FieldOf<License>[])[];
  /** 有效期：过期、尚未生效会写在最上面。 */
  validity?: { from: FieldOf<License>; to: FieldOf<License> };
  /** 从这一天算起的年数，如驾龄。 */
  years?: { since: FieldOf<License>; label: string };
}

/** 不问是哪一种证件时用的形状。 */
export interface AnyCardTable
  extends Omit<CardTable<never, string>, 'fields' | 'sameCard' | 'validity' | 'years'> {
  fields: Readonly<Record<string, Field>>;
  sameCard: readonly (readonly string[])[];
  validity?: { from: string; to: string };
  years?: { since: string; label: string };
}

export type CardTables = { readonly [Name in LicenseKind]: CardTable<LicenseOf[Name]> };

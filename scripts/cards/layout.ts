/**
 * How a card is printed: one table for the reader, for the drawn specimens and for whoever shows a
 * piece of a photo. Plain data, without Node.
 *
 * An x is a share of the page's width, a y of its height, both from the left top corner; what is a
 * size in millimetres says so. A y is the middle line of the print.
 */
export interface SizeMm {
  width: number;
  height: number;
}

/** Of the vehicle and the driver licence. */
export const usualSizeMm: SizeMm = { width: 88, height: 60 };

export function sizeOf({ sizeMm = usualSizeMm }: Pick<PageLayout, 'sizeMm'>): SizeMm {
  return sizeMm;
}

export type Span = readonly [from: number, to: number];

export interface Box {
  x: Span;
  y: Span;
}

/** What may stand there: the reader's lists and templates go by it. */
export type ValueKind =
  | 'text'
  | 'name'
  | 'address'
  | 'plate'
  | 'vehicleType'
  | 'useCharacter'
  | 'vin'
  | 'code'
  | 'date'
  | 'idNumber'
  | 'sex'
  | 'nationality'
  | 'carClass'
  | 'period'
  | 'years'
  | 'fileNumber'
  | 'persons'
  | 'mass'
  | 'size';

/**
 * Printed by the office onto the ready-made form: all values of a card stand up to `maxShiftMm` too
 * high or too low together, and are tilted by up to a degree.
 */
export interface Value {
  /** WeChat's, snake_case. */
  key: string;
  kind: ValueKind;
  /** Between which places its first character begins. */
  begins: Span;
  /** The furthest that it was seen to end, or the end of its dotted line. */
  ends: number;
  y: Span;
  /** Where it goes on if it is long, line by line: they may begin left of the first line. */
  furtherLines?: readonly { begins: Span; ends: number; y: Span }[];
  /** The dotted line below it, where one was measured. */
  line?: Span;
  /** 1.5 to 2 times as wide as usual. */
  isWide?: true;
}

export interface Label {
  text: string;
  /** Older or looser wordings. */
  variants?: string[];
  /** From the left end of its first character to the right end of its last. */
  x: Span;
  y: number;
  /** How high and how wide a character is; `labelSizeMm` when absent. */
  sizeMm?: number;
  /** The small words below, from the same left end. */
  english?: { text: string; x?: Span; y: number };
  /** Blanks between its characters, so that short labels end where long ones do. */
  isSpread?: true;
  /** Prints differ in where it begins, between these places: only its row is sure. */
  begins?: Span;
  /** White on this filled box. */
  box?: Box;
  /** Without one the label only helps to find the page. */
  value?: Value;
}

/** Its value stands in a row of its own, not beside it. */
export function isAboveValue({ y, value }: Label, { height }: SizeMm): boolean {
  return value !== undefined && ((value.y[0] + value.y[1]) / 2 - y) * height > labelSizeMm + 1;
}

export interface Seal {
  /** WeChat's, where its words are wanted. */
  key?: string;
  box: Box;
  /** Its rows of 4 to 6 characters. */
  rowsY: readonly number[];
}

export interface PageLayout {
  /** As the Mini Program names it: 主页 or 正页 is `main`, 副页 `second`. */
  page: 'main' | 'second';
  /** Which print of the page, where there are several: the current one comes first. */
  form?: string;
  /**
   * 88 × 60 when absent. Print is taken to be as large as on those cards (`labelSizeMm`, values of 3.2
   * to 3.4 mm): a page of larger print has the size that is left when the print is made so small.
   */
  sizeMm?: SizeMm;
  /** The title, where there is one, comes first. */
  labels: Label[];
  seal?: Seal;
  portrait?: Box;
  /** Around the value of 准驾车型. */
  classBox?: Box;
  barcode?: Box;
  /** A column of dashes over the whole height, which hides characters. */
  thread?: { x: Span; widthMm: Span; dashMm: Span };
  /** Of the dotted lines below the values. */
  linesY?: readonly number[];
  /** WeChat's key of the four corners. */
  positionKey?: string;
}

export interface Card {
  /** Pages of the card, each with its forms; the one that fits best is taken. */
  pages: PageLayout[][];
  /** What WeChat makes of the fields as they are printed, by their keys; they themselves when absent. */
  toAnswer?(
    fields: Record<string, unknown>,
    picture: { width: number; height: number },
  ): Record<string, unknown>;
}

export const labelSizeMm = 2.6;
export const titleSizeMm = 4.1;
export const englishSizeMm = 1.7;
/** How far all values of a card were seen above (−) and below their places. */
export const maxShiftMm: Span = [-3, 2.7];

/** What WeChat's side knows of a card. */
export interface WechatCard extends Card {
  /** Of its HTTPS API. */
  path: string;
  /** What it says that 用户隐私保护指引 must declare beside the photo, in the words of mp.weixin.qq.com. */
  declares: readonly string[];
}

/** Millimetres. */
export interface OverallSize {
  length: number;
  width: number;
  height: number;
}

/** Pixels of the photo. */
export interface Point {
  x: number;
  y: number;
}

export interface CardPosition {
  leftTop: Point;
  rightTop: Point;
  rightBottom: Point;
  leftBottom: Point;
}

/** 行驶证. Dates are `YYYY-MM-DD`; `null` is what the photo does not show or cannot be read. */
export interface VehicleLicense {
  /** 号牌号码 */
  plateNum: string | null;
  /** 车辆类型 */
  vehicleType: string | null;
  /** 所有人 */
  owner: string | null;
  /** 住址 */
  addr: string | null;
  /** 使用性质 */
  useCharacter: string | null;
  /** 品牌型号 */
  model: string | null;
  /** 车辆识别代号 */
  vin: string | null;
  /** 发动机号码 */
  engineNum: string | null;
  /** 注册日期 */
  registerDate: string | null;
  /** 发证日期 */
  issueDate: string | null;
  /** 号牌号码（副页） */
  plateNumB: string | null;
  /** 档案编号 */
  record: string | null;
  /** 核定载人数, persons */
  passengersNum: number | null;
  /** 总质量, kilograms */
  totalQuality: number | null;
  /** 整备质量, kilograms */
  prepareQuality: number | null;
  /** 准牵引总质量, kilograms */
  leadQuality: number | null;
  /** 外廓尺寸, millimetres */
  overallSize: OverallSize | null;
  /** Corners of the main page (主页) in the photo. */
  cardPositionFront: CardPosition | null;
  /** Corners of the second page (副页) in the photo. */
  cardPositionBack: CardPosition | null;
  /** Size of the photo, pixels. */
  imgSize: { w: number; h: number } | null;
}

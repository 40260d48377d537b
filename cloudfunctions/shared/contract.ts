/**
 * What the cloud functions accept and answer. Types only, and no import: a Mini Program page takes
 * them from this very file with `import type`, of which nothing is left once it is compiled.
 */

/** One word is the folder, the cloud function, the OCR API and the permission. */
export interface LicenseOf {
  vehicleLicense: VehicleLicense;
  driverLicense: DriverLicense;
}
export type LicenseKind = keyof LicenseOf;

/** A picture's bytes: base64, or what a Buffer becomes on its way through callFunction. */
export interface InlineImage {
  /** Not trusted: the function reads the type from the bytes. */
  contentType?: string;
  value: string | { type: 'Buffer'; data: number[] };
}

/** Asks where this caller may upload, and warms the instance up meanwhile. */
export interface PrepareEvent {
  action: 'prepare';
}

interface RecognizeOptions {
  action?: 'recognize';
  /** WeChat's recognition mode; `photo` when absent. */
  type?: 'photo' | 'scan';
  /** `true` leaves the photo behind `fileID` in cloud storage, whatever the outcome. */
  keepFile?: boolean;
}

/** Exactly one of the three inputs. */
export type RecognizeEvent = RecognizeOptions &
  (
    | {
        /** `cloud://<env>.<bucket>/license-ocr/<OPENID>/<name>` */
        fileID: string;
      }
    | {
        /** An http(s) address that WeChat's servers can download, at most 2,048 characters. */
        imgUrl: string;
      }
    | {
        /** callFunction carries about 100 KB in all. */
        img: InlineImage;
      }
  );

export type PrepareResult =
  | {
      ok: true;
      errCode: 0;
      errMsg: 'ok';
      /** The folder for this caller's photos: `license-ocr/<OPENID>/`. */
      uploadPrefix: string;
    }
  | Failure;

export type Result<License> = Success<License> | Failure;

export interface Success<License> {
  ok: true;
  errCode: 0;
  errMsg: 'ok';
  license: License;
  /** What the user should look at again; the values stay as they are. */
  warnings: Warning[];
  /** Keys of WeChat's answer that no field of the licence takes, camelCase, untouched. */
  extra: Record<string, unknown>;
  photo: Photo;
}

export interface Failure {
  ok: false;
  /** WeChat's own number where it gave one, else one of -7000xx; never 0. */
  errCode: number;
  /** For the developer: what happened and what to do. Never an address, an OPENID or card text. */
  errMsg: string;
  reason: Reason;
  /** Whether the same photo can be sent again as it is. */
  retryable: boolean;
  photo: Photo;
}

/** What became of the file behind `fileID`. */
export type Photo = 'deleted' | 'kept' | 'delete-failed' | 'none';

export type Reason =
  | 'INVALID_EVENT'
  | 'NO_CALLER'
  | 'FILE_FORBIDDEN'
  | 'FILE_NOT_FOUND'
  | 'IMAGE_TOO_LARGE'
  | 'IMAGE_FORMAT'
  | 'IMAGE_URL_INVALID'
  | 'LICENSE_NOT_FOUND'
  | 'IMAGE_UNREADABLE'
  | 'QUOTA_EXCEEDED'
  | 'USER_LIMIT'
  | 'NO_PERMISSION'
  | 'API_NOT_FOUND'
  | 'CREDENTIAL'
  | 'BUSY'
  | 'TIMEOUT'
  | 'UNEXPECTED';

export interface Warning {
  /** The field whose text is doubted. */
  field: string;
  code: WarningCode;
  /** What was read, where the field itself could not hold it. */
  text?: string;
  /** A likelier reading, for the user to accept or not. */
  suggestion?: string;
}

export type WarningCode =
  | 'UNREADABLE'
  | 'VIN_FORMAT'
  | 'VIN_CHECK_DIGIT'
  | 'PLATE_FORMAT'
  | 'PLATE_MISMATCH'
  | 'ID_FORMAT'
  | 'ID_CHECK_DIGIT'
  | 'BIRTH_DATE_MISMATCH'
  | 'SEX_MISMATCH'
  | 'DATE_IN_FUTURE'
  | 'DATE_ORDER'
  | 'EXPIRED'
  | 'CAR_CLASS_UNKNOWN'
  | 'MASS_ORDER';

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

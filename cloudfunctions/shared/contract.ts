/**
 * What the cloud functions accept and answer. Types only: a Mini Program page takes them from here
 * with `import type`, of which nothing is left once it is compiled.
 */

import type { DriverLicense } from './cards/driverLicense';
import type { VehicleLicense } from './cards/vehicleLicense';
import type { Warning } from './fields/warning';

export type { Warning, WarningCode } from './fields/warning';

/**
 * All that `shared/` knows of the cards, a row for each. One word is the folder, the cloud function,
 * the OCR API, the permission and the file in `cards/`.
 */
export interface LicenseOf {
  vehicleLicense: VehicleLicense;
  driverLicense: DriverLicense;
}
export type LicenseKind = keyof LicenseOf;

/** A picture's bytes: base64, or a Buffer and what becomes of it on its way through callFunction. */
export interface InlineImage {
  /** Not trusted: the function reads the type from the bytes. */
  contentType?: string | undefined;
  value: string | Uint8Array | { type: 'Buffer'; data: number[] };
}

/** All keys that the functions read of an event; the platform adds others. */
export interface EventKeys {
  action?: 'recognize' | 'prepare';
  /** `cloud://<env>.<bucket>/license-ocr/<OPENID>/<name>`, or in `license-ocr-kept/<OPENID>/` */
  fileID?: string;
  /** An http(s) address that WeChat's servers can download, at most 2,048 characters. */
  imgUrl?: string;
  /** callFunction carries about 100 KB in all. */
  img?: InlineImage;
  /** WeChat's recognition mode; `photo` when absent. */
  type?: 'photo' | 'scan';
  /** `true` leaves the photo behind `fileID` in cloud storage, whatever the outcome. */
  keepFile?: boolean;
}

/** Where may this caller upload? Warms the instance up meanwhile. */
export interface PrepareEvent {
  action: 'prepare';
}

/** Exactly one of the three inputs. */
export type RecognizeEvent = { action?: 'recognize' } & Pick<EventKeys, 'type' | 'keepFile'> &
  (
    | Required<Pick<EventKeys, 'fileID'>>
    | Required<Pick<EventKeys, 'imgUrl'>>
    | Required<Pick<EventKeys, 'img'>>
  );

export type PrepareResult =
  | {
      ok: true;
      errCode: 0;
      errMsg: 'ok';
      /** The folder for this caller's photos: `license-ocr/<OPENID>/`. */
      uploadPrefix: string;
      /** The folder for photos sent with `keepFile`: `license-ocr-kept/<OPENID>/`. */
      keptPrefix: string;
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
  photo: PhotoFate;
  /**
   * Where the environment variable `LICENSE_RECEIPT_KEY` is set: a JWT (HS256) of `ReceiptClaims`, by
   * which a server tells what WeChat read from what a person has changed. It holds the licence.
   */
  receipt?: string;
}

/** What a `receipt` says. Times are seconds since the epoch. */
export type ReceiptClaims = {
  [Kind in LicenseKind]: {
    /** The OPENID of whoever had the photo read. */
    sub: string;
    iat: number;
    /** 24 hours later, or what `LICENSE_RECEIPT_HOURS` says. */
    exp: number;
    kind: Kind;
    license: LicenseOf[Kind];
    warnings: Warning[];
  };
}[LicenseKind];

export interface Failure {
  ok: false;
  /** WeChat's own number where it gave one, else one of -7000xx; never 0. */
  errCode: number;
  /** For the developer: what happened and what to do. Never an address, an OPENID or card text. */
  errMsg: string;
  reason: Reason;
  /** Whether the same photo can be sent again as it is. */
  retryable: boolean;
  photo: PhotoFate;
}

/** What became of the file behind `fileID`. */
export type PhotoFate = 'deleted' | 'kept' | 'delete-failed' | 'none';

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

import type {
  LicenseKind,
  LicenseOf,
  Success,
  Warning,
} from '../../../cloudfunctions/shared/contract';

/** `license-scanner` 的 `recognized` 带来的内容，原样交给表单。 */
export interface RecognizedPhoto {
  kind: LicenseKind;
  result: Success<LicenseOf[LicenseKind]>;
  /** 本机的临时路径；没有时表单只显示字段。 */
  photoPath?: string;
  /** 云存储里的照片，只在扫描器有 `keep-file` 时；表单不用它。 */
  fileID?: string;
}

/** `confirm` 事件：一本核对过的证件。 */
export type ConfirmDetail = {
  [Name in LicenseKind]: {
    kind: Name;
    license: LicenseOf[Name];
    /** 用户改过的字段。 */
    edited: string[];
    /** 用户没有处理的疑点。 */
    unsettled: Warning[];
    photoPaths: string[];
    /** 每张照片的凭据，交给服务器比对；只在云函数设了 `LICENSE_RECEIPT_KEY` 时有。 */
    receipts: string[];
  };
}[LicenseKind];

/** `unconfirm` 事件：先前确认的一本作废。 */
export interface UnconfirmDetail {
  kind: LicenseKind;
}

/** `addpage` 事件：要补拍的那一页。 */
export interface AddPageDetail {
  page: 'main' | 'second';
}

/** 项目可以换掉的文字（属性 `texts`），没有给的用默认。 */
export interface FormTexts {
  title?: string;
  note?: string;
  confirmed?: string;
  retake?: string;
  deleted?: string;
}

import type {
  Failure,
  LicenseKind,
  LicenseOf,
  PhotoFate,
  Reason,
  Result,
  Success,
} from '../../../cloudfunctions/shared/contract';

/** `recognized` 事件：识别出来的一张照片，原样交给 `license-form`。 */
export type Recognition = {
  /** 识别的照片，临时路径。 */
  photoPath: string;
  /** 只在 keep-file 时。 */
  fileID?: string;
  /** 识别之前提醒过什么，而用户仍要识别。 */
  warnedOf: PhotoDoubt[];
} & { [Name in LicenseKind]: { kind: Name; result: Success<LicenseOf[Name]> } }[LicenseKind];

/** 发送之前提醒过什么：模糊、太暗、反光或过亮、太小。 */
export type PhotoDoubt = 'BLURRED' | 'TOO_DARK' | 'OVEREXPOSED' | 'TOO_SMALL';

export type Step = 'ready' | 'compressing' | 'warned' | 'uploading' | 'recognizing' | 'failed';

/** `statechange` 事件。 */
export interface StateChange {
  step: Step;
}

/** 为什么没有读出来：云函数自己的原因，加上它前后可能出的事。wording.ts 里各有一句话。 */
export type PageReason =
  | Reason
  /** 手机没有连上云。 */
  | 'NETWORK'
  /** 我们自己的计时到了，云函数可能还在运行。 */
  | 'NO_ANSWER'
  /** 平台在超时时间到时结束了云函数。 */
  | 'FUNCTION_TIME_LIMIT'
  /** 这个云环境里没有这个云函数。 */
  | 'FUNCTION_MISSING'
  /** 云函数崩溃、没有启动，或回答不合约定。 */
  | 'FUNCTION_FAILED'
  /** 云开发未开通、未初始化，或环境 ID 不对。 */
  | 'ENVIRONMENT_INVALID'
  /** 照片没有传上去，说不清为什么。 */
  | 'UPLOAD_FAILED'
  /** 上传的域名不在小程序的合法域名里。 */
  | 'DOMAIN_UNLISTED'
  /** 云存储的权限设置拒绝上传。 */
  | 'UPLOAD_FORBIDDEN'
  /** 用户拒绝了微信的隐私弹窗。 */
  | 'PRIVACY_REFUSED'
  /** 隐私保护指引没有声明照片。 */
  | 'PRIVACY_UNDECLARED'
  /** 手机设置不允许微信使用相机或相册。 */
  | 'CAMERA_DENIED'
  /** 这台设备（多为电脑）不能处理这张照片。 */
  | 'DEVICE_UNABLE';

/** `failed` 事件：与云函数的失败同一形状；是返回值，从不抛出。 */
export interface PageFailure extends Omit<Failure, 'reason' | 'photo'> {
  reason: PageReason;
  /** 不知道上传的照片怎样了，就没有这一项。 */
  photo?: PhotoFate;
}

export type AnyResult = Result<LicenseOf[LicenseKind]>;

/** 属性 `request`：不用云开发的项目自己上传并识别：返回约定里的 `Result`，或 reject（当作网络问题，可以重试）。 */
export type SendPhoto = (photo: {
  kind: LicenseKind;
  filePath: string;
  /** 上传进度，0–100。 */
  onProgress(percent: number): void;
}) => Promise<AnyResult>;

/**
 * 属性 `cloud`：`wx.cloud`，或另一个云环境的实例（`new wx.cloud.Cloud(…)`，先 `await init()`）。
 * 只写出用到的。
 */
export interface CloudLike {
  callFunction(options: CloudCall<{ result?: unknown }> & { name: string; data: object }): unknown;
  uploadFile(
    options: CloudCall<{ fileID?: string }> & { cloudPath: string; filePath: string },
  ): CloudTask | undefined;
  deleteFile(options: CloudCall<object> & { fileList: string[] }): unknown;
}

interface CloudCall<Answer> {
  success(answer: Answer): void;
  fail(error: unknown): void;
}

export interface CloudTask {
  onProgressUpdate(listener: (update: { progress: number }) => void): void;
  abort(): void;
}

/** `selectComponent('#scanner').use(…)`：框架传不了函数属性时，用它代替属性 `request`、`cloud`。 */
export interface Backend {
  cloud?: CloudLike | null;
  request?: SendPhoto | null;
}

export interface ConsentWording {
  /** 项目的文字有了改动就换一个，所有用户会重新被询问。 */
  textVersion?: string | number;
  title: string;
  /** 做什么用、读取什么、怎么处理。 */
  paragraphs: Array<{ heading: string; text: string }>;
}

/** 项目可以换掉的文字（属性 `texts`），没有给的用默认。 */
export interface ScannerTexts {
  take?: string;
  pick?: string;
  /** 标题下的一行。 */
  note?: string;
  /** 按钮下的一行，讲照片怎么处理。 */
  footnote?: string;
  consent?: ConsentWording;
  failures?: Partial<Record<PageReason, { title: string; sentence: string }>>;
}

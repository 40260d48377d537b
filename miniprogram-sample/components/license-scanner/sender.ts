import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { AnyResult, PageFailure } from './types';

/** 照片交给谁识别：云函数（cloud.ts），或项目自己的函数（request.ts）。 */
export interface Sender {
  /** 页面打开、换一种证件时。 */
  warmUp(kind: LicenseKind): void;
  accept(photo: PreparedPhoto): Delivery;
}

export interface PreparedPhoto {
  kind: LicenseKind;
  filePath: string;
  keepFile: boolean;
}

/** 一张照片，从送出到有了回答；失败之后可以再送。 */
export interface Delivery {
  /** 从不 reject；`drop` 之后的回答没有意义。 */
  send(progress: Progress): Promise<Sent>;
  /** 不要了：停下，删除留在云端的照片。 */
  drop(): void;
}

export interface Sent {
  result: AnyResult | PageFailure;
  /** 照片留在云存储。 */
  fileID?: string;
}

export interface Progress {
  /** 整数百分比，只增不减。 */
  uploading(percent: number): void;
  /** 好一会儿没有动静；没有动静就一再说。 */
  stalled(): void;
  recognizing(): void;
}

/** 上传这么久没有动静，就问要不要接着等。 */
export const stalledMs = 20000;

/** 平台和项目报来的进度：可能是 NaN、负数，也可能倒退。 */
export function toPercent(progress: number, before: number): number {
  return Math.floor(Math.min(100, Math.max(before, progress))) || before;
}

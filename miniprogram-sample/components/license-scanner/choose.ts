import { ask } from '../shared/platform';
import { chooseFailure } from './failure';
import type { PageFailure } from './types';

/** `either` 由微信自己问用户拍照还是选图。 */
export type PhotoSource = 'camera' | 'album' | 'either';

/** 手机上的一张照片；临时路径，小程序关闭前有效。 */
export interface LocalPhoto {
  ok: true;
  path: string;
  /** 选图时微信说的大小。 */
  bytes?: number;
}

/** 让用户拍或选一张照片；`undefined` 表示用户自己关掉了。取景多久都可以，也可能永远没有回音（见 scan.ts）。 */
export async function choosePhoto(
  source: PhotoSource,
): Promise<LocalPhoto | PageFailure | undefined> {
  try {
    const { tempFiles } = await ask<{ tempFiles: { tempFilePath: string; size: number }[] }>(
      Number.POSITIVE_INFINITY,
      (answer) =>
        wx.chooseMedia({
          count: 1,
          mediaType: ['image'],
          sourceType: source === 'either' ? ['camera', 'album'] : [source],
          sizeType: ['compressed'],
          ...answer,
        }),
    );
    // 没有照片也是一种失败，由下面的 catch 说。
    const { tempFilePath: path, size } = tempFiles[0] as { tempFilePath: string; size: number };
    return { ok: true, path, bytes: size };
  } catch (error) {
    return chooseFailure(error);
  }
}

import { chooseFailure, pageFailure } from './failure';
import type { PageFailure } from './types';

/** `either` 由微信自己问用户拍照还是选图。 */
export type PhotoSource = 'camera' | 'album' | 'either';

/** 手机上的一张照片；临时路径，小程序关闭前有效。 */
export interface LocalPhoto {
  ok: true;
  path: string;
}

/** 让用户拍或选一张照片；`undefined` 表示用户自己关掉了。也可能永远没有回音（见 scan.ts）。 */
export function choosePhoto(source: PhotoSource): Promise<LocalPhoto | PageFailure | undefined> {
  return Promise.resolve()
    .then(() =>
      wx.chooseMedia({
        count: 1,
        mediaType: ['image'],
        sourceType: source === 'either' ? ['camera', 'album'] : [source],
        sizeType: ['compressed'],
      }),
    )
    .then(
      ({ tempFiles }): LocalPhoto | PageFailure => {
        const file = tempFiles[0];
        return file
          ? { ok: true, path: file.tempFilePath }
          : pageFailure('UNEXPECTED', 'chooseMedia gave no photo');
      },
      (error) => chooseFailure(error),
    );
}

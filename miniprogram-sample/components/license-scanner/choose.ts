import type { PageFailure } from './failure';
import { chooseFailure, pageFailure } from './failure';

export type PhotoSource = 'camera' | 'album';

/** A photo on the phone: a temporary path, valid until the Mini Program closes. */
export interface LocalPhoto {
  ok: true;
  path: string;
}

/**
 * Lets the user take or pick one photo. `undefined`: the user closed camera or album.
 * WeChat shows its own privacy sheet before the first one.
 */
export function choosePhoto(source: PhotoSource): Promise<LocalPhoto | PageFailure | undefined> {
  return Promise.resolve()
    .then(() =>
      wx.chooseMedia({
        count: 1,
        mediaType: ['image'],
        sourceType: [source],
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

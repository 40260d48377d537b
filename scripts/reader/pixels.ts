import sharp from 'sharp';
import { UndecodableError } from './errors';
import type { Pixels } from './types';

/**
 * The picture as its pixels lie: an EXIF orientation turns nothing, as with WeChat.
 * @throws UndecodableError
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  try {
    const image = sharp(bytes, { failOn: 'warning', limitInputPixels: 50_000_000 });
    const { format } = await image.metadata();
    if (format !== 'jpeg' && format !== 'png') throw new TypeError(`format ${format}`);
    const { data, info } = await image
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw new UndecodableError('not a whole JPEG or PNG', { cause: error });
  }
}

export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A part of the picture in another size. */
export async function resample(
  { data, width, height }: Pixels,
  area: Area,
  toWidth: number,
  toHeight: number,
): Promise<Pixels> {
  const resized = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract(area)
    .resize(toWidth, toHeight, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { data: resized, width: toWidth, height: toHeight };
}

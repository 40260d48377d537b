import sharp from 'sharp';
import type { Pixels } from './types';

/** The bytes are no JPEG or PNG that can be decoded to its end. */
export class UndecodableError extends Error {}

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

/** Scaled down so that its longer edge has at most `maxEdge` pixels; never enlarged. */
export async function shrink(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  if (width === pixels.width && height === pixels.height) return pixels;
  const { data } = await sharp(pixels.data, {
    raw: { width: pixels.width, height: pixels.height, channels: 3 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width, height };
}

import {
  checkPhoto,
  type Pixels,
  sampleEdge,
} from '../../miniprogram-sample/components/license-scanner/photo-check';
import { openSharp } from '../native-package';

/** What the page would have said of the photo before sending it; nothing where it cannot be decoded. Throws where nothing can be. */
export async function photoCheckLine(bytes: Uint8Array): Promise<string | undefined> {
  openSharp();
  try {
    const { sample, original } = await samplePhoto(bytes);
    return `photo check: ${checkPhoto(sample, original).join(' ') || 'ok'}`;
  } catch {
    return undefined;
  }
}

/** As the page's canvas draws it: upright, on white, never enlarged. Throws what sharp throws. */
export async function samplePhoto(
  bytes: Uint8Array,
): Promise<{ sample: Pixels; original: { width: number; height: number } }> {
  const image = openSharp()(bytes, { limitInputPixels: 50_000_000 });
  const original = await image.metadata();
  const { data, info } = await image
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(sampleEdge, sampleEdge, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { sample: { data, width: info.width, height: info.height }, original };
}

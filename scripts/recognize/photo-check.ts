import {
  checkPhoto,
  type Pixels,
  sampleEdge,
} from '../../miniprogram-sample/components/license-scanner/photo-check';
import { openSharp } from '../native-package';
import { draw, measure } from './photo';

/** What the page would have said of the photo before sending it; nothing where it cannot be decoded. Throws where nothing can be. */
export async function photoCheckLine(bytes: Uint8Array): Promise<string | undefined> {
  openSharp();
  try {
    const { sample, original } = await samplePixels(bytes);
    return `photo check: ${checkPhoto(sample, original).join(' ') || 'ok'}`;
  } catch {
    return undefined;
  }
}

/** As the page looks at it. Throws what sharp throws. */
export async function samplePixels(
  bytes: Uint8Array,
): Promise<{ sample: Pixels; original: { width: number; height: number } }> {
  const original = await measure(bytes);
  const { data, info } = await draw(bytes, sampleEdge)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { sample: { data, width: info.width, height: info.height }, original };
}

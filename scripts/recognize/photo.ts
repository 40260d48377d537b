import { uploadTarget } from '../../miniprogram-sample/components/license-scanner/photo-check';
import { openSharp } from '../native-package';

/** What phones take at most, 16,320 × 12,240 pixels, and a little more. */
const maxPixels = 200_000_000;

/** JPEGs of some phones make the decoder warn, and are whole all the same. */
const open = (bytes: Uint8Array) =>
  openSharp()(bytes, { failOn: 'error', limitInputPixels: maxPixels });

/** Width, height and the rest as they lie in the file, before EXIF. Throws what sharp throws. */
export const measure = (bytes: Uint8Array) => open(bytes).metadata();

/** As the page's canvas draws it: upright, on white, never enlarged. */
export const draw = (bytes: Uint8Array, edge: number) =>
  open(bytes)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true });

/** What goes to the function, and a line that tells what was done to the file; none where nothing was. */
export interface Prepared {
  bytes: Buffer;
  told?: string;
}

/**
 * The photo as the page uploads it (compress.ts of the scanner). What cannot be opened here goes
 * as it is, for the function to refuse.
 */
export async function preparePhoto(bytes: Buffer): Promise<Prepared> {
  try {
    return await redraw(bytes);
  } catch {
    const told = isHeic(bytes)
      ? 'not prepared: HEIC cannot be opened here: save it as JPEG; the file goes as it is'
      : 'not prepared: the file cannot be opened here, and goes as it is';
    return { bytes, told };
  }
}

async function redraw(bytes: Buffer): Promise<Prepared> {
  const { format, orientation = 1, width, height } = await measure(bytes);
  const isTurned = orientation > 1;
  const isSendable = !isTurned && (format === 'jpeg' || format === 'png');
  if (isSendable && bytes.length <= uploadTarget.bytes) return { bytes };

  let best: { data: Buffer; size: string; quality: number } | undefined;
  for (const quality of uploadTarget.qualities) {
    const { data, info } = await draw(bytes, uploadTarget.edge)
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    best = { data, size: toSize(info), quality };
    if (data.length <= uploadTarget.bytes) break;
  }
  if (!best || (isSendable && best.data.length >= bytes.length)) return { bytes };

  const upright = orientation < 5 ? { width, height } : { width: height, height: width };
  const steps = [
    ...(isTurned ? [`set upright (EXIF ${orientation})`] : []),
    ...(toSize(upright) === best.size ? [] : [`${toSize(upright)} scaled to ${best.size} pixels`]),
    `${format === 'jpeg' ? '' : `${toName(format)} `}redrawn as JPEG of quality ${best.quality}`,
    `${toCount(bytes)} bytes made ${toCount(best.data)}`,
  ];
  return { bytes: best.data, told: `prepared: ${steps.join(', ')}; --as-is sends the file itself` };
}

const toSize = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`;
const toCount = ({ length }: Uint8Array) => length.toLocaleString('en');
/** Of HEIF sharp opens AVIF alone. */
const names: Readonly<Record<string, string>> = { heif: 'AVIF', webp: 'WebP' };
const toName = (format: string) => names[format] ?? format.toUpperCase();

/** The brands of ISO/IEC 23008-12. */
const isHeic = (bytes: Buffer) =>
  /^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(bytes.toString('latin1', 0, 12));

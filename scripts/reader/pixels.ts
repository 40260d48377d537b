import sharp from 'sharp';
import { UndecodableError } from './errors';
import type { Pixels, Point } from './types';

/** A picture that is longer holds no card that one could read. */
const maxRatio = 20;

/** Its sizes in pixels. */
export const isTooLong = ({ width, height }: Omit<Pixels, 'data'>): boolean =>
  Math.max(width, height) > maxRatio * Math.min(width, height);

/**
 * The picture as its pixels lie: an EXIF orientation turns nothing, as with WeChat. Of one that is
 * too long the size alone: a million rows cost a second to unpack.
 * @throws UndecodableError
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  try {
    const image = sharp(bytes, { failOn: 'warning', limitInputPixels: 50_000_000 });
    const { format, width, height } = await image.metadata();
    if (format !== 'jpeg' && format !== 'png') throw new TypeError(`format ${format}`);
    if (isTooLong({ width, height })) return { data: new Uint8Array(), width, height };
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

/** What the recogniser was trained on. */
export const stripHeight = 48;
const maxStripWidth = 1200;

type Box = readonly [Point, Point, Point, Point];

export function stripWidth([leftTop, rightTop, , leftBottom]: Box, stretch = 1): number {
  const length = Math.hypot(rightTop.x - leftTop.x, rightTop.y - leftTop.y);
  const height = Math.hypot(leftBottom.x - leftTop.x, leftBottom.y - leftTop.y);
  return Math.min(
    maxStripWidth,
    Math.max(16, Math.round((stretch * stripHeight * length) / height)),
  );
}

/**
 * A piece of the picture turned straight, `stripHeight` high and so wide: the mean of what each
 * pixel covers, as BGR planes of −1 to 1.
 * @param withoutRed as through red glass: a seal is as bright as paper, print as dark as it is
 */
export function cutStrip(
  { data, width, height }: Pixels,
  [leftTop, rightTop, rightBottom, leftBottom]: Box,
  toWidth: number,
  withoutRed = false,
): Float32Array {
  const plane = toWidth * stripHeight;
  const target = new Float32Array(3 * plane);
  const edge = Math.hypot(leftBottom.x - leftTop.x, leftBottom.y - leftTop.y) / stripHeight;
  const samples = Math.min(4, Math.max(1, Math.ceil(edge - 0.25)));
  const factor = 2 / (255 * samples * samples);
  for (let row = 0; row < stripHeight; row++) {
    for (let column = 0; column < toWidth; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = (column + ((sample % samples) + 0.5) / samples) / toWidth;
        const v = (row + (Math.floor(sample / samples) + 0.5) / samples) / stripHeight;
        const [a, b, c, d] = [(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v];
        const x = a * leftTop.x + b * rightTop.x + c * rightBottom.x + d * leftBottom.x - 0.5;
        const y = a * leftTop.y + b * rightTop.y + c * rightBottom.y + d * leftBottom.y - 0.5;
        const x0 = Math.min(Math.max(Math.floor(x), 0), width - 2);
        const y0 = Math.min(Math.max(Math.floor(y), 0), height - 2);
        const fx = Math.min(Math.max(x - x0, 0), 1);
        const fy = Math.min(Math.max(y - y0, 0), 1);
        const at = 3 * (y0 * width + x0);
        const below = at + 3 * width;
        red += mix(data, at, below, fx, fy);
        green += mix(data, at + 1, below + 1, fx, fy);
        blue += mix(data, at + 2, below + 2, fx, fy);
      }
      if (withoutRed) [green, blue] = [red, red];
      const index = row * toWidth + column;
      target[index] = blue * factor - 1;
      target[plane + index] = green * factor - 1;
      target[2 * plane + index] = red * factor - 1;
    }
  }
  return target;
}

/** Between four pixels. Not within `cutStrip`: a function made for each sample took a third of its time. */
function mix(data: Uint8Array, at: number, below: number, fx: number, fy: number): number {
  const top = (data[at] as number) * (1 - fx) + (data[at + 3] as number) * fx;
  const bottom = (data[below] as number) * (1 - fx) + (data[below + 3] as number) * fx;
  return top * (1 - fy) + bottom * fy;
}

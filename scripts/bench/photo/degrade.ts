import sharp from 'sharp';
import { seededRandom } from '../../specimens/dice';
import { develop } from '../../specimens/photo';
import type { RandomPhoto } from '../../specimens/random';
import { type SpecimenPhoto, sceneSize } from '../../specimens/scene';

/** What spoils a photograph, from hardly visible to hopeless; between the two the seed decides. */
export const degradations = {
  /** Out of focus: standard deviation, thousandths of the longest edge. */
  blur: [0.5, 4],
  /** The card alone is, in a holder that is sharp: the same. */
  focus: [0.5, 4],
  /** The hand moved, across or down: length, thousandths of the longest edge. */
  motion: [3, 20],
  /** Share of the light; the sensor's noise stays. */
  darkness: [0.8, 0.01],
  /** Light as a multiple of what the sensor takes. */
  overexposure: [1.5, 6],
  /** A lamp mirrored on the card: diameter as a share of the longest edge. */
  glare: [0.2, 0.9],
  /** Longest edge, pixels. */
  small: [1000, 200],
  /** Quality of the JPEG. */
  jpeg: [20, 1],
} as const;
export type Degradation = keyof typeof degradations;

/** The same photo with another longest edge, pixels. */
export function enlarge(
  photo: RandomPhoto['photo'],
  edge: number,
  quality: number,
): RandomPhoto['photo'] {
  const size = sceneSize(photo);
  const times = edge / Math.max(size.width, size.height);
  const { width = 0, cardWidth, margin = 0, blur = 0 } = photo;
  return {
    ...photo,
    width: Math.round(width * times),
    cardWidth: cardWidth * times,
    margin: Math.round(margin * times),
    blur: Math.max(0.4, blur * times),
    quality,
  };
}

/**
 * @param expose what the camera sees, before its lens
 * @returns the picture and how bad it is: 0 to 1 between the ends of the degradation
 */
export async function degrade(
  expose: (photo: SpecimenPhoto) => Promise<Buffer>,
  photo: SpecimenPhoto,
  how: Degradation,
  seed: number,
): Promise<{ jpeg: Buffer; badness: number }> {
  const random = seededRandom(seed * 7 + Object.keys(degradations).indexOf(how));
  const [weak, strong] = degradations[how];
  const badness = random();
  const strength = weak * (strong / weak) ** badness;
  const { width, height } = sceneSize(photo);
  const edge = Math.max(width, height);
  const inPixels = (strength / 1000) * edge;
  const take = async (scene: Buffer, change: Partial<SpecimenPhoto> = {}) =>
    develop(scene, { ...photo, ...change });
  const spoil = async (): Promise<Buffer> => {
    if (how === 'focus') {
      const held = { ...photo, hasCover: true, holder: photo.holder ?? 'black' } as const;
      return take(await expose({ ...held, pageBlur: inPixels }));
    }
    const scene = await expose(photo);
    switch (how) {
      case 'blur':
        return take(scene, { blur: Math.hypot(photo.blur ?? 0, inPixels) });
      case 'motion': {
        // The kernel is a line in a square three wide, the least that sharp takes.
        const length = Math.max(3, Math.round(inPixels) | 1);
        const isAcross = random() < 0.5;
        const kernel = Array.from({ length: length * 3 }, (_, index) =>
          Number(isAcross ? Math.floor(index / length) === 1 : index % 3 === 1),
        );
        const [across, down] = isAcross ? [length, 3] : [3, length];
        return take(
          await sharp(scene).convolve({ width: across, height: down, kernel }).toBuffer(),
        );
      }
      case 'darkness':
      case 'overexposure':
        return take(scene, { brightness: strength });
      case 'glare': {
        const [x, y] = [0.3 + 0.4 * random(), 0.3 + 0.4 * random()];
        const lamp = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
        <radialGradient id="lamp"><stop offset=".6" stop-color="#fff"/>
        <stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
        <circle cx="${x * width}" cy="${y * height}" r="${(strength * edge) / 2}" fill="url(#lamp)"/></svg>`;
        // Whatever the exposure, a lamp is white to the sensor.
        const lit = sharp(await take(scene)).composite([{ input: Buffer.from(lamp) }]);
        return lit.jpeg({ quality: 92 }).toBuffer();
      }
      case 'small': {
        const size = Math.round(strength);
        const small = sharp(scene).resize(size, size, { fit: 'inside' });
        return take(await small.toBuffer(), {
          blur: Math.max(0.3, ((photo.blur ?? 0) * size) / edge),
        });
      }
      case 'jpeg':
        return take(scene, { quality: Math.round(strength) });
    }
  };
  return { jpeg: await spoil(), badness };
}

import type { Card, ValueKind } from '../cards/layout';
import { readFields, stretch } from './fields';
import type { Ocr } from './ocr';
import { decodePicture } from './pixels';
import { minSharpness, sharpnessOf } from './sharpness';
import type { Corners } from './text-boxes';
import type { Fields, PictureText, Point } from './types';
import { judge } from './values';

/**
 * What a card says, in WeChat's keys; `undefined` where the picture holds no page of it that lies
 * upright, or is out of focus.
 * @throws UndecodableError
 */
export async function readCard(
  ocr: Ocr,
  bytes: Uint8Array,
  card: Card,
): Promise<Fields | undefined> {
  const pixels = await decodePicture(bytes);
  const text = await ocr.read(pixels);
  if (sharpnessOf(pixels, text.lines) < minSharpness) return undefined;
  return readFields(card, text, (boxes, ...how) => ocr.recognize(pixels, boxes, ...how));
}

/**
 * All lines of print in a picture, whatever it shows.
 * @param kind read each line as a value of this kind, as the card's own are
 * @throws UndecodableError
 */
export async function readText(
  ocr: Ocr,
  bytes: Uint8Array,
  kind?: ValueKind,
): Promise<PictureText> {
  const pixels = await decodePicture(bytes);
  const { width, height, lines } = await ocr.read(pixels);
  const boxes = kind ? lines.map(({ corners }) => padded(corners)) : [];
  const [again, wide] = [
    await ocr.recognize(pixels, boxes),
    await ocr.recognize(pixels, boxes, stretch),
  ];
  return {
    width,
    height,
    lines: lines.map(({ steps, ...line }, index) => {
      const [natural, stretched] = [again[index], wide[index]];
      const text =
        kind && natural && stretched ? judge(kind, [steps, natural], [stretched]).text : undefined;
      return text === undefined ? line : { ...line, text };
    }),
  };
}

/** Of a line's height: the detector cuts close. */
const margin = 0.3;

function padded([leftTop, rightTop, rightBottom, leftBottom]: Corners): Corners {
  const length = Math.hypot(rightTop.x - leftTop.x, rightTop.y - leftTop.y) || 1;
  const height = Math.hypot(leftBottom.x - leftTop.x, leftBottom.y - leftTop.y);
  const [x, y] = [rightTop.x - leftTop.x, rightTop.y - leftTop.y].map(
    (along) => (along / length) * margin * height,
  ) as [number, number];
  const moved = (point: Point, by: number) => ({ x: point.x + by * x, y: point.y + by * y });
  return [moved(leftTop, -1), moved(rightTop, 1), moved(rightBottom, 1), moved(leftBottom, -1)];
}

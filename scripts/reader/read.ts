import type { Card, ValueKind } from '../cards/layout';
import { readFields, stretch } from './fields';
import type { Ocr } from './ocr';
import { decodePicture } from './pixels';
import { minSharpness, sharpnessOf } from './sharpness';
import type { Fields, PictureText } from './types';
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
  return readFields(card, text, (boxes, times) => ocr.recognize(pixels, boxes, times));
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
  const boxes = lines.map(({ corners }) => corners);
  const wide = kind ? await ocr.recognize(pixels, boxes, stretch) : [];
  return {
    width,
    height,
    lines: lines.map(({ steps, ...line }, index) => {
      const look = wide[index];
      const text = kind && look ? judge(kind, [steps], [look]).text : undefined;
      return text === undefined ? line : { ...line, text };
    }),
  };
}

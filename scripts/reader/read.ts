import type { Card } from '../cards/layout';
import { readFields } from './fields';
import type { Ocr } from './ocr';
import { decodePicture } from './pixels';
import { minSharpness, sharpnessOf } from './sharpness';
import type { Fields, PictureText } from './types';

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
  return readFields(card, text, (boxes, stretch) => ocr.recognize(pixels, boxes, stretch));
}

/**
 * All lines of print in a picture, whatever it shows.
 * @throws UndecodableError
 */
export async function readText(ocr: Ocr, bytes: Uint8Array): Promise<PictureText> {
  const { width, height, lines } = await ocr.read(await decodePicture(bytes));
  return { width, height, lines: lines.map(({ steps: _, ...line }) => line) };
}

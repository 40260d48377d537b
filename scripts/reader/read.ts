import type { Card } from '../cards/layout';
import { readFields } from './fields';
import type { Ocr } from './ocr';
import { decodePicture } from './pixels';
import type { Fields, PictureText } from './types';

/**
 * What a card says, in WeChat's keys; `undefined` where the picture holds no page of it that lies
 * upright.
 * @throws UndecodableError
 */
export async function readCard(
  ocr: Ocr,
  bytes: Uint8Array,
  card: Card,
): Promise<Fields | undefined> {
  return readFields(card, await readText(ocr, bytes));
}

/**
 * All lines of print in a picture, whatever it shows.
 * @throws UndecodableError
 */
export async function readText(ocr: Ocr, bytes: Uint8Array): Promise<PictureText> {
  return ocr.read(await decodePicture(bytes));
}

/**
 * Reads pictures for index.ts, one after the other, in a process of its own: recognising takes a
 * second or two of both cores, and the local cloud must go on answering meanwhile.
 */
import sharp from 'sharp';
import { createOcr } from './ocr';
import { decodePicture, UndecodableError } from './pixels';
import type { Answer, Request } from './types';

// No picture comes twice.
sharp.cache(false);
const ocr = createOcr(Number(process.argv[2]));
let last: Promise<unknown> = ocr;
ocr.then(
  () => send({ type: 'ready' }),
  // Whoever asks is told.
  () => undefined,
);

process.on('message', ({ id, bytes }: Request) => {
  last = last.then(
    () => answer(id, bytes),
    () => answer(id, bytes),
  );
});
process.on('disconnect', () => process.exit());

async function answer(id: number, bytes: Uint8Array): Promise<void> {
  let reply: Answer;
  try {
    const pixels = await decodePicture(bytes);
    reply = { type: 'text', id, text: await (await ocr).read(pixels) };
  } catch (error) {
    const isUndecodable = error instanceof UndecodableError;
    reply = { type: 'failure', id, isUndecodable, message: (error as Error).message };
  }
  send(reply);
}

/** Where whoever asked has gone, 'disconnect' ends this process too: an error would only be printed. */
function send(answer: Answer): void {
  process.send?.(answer, undefined, undefined, () => undefined);
}

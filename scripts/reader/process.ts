/**
 * Reads pictures for index.ts, one after the other, in a process of its own: recognising takes a
 * second or two of both cores, and the local cloud must go on answering meanwhile.
 */
import sharp from 'sharp';
import { cards } from '../cards';
import { createOcr } from './ocr';
import { UndecodableError } from './pixels';
import { readCard, readText } from './read';
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

process.on('message', (request: Request) => {
  last = last.then(
    () => answer(request),
    () => answer(request),
  );
});
process.on('disconnect', () => process.exit());

async function answer({ id, bytes, api }: Request): Promise<void> {
  let reply: Answer;
  try {
    reply =
      api === undefined
        ? { type: 'text', id, text: await readText(await ocr, bytes) }
        : { type: 'fields', id, fields: await readCard(await ocr, bytes, cards[api]) };
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

/**
 * Reads pictures for child.ts, one after the other, in a process of its own: recognising takes a
 * second or two of both cores, and the local cloud must go on answering meanwhile.
 */
import { load, type Work } from './load';
import type { Answer, Request } from './types';

let work: Work | undefined;

load(Number(process.argv[2])).then(
  (loaded) => {
    work = loaded;
    send({ type: 'ready' });
  },
  (error: Error) => send({ type: 'unavailable', message: error.message }),
);

process.on('message', (request: Request) => void answer(request).then(send));
process.on('disconnect', () => process.exit());

async function answer({ id, bytes, api }: Request): Promise<Answer> {
  try {
    if (!work) throw new Error('asked before it was ready');
    if (api === undefined) return { type: 'text', id, text: await work.readText(bytes) };
    return { type: 'fields', id, fields: await work.readCard(bytes, api) };
  } catch (error) {
    const { name, message } = error as Error;
    return { type: 'failure', id, isUndecodable: name === 'UndecodableError', message };
  }
}

/** Whoever asked may be gone, and the channel with it. */
function send(answer: Answer): void {
  process.send?.(answer, undefined, undefined, () => {});
}

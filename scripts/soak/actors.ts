import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { photoPath } from '../local-cloud';
import { switches } from '../preview/switchboard';
import { specimens } from '../specimens/photos';
import { treeOf } from './processes';

const repository = path.join(__dirname, '..', '..');

export interface Target {
  /** Of `npm start`. */
  pid: number;
  preview: string;
  cloud: string;
  /** No more is begun after it, milliseconds since the epoch. */
  until: number;
  /** Counts what came of a request; whatever is unexpected fails the soak. */
  count(kind: string, outcome: string, isExpected: boolean): void;
}

const oneOf = <Item>(items: readonly Item[]) =>
  items[Math.floor(Math.random() * items.length)] as Item;
const photo = (name: string) =>
  readFileSync(path.join(repository, 'scripts/specimens', `${name}.jpg`));

/** Whatever may come of a recognition while switches are pressed, readers die and functions are built. */
const reasons = new Set([...switches.flatMap(({ reason }) => reason ?? []), 'LICENSE_NOT_FOUND']);

/** On a connection of its own: one that is kept may be closed just when it is used again. */
async function request(
  target: Target,
  route: string,
  method = 'GET',
  content: object | Uint8Array = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const isBytes = content instanceof Uint8Array;
  const sent = httpRequest(new URL(route, target.preview), {
    method,
    agent: false,
    signal: AbortSignal.timeout(120_000),
    headers: isBytes ? {} : { 'content-type': 'application/json' },
  });
  if (method === 'GET') sent.end();
  else sent.end(isBytes ? content : JSON.stringify(content));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: JSON.parse(await text(answer)) };
}

/** Takes photos: specimens, and every other one a picture that nobody has read before. */
export async function recognizes(target: Target): Promise<void> {
  const { openId } = (await request(target, '/info')).body as { openId: string };
  for (let turn = 0; Date.now() < target.until; turn++) {
    const name = oneOf(Object.keys(specimens));
    const own = Buffer.from(turn % 2 === 0 ? '' : String(Math.random()));
    const bytes = Buffer.concat([photo(name), own]);
    const cloudPath = photoPath(openId, `${turn}-${Math.random()}.jpg`);
    const upload = { cloudPath, bytes: bytes.length };
    const begun = await request(target, '/cloud/upload', 'POST', upload);
    if (begun.body.ok !== true) {
      target.count('upload', String(begun.body.errCode), begun.status === 200);
      await sleep(500);
      continue;
    }
    const { fileID } = (await request(target, `/cloud/upload/${begun.body.id}`, 'PUT', bytes)).body;
    const call = { name: specimens[name]?.kind, event: { fileID } };
    const { status, body } = await request(target, '/cloud/call', 'POST', call);
    const result = body.result as { ok?: boolean; reason?: string } | undefined;
    const outcome = result ? (result.ok ? 'ok' : String(result.reason)) : 'platform';
    target.count(
      own.length > 0 ? 'own picture' : 'specimen',
      outcome,
      status === 200 &&
        (outcome === 'ok' || outcome === 'platform' || reasons.has(outcome as never)),
    );
    await request(target, '/cloud/delete', 'POST', { fileList: [fileID].filter(Boolean) });
  }
}

/** Presses a switch of the desk now and then. */
export async function switchesFaults(target: Target): Promise<void> {
  const set = async (active: string | null) => {
    const state = { active, once: false, network: 'fast' };
    const { status } = await request(target, '/state', 'PUT', state);
    target.count('switch', String(status), status === 200);
  };
  while (Date.now() < target.until) {
    await set(oneOf(switches).id);
    await sleep(1_500);
    await set(null);
    await sleep(4_000);
  }
}

/** Sends what no page of ours would: torn forms, foreign pages, wrong bodies, too much. */
export async function attacks(target: Target): Promise<void> {
  const bomb = await sharp({
    create: { width: 200_000, height: 3, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png()
    .toBuffer();
  const part = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="img"; filename="a"\r\n\r\n'),
    bomb,
    Buffer.from('\r\n--b--\r\n'),
  ]);
  const form = 'content-type: multipart/form-data; boundary=b\r\n';
  const json = 'content-type: application/json\r\n';
  const messages = [
    [target.cloud, 'POST', '/admin', form, part],
    [target.cloud, 'POST', '/admin', json, 'null'],
    [target.cloud, 'POST', '/cv/ocr/driving?access_token=x', form, part],
    [target.cloud, 'POST', '/cgi-bin/stable_token', json, 'null'],
    [target.cloud, 'GET', '/storage/%E0%A4%A?sign=x&t=1', '', ''],
    [target.preview, 'POST', '/cloud/call', json, '{"name":"vehicleLicense","event":{"a":1}}'],
    [target.preview, 'POST', '/cloud/call', json, '{"name":7}'],
    [target.preview, 'PUT', '/cloud/upload/none', '', Buffer.alloc(2 * 1024 * 1024)],
  ] as const;
  for (const ways = ['whole', 'torn', 'cut', 'foreign']; Date.now() < target.until; ) {
    const [server, method, route, headers, content] = oneOf(messages);
    const way = oneOf(ways);
    const whole = Buffer.from(content);
    const body = way === 'cut' ? whole.subarray(0, Math.random() * whole.length) : whole;
    const origin = way === 'foreign' ? 'origin: https://example.com\r\n' : '';
    const { host } = new URL(server);
    const head = `${method} ${route} HTTP/1.1\r\nhost: ${host}\r\n${headers}${origin}content-length: ${body.length}\r\n\r\n`;
    const bytes = Buffer.concat([Buffer.from(head), body]);
    const sent = way === 'torn' ? bytes.subarray(0, 1 + Math.random() * (bytes.length - 1)) : bytes;
    const status = await statusOf(Number(new URL(server).port), sent);
    // A switch gives an error page in WeChat's place.
    const isFault = status === 502 && route.startsWith('/cv/');
    const isExpected = way === 'foreign' ? [0, 403].includes(status) : status < 500 || isFault;
    target.count(`${way} request`, String(status || 'closed'), isExpected);
    await sleep(30);
  }
}

/** 0 where the connection ends without an answer. */
function statusOf(port: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(30_000, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    socket.write(bytes, () => bytes.length % 2 === 0 && socket.end());
    setTimeout(() => socket.end(), 2_000).unref();
  });
}

/** Kills the reader, or makes it hang. */
export async function breaksReaders(target: Target): Promise<void> {
  for (let turn = 0; Date.now() < target.until; turn++) {
    await sleep(15_000);
    const reader = treeOf(target.pid).find(({ command }) => command.includes('reader/process.ts'));
    if (!reader) continue;
    const signal = turn % 3 === 2 ? 'SIGSTOP' : 'SIGKILL';
    process.kill(reader.pid, signal);
    target.count('reader', signal, true);
  }
}

/** Makes the functions be built again. */
export async function rebuilds(target: Target): Promise<void> {
  const file = path.join(repository, 'cloudfunctions/shared/log.ts');
  for (; Date.now() < target.until; await sleep(60_000)) {
    const now = new Date();
    utimesSync(file, now, now);
    target.count('rebuild', 'asked for', readdirSync(path.dirname(file)).length > 0);
  }
}

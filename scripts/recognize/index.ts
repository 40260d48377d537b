import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Result } from '../../cloudfunctions/shared/contract';
import { buildIfChanged } from '../build';
import { type Given, runCommand } from '../command';
import { inBoth } from '../language';
import { createLiveWechat, isLoopback, type OpenApiResponse, readLiveSettings } from '../live';
import {
  advisedTimeLimitMs,
  createReader,
  photoPath,
  type Reader,
  startLocalCloud,
} from '../local-cloud';
import { toSentence } from './failure';
import {
  type Arguments,
  checkCard,
  checkReach,
  command,
  parseAddress,
  parseArguments,
  readPicture,
} from './input';
import { preparePhoto } from './photo';
import { photoCheckLine } from './photo-check';
import { toRawOutput, toRawText, toTables } from './print';

/** One call's OPENID; nobody's. */
const openId = 'oLocalUserOfTheCommandLine';

async function main(options: Given<typeof command.options>): Promise<void> {
  const given = parseArguments(options);
  const { kind, picture, raw, 'as-is': asIs } = given;
  const live = given.live
    ? createLiveWechat(readLiveSettings(), { onNotice: (sentence) => say(`live: ${sentence}`) })
    : undefined;
  const address = parseAddress(picture);
  if (address && live) checkReach(address, live.host);
  if (!live) checkCard(kind);
  const file = address ? undefined : await readPicture(picture);
  if (live) {
    say(
      inBoth(
        `live：照片发往 ${live.host}；每次调用和重试都用掉账号的一次额度（免费额度：全部用户合计每天 100 次）`,
        `live: the picture goes to ${live.host}; each call uses one of the account's, and so does each further try (the free package has 100 a day for all users together)`,
      ),
    );
  } else if (address && !isLoopback(address)) {
    say('the local cloud fetches nothing from a network: name an address on this machine');
  }
  endOnSignals(() => live && say(callsSentence(live.calls)));

  const photoCheck = file && (await photoCheckLine(file));
  if (photoCheck) say(photoCheck);
  const prepared = file && !asIs ? await preparePhoto(file) : undefined;
  if (prepared?.told) say(prepared.told);
  const bytes = prepared?.bytes ?? file;
  const done = startSteps();
  const reader = live ? undefined : openReader();
  // The models load while the functions are built.
  const loading = bytes && !photoCheck ? undefined : reader?.warmUp(bytes, `ocr.${kind}`);
  // Told when it is waited for.
  loading?.catch(() => {});
  await buildIfChanged().catch((error: Error) => {
    throw new Error(`The functions were not built. ${error.message}`);
  });
  done('build');
  let answer: OpenApiResponse | undefined;
  const cloud = await startLocalCloud({
    timeLimitMs: advisedTimeLimitMs,
    dataFolder: given.data,
    onTrace: ({ step, detail }) => step === 'notice' && say(`local: ${detail}`),
    ...(live ? { wechat: live } : {}),
    ...(reader ? { reader } : {}),
    onWechatAnswer: (latest) => {
      answer = latest;
    },
  });
  try {
    done('start the local cloud');
    let input: { fileID: string } | { imgUrl: string } = { imgUrl: picture };
    if (bytes) {
      const ending = bytes === file ? extension(picture) : 'jpg';
      const path = photoPath(openId, `${randomUUID()}.${ending}`);
      input = { fileID: await cloud.storage.put(path, bytes) };
      done(`upload ${bytes.length.toLocaleString('en')} bytes`);
    }
    // Before the call: its time limit is for reading, as WeChat's is.
    if (loading) {
      await loading;
      done('load the models');
    }
    const { result, logs } = await cloud.callFunction(kind, input, { openId });
    for (const line of logs) if (timesOf(line) === undefined) say(`log: ${line}`);
    done(`recognise: ${logs.map(timesOf).findLast(Boolean) ?? ''}`);
    if (raw) say('raw: the answer holds personal data: mask it before anybody else sees it');
    print(result as Result<object>, given, answer);
  } finally {
    if (live) say(callsSentence(live.calls));
    await cloud.close();
    reader?.close();
  }
}

/** What is not the result goes to stderr. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The local cloud's reader, which says on stderr what it does and what that takes. */
function openReader(): Reader {
  const reader = createReader({
    onLoad: () =>
      say(inBoth('本机：正在加载 PP-OCR 模型…', 'local: loading the models of PP-OCR …')),
    onTrouble: (sentence) => say(`local: ${sentence}`),
  });
  return {
    ...reader,
    async read(bytes, api, signal) {
      const reading = await reader.read(bytes, api, signal);
      const time = `${Math.round(reading.durationMs)} ms`;
      say(
        inBoth(
          `本机：由这台电脑上的 PP-OCR 识别，不是微信，用时 ${time}${reading.isFromCache ? '（取自缓存）' : ''}`,
          `local: read by PP-OCR on this machine, not by WeChat, in ${time}${reading.isFromCache ? ' (from the cache)' : ''}`,
        ),
      );
      return reading;
    },
  };
}

function callsSentence(calls: Readonly<Record<string, number>>): string {
  const sum = Object.values(calls).reduce((total, count) => total + count, 0);
  return `live: ${sum} ${sum === 1 ? 'call' : 'calls'} of the account in this run`;
}

/** A name's ending as storage allows it. */
const extension = (path: string) => /\.(\w{1,10})$/.exec(basename(path))?.[1] ?? 'jpg';

/** Progress: what was done, and how long it took. */
function startSteps() {
  let lastMs = performance.now();
  return (what: string) => {
    const nowMs = performance.now();
    say(`${String(Math.round(nowMs - lastMs)).padStart(6)} ms  ${what}`);
    lastMs = nowMs;
  };
}

/** What each step took, where this is the line of the function and not one of its owner's code. */
function timesOf(line: string): string | undefined {
  try {
    const { ms } = JSON.parse(line) as { ms: Record<string, number> };
    const times = Object.entries(ms).map(([step, stepMs]) => `${step} ${stepMs} ms`);
    return times.join(', ');
  } catch {
    return undefined;
  }
}

function print(
  result: Result<object>,
  { kind, json, raw, live }: Arguments,
  answer: OpenApiResponse | undefined,
): void {
  process.exitCode = result.ok ? 0 : 1;
  if (json) {
    console.log(JSON.stringify(raw ? { result, raw: toRawText(answer) } : result, null, 2));
    return;
  }
  console.log(toTables(kind, result));
  if (raw) process.stdout.write(toRawOutput(live ? 'WeChat' : 'the local cloud', answer));
}

/** The local cloud's processes end with this one. */
function endOnSignals(lastWords: () => void): void {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      say('\nstopped');
      lastWords();
      process.exit(exitCode);
    });
  }
}

// The reader of a pipe may leave early, as head does.
process.stdout.on('error', () => process.exit());

void runCommand(command, main, toSentence);

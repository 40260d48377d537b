import { setTimeout } from 'node:timers/promises';
import { type Fault, wechatError } from '../../scripts/local-cloud';
import { openId, recognize, useLocalCloud } from '../helpers/functions';

const kind = 'driverLicense';
const long = useLocalCloud({ timeLimitMs: 20_000 });

/** Takes 14 s, so it begins first and is looked at last. */
let hungCall: ReturnType<typeof recognize>;
beforeAll(async () => {
  hungCall = recognize(long.cloud, kind, { fault: hang('ocr') });
  await setTimeout(1000);
});

const hang = (stage: 'get-url' | 'download' | 'ocr' | 'wechat' | 'delete'): Fault => ({
  stage,
  kind: 'hang',
});

const timedOut = {
  ok: false,
  errCode: -700007,
  errMsg: expect.stringMatching(/time limit is 3 s; set it to 20 s in the cloud console/),
  reason: 'TIMEOUT',
  retryable: true,
  photo: 'kept',
};
const hanging: [string, Fault][] = [
  ['the address', hang('get-url')],
  ['the download', hang('download')],
  ['a trickling download', { stage: 'download', kind: 'trickle', bytesPerSecond: 2000 }],
  ['the call', hang('ocr')],
  ["WeChat's own answer", hang('wechat')],
];
const short = useLocalCloud({ timeLimitMs: 3000 });
const others = hanging.slice(1).map(() => useLocalCloud({ timeLimitMs: 3000 }));

test('with a limit of 3 s, what hangs is TIMEOUT before the platform cuts in, and the instance goes on serving', async () => {
  const clouds = [short, ...others].map(({ cloud }) => cloud);
  const late = await Promise.all(
    clouds.map((cloud, index) => recognize(cloud, kind, { fault: hanging[index]?.[1] })),
  );
  const results = late.map(({ result }, index) => [hanging[index]?.[0], result]);
  expect(results).toEqual(hanging.map(([title]) => [title, timedOut]));

  for (const [index, { fileID, instance }] of late.entries()) {
    clouds[index]?.faults.clear();
    const next = await clouds[index]?.callFunction(kind, { fileID }, { openId });
    expect(next).toMatchObject({ result: { ok: true }, instance });
  }
});

test('with a limit of 3 s, a deletion that hangs still leaves time to answer', async () => {
  short.cloud.faults.set({ stage: 'ocr', kind: 'delay', ms: 300 }, hang('delete'));
  const { result } = await recognize(short.cloud);
  expect(result).toMatchObject({ ok: true, photo: 'delete-failed' });
});

test('with a limit of 3 s, there is no room for another try', async () => {
  const fault = { ...wechatError(-1), times: 1 };
  const { result } = await recognize(short.cloud, kind, { fault });
  expect(result).toMatchObject({ reason: 'BUSY', errCode: -1, photo: 'kept' });
});

test("with a limit of 20 s, our deadline comes before the transport's 15 s", async () => {
  const { result, durationMs } = await hungCall;
  expect(result).toMatchObject({
    errCode: -700007,
    errMsg: "no answer in time: the function's time limit is 20 s; try the same photo again",
    reason: 'TIMEOUT',
    photo: 'kept',
  });
  // Earlier than that it would give up what may still come; later, the transport's own number stands here.
  expect(durationMs).toBeGreaterThan(13_500);
});

import { setTimeout } from 'node:timers/promises';
import { type Fault, startLocalCloud, wechatError } from '../../scripts/local-cloud';
import { inCloud, openId, prepare, recognize, useLocalCloud } from '../helpers/functions';

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
const hanging: [string, unknown, ...Fault[]][] = [
  ['the address', timedOut, hang('get-url')],
  ['the download', timedOut, hang('download')],
  ['a trickling download', timedOut, { stage: 'download', kind: 'trickle', bytesPerSecond: 2000 }],
  ['the call', timedOut, hang('ocr')],
  ["WeChat's own answer", timedOut, hang('wechat')],
  [
    'a deletion, with time left to answer',
    expect.objectContaining({ ok: true, photo: 'delete-failed' }),
    { stage: 'ocr', kind: 'delay', ms: 300 },
    hang('delete'),
  ],
];

test('with a limit of 3 s, what hangs is TIMEOUT before the platform cuts in, and the instance goes on serving', async () => {
  // One instance after the other: a start counts too, and takes long where several start at once.
  const clouds = await Promise.all(hanging.map(() => startLocalCloud({ timeLimitMs: 3000 })));
  for (const cloud of clouds) await prepare(cloud, kind, openId);

  const seen = clouds.map(async (cloud, index) => {
    const [title, , ...faults] = hanging[index] ?? ['none', undefined];
    cloud.faults.set(...faults);
    const { result, fileID, instance } = await recognize(cloud, kind);
    cloud.faults.clear();
    const next = await cloud.callFunction(kind, { fileID }, { openId });
    return [title, result, next.result, next.instance - instance];
  });
  const outcomes = await Promise.allSettled(seen);
  await Promise.all(clouds.map((cloud) => cloud.close()));
  expect(outcomes).toEqual(
    hanging.map(([title, result]) => ({
      status: 'fulfilled',
      value: [title, result, expect.objectContaining({ ok: true }), 0],
    })),
  );
});

test('with a limit of 3 s, there is no room for another try', async () => {
  await inCloud({ timeLimitMs: 3000 }, async (cloud) => {
    const fault = { ...wechatError(-1), times: 1 };
    const { result } = await recognize(cloud, kind, { fault });
    expect(result).toMatchObject({ reason: 'BUSY', errCode: -1, photo: 'kept' });
  });
});

test("with a limit of 20 s, our deadline comes before the transport's 15 s", async () => {
  const { result, durationMs } = await hungCall;
  expect(result).toMatchObject({
    errCode: -700007,
    errMsg: "no answer in time: the function's time limit is 20 s; try the same photo again",
    reason: 'TIMEOUT',
    photo: 'kept',
  });
  expect(durationMs).toBeGreaterThan(13_500);
});

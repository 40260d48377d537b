import { setTimeout } from 'node:timers/promises';
import { type Fault, wechatError } from '../../scripts/local-cloud';
import { openId, recognize, useLocalCloud } from '../helpers/functions';

const short = useLocalCloud({ timeLimitMs: 3000 });
const long = useLocalCloud({ timeLimitMs: 20_000 });

/** Takes 14 s, so it begins first and is looked at last. */
let hungCall: ReturnType<typeof recognize>;
beforeAll(async () => {
  hungCall = recognize(long.cloud, 'driverLicense', { fault: hang('ocr') });
  await setTimeout(1000);
});

const hang = (stage: 'get-url' | 'download' | 'ocr' | 'wechat' | 'delete'): Fault => ({
  stage,
  kind: 'hang',
});

test.each<[string, Fault]>([
  ['the address', hang('get-url')],
  ['the download', hang('download')],
  ['a trickling download', { stage: 'download', kind: 'trickle', bytesPerSecond: 2000 }],
  ['the call', hang('ocr')],
  ["WeChat's own answer", hang('wechat')],
])(
  'with a limit of 3 s, %s that hangs is TIMEOUT before the platform cuts in',
  async (_title, fault) => {
    const { result } = await recognize(short.cloud, 'driverLicense', { fault });
    expect(result).toEqual({
      ok: false,
      errCode: -700007,
      errMsg: expect.stringMatching(/time limit is 3 s; set it to 20 s in the cloud console/),
      reason: 'TIMEOUT',
      retryable: true,
      photo: 'kept',
    });
  },
);

test('with a limit of 3 s, a deletion that hangs still leaves time to answer', async () => {
  short.cloud.faults.set({ stage: 'ocr', kind: 'delay', ms: 300 }, hang('delete'));
  const { result } = await recognize(short.cloud);
  expect(result).toMatchObject({ ok: true, photo: 'delete-failed' });
});

test('with a limit of 3 s, there is no room for another try', async () => {
  const fault = { ...wechatError(-1), times: 1 };
  const { result } = await recognize(short.cloud, 'driverLicense', { fault });
  expect(result).toMatchObject({ reason: 'BUSY', errCode: -1, photo: 'kept' });
});

test('after a TIMEOUT the instance goes on serving, and nothing is rejected late', async () => {
  const late = await recognize(short.cloud, 'driverLicense', { fault: hang('ocr') });
  expect(late.result).toMatchObject({ reason: 'TIMEOUT' });
  short.cloud.faults.clear();
  const event = { fileID: late.fileID };
  const next = await short.cloud.callFunction('driverLicense', event, { openId });
  expect(next.result).toMatchObject({ ok: true });
  expect(next.instance).toBe(late.instance);
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
  expect(durationMs).toBeLessThan(15_000);
});

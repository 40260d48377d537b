import { callWithRetry } from '../../cloudfunctions/shared/call';
import { startSteps } from '../../cloudfunctions/shared/steps';

jest.useFakeTimers();
afterEach(() => {
  jest.restoreAllMocks();
});

/** What the SDK throws for the gateway's -604103. */
const busy = { errCode: -604103 };
/** What the SDK makes of an answer with an errcode: `message` is a getter. */
const sdkError = (errCode: number) =>
  Object.defineProperty({ errCode }, 'message', { get: () => '' });

async function tryAgain(timeLimitMs: number, thrown: unknown, callTakesMs = 0) {
  const steps = startSteps(timeLimitMs, {});
  const startedMs: number[] = [];
  const call = async () => {
    startedMs.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, callTakesMs));
    throw thrown;
  };
  const start = performance.now();
  const settled = callWithRetry(call, steps.remainingMs).catch((error) => error);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(await settled).toBe(thrown);
  steps.end();
  return startedMs.map((ms) => Math.round(ms - start));
}

test.each([
  [0, [0, 200, 800]],
  [1, [0, 400, 1600]],
])('three tries, after pauses that grow, with chance at %f', async (chance, tries) => {
  jest.spyOn(Math, 'random').mockReturnValue(chance);
  const near = tries.map((ms) => expect.closeTo(ms, -1));
  expect(await tryAgain(20_000, busy)).toEqual(near);
});

test('-604102 is tried again too, -1 only where WeChat says it', async () => {
  expect(await tryAgain(20_000, { errCode: -604102 })).toHaveLength(3);
  expect(await tryAgain(20_000, sdkError(-1))).toHaveLength(3);
  expect(await tryAgain(20_000, { errCode: -1 })).toHaveLength(1);
});

test.each([
  ['the pause and a whole call', 3000 + 400 + 800, 2],
  ['a whole call, but not the pause before it', 3000 + 399 + 800, 1],
])('another try needs room for %s', async (_title, timeLimitMs, tries) => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  expect(await tryAgain(timeLimitMs, busy)).toHaveLength(tries);
});

test('what WeChat does not ask to try again is tried once', async () => {
  expect(await tryAgain(20_000, sdkError(101001))).toEqual([0]);
});

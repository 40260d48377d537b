import { startSteps } from '../../cloudfunctions/shared/steps';

jest.useFakeTimers();

const never = new Promise<never>(() => {});

test.each([
  [3000, 2200],
  [14_800, 14_000],
  [20_000, 14_000],
  [60_000, 14_000],
  [undefined, 14_000],
  ['3000', 14_000],
  [-1, 14_000],
  [Number.NaN, 14_000],
  [500, 0],
])('a time limit of %s ms leaves %i ms for the work', (timeLimitMs, workMs) => {
  const steps = startSteps(timeLimitMs, {});
  expect(steps.remainingMs()).toBe(workMs);
  steps.end();
});

test('what is not done in time is TIMEOUT, before the abort makes it fail otherwise', async () => {
  const steps = startSteps(3000, {});
  const aborted = new Promise((_resolve, reject) => {
    steps.signal.addEventListener('abort', () => reject(new Error('aborted')));
  });
  const outcome = expect(steps.run('download', () => aborted)).rejects.toMatchObject({
    reason: 'TIMEOUT',
    errCode: -700007,
    sentence: expect.stringMatching(/time limit is 3 s; set it to 20 s in the cloud console/),
  });
  await jest.advanceTimersByTimeAsync(2199);
  expect(steps.signal.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(steps.signal.aborted).toBe(true);
  await outcome;
});

test.each([
  [9999, "no answer in time: the function's time limit is 9.999 s; set it to 20 s in"],
  [10_000, "no answer in time: the function's time limit is 10 s; try the same photo again"],
])('a limit of %i ms is blamed below 10 s only', async (timeLimitMs, sentence) => {
  const steps = startSteps(timeLimitMs, {});
  const outcome = expect(steps.run('call', () => never)).rejects.toMatchObject({
    sentence: expect.stringMatching(`^${sentence}`),
  });
  await jest.advanceTimersByTimeAsync(14_000);
  await outcome;
});

test('what the work throws is judged by its stage, and the time that it took is kept', async () => {
  const ms = {};
  const steps = startSteps(3000, ms);
  const refused = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    throw { errCode: -503003 };
  };
  const outcome = expect(steps.run('address', refused)).rejects.toMatchObject({
    reason: 'FILE_NOT_FOUND',
    errCode: -503003,
  });
  await jest.advanceTimersByTimeAsync(30);
  await outcome;
  expect(await steps.run('download', async () => 'bytes')).toBe('bytes');
  expect(ms).toEqual({ address: 30, download: 0 });
  steps.end();
});

test('a deletion that fails has its other outcome', async () => {
  const steps = startSteps(3000, {});
  const fail = () => Promise.reject(new Error('busy'));
  expect(await steps.cleanUp('delete', fail, 'late')).toBe('late');
  steps.end();
});

test.each([
  ['of a quick recognition waits two seconds at most', 20_000, 0, 2000],
  ['after the last moment gets 600 ms', 3000, 2200, 600],
])('a deletion %s', async (_title, timeLimitMs, workMs, waitMs) => {
  const steps = startSteps(timeLimitMs, {});
  await jest.advanceTimersByTimeAsync(workMs);
  const settled = jest.fn();
  steps.cleanUp('delete', () => never, 'late').then(settled);
  await jest.advanceTimersByTimeAsync(waitMs - 1);
  expect(settled).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(settled).toHaveBeenCalledWith('late');
  steps.end();
});

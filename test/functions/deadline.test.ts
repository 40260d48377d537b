import { startDeadline } from '../../cloudfunctions/shared/deadline';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<never>(() => {});

test.each([
  [3000, 2200],
  [10_000, 9200],
  [14_800, 14_000],
  [20_000, 14_000],
  [60_000, 14_000],
  [undefined, 14_000],
  ['3000', 14_000],
  [-1, 14_000],
  [Number.NaN, 14_000],
  [500, 0],
])('a time limit of %s ms leaves %i ms for the work', (timeLimitMs, workMs) => {
  const deadline = startDeadline(timeLimitMs);
  expect(deadline.remainingMs()).toBe(workMs);
  deadline.clear();
});

test('what is not done in time is TIMEOUT, before the abort makes it fail otherwise', async () => {
  const deadline = startDeadline(3000);
  const aborted = new Promise((_resolve, reject) => {
    deadline.signal.addEventListener('abort', () => reject(new Error('aborted')));
  });
  const outcome = expect(deadline.race(aborted)).rejects.toMatchObject({
    reason: 'TIMEOUT',
    errCode: -700007,
    sentence: expect.stringMatching(/time limit is 3 s; set it to 20 s in the cloud console/),
  });
  await jest.advanceTimersByTimeAsync(2199);
  expect(deadline.signal.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(deadline.signal.aborted).toBe(true);
  await outcome;
});

test.each([
  [9999, "no answer in time: the function's time limit is 9.999 s; set it to 20 s in"],
  [10_000, "no answer in time: the function's time limit is 10 s; try the same photo again"],
])('a limit of %i ms is blamed below 10 s only', async (timeLimitMs, sentence) => {
  const deadline = startDeadline(timeLimitMs);
  const outcome = expect(deadline.race(never)).rejects.toMatchObject({
    sentence: expect.stringMatching(`^${sentence}`),
  });
  await jest.advanceTimersByTimeAsync(14_000);
  await outcome;
});

test.each([
  ['of a quick recognition waits two seconds at most', 20_000, 0, 2000],
  ['after the last moment gets 600 ms', 3000, 2200, 600],
])('a deletion %s', async (_title, timeLimitMs, workMs, waitMs) => {
  const deadline = startDeadline(timeLimitMs);
  await jest.advanceTimersByTimeAsync(workMs);
  const settled = jest.fn();
  deadline.raceCleanUp(never, 'late').then(settled);
  await jest.advanceTimersByTimeAsync(waitMs - 1);
  expect(settled).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(settled).toHaveBeenCalledWith('late');
  deadline.clear();
});

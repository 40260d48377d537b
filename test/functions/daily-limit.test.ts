import { dailyLimitPerUser } from '../../cloudfunctions/shared/daily-limit';
import { toFailure, toRecognitionError } from '../../cloudfunctions/shared/errors';

const variable = 'OCR_DAILY_LIMIT_PER_USER';
afterEach(() => {
  delete process.env[variable];
});

test.each([
  ['1', 1],
  ['5', 5],
  [' 20\n', 20],
  ['999999999', 999_999_999],
  ['', undefined],
  [' ', undefined],
])('a limit of %j is %s calls a day', (text, limit) => {
  process.env[variable] = text;
  expect(dailyLimitPerUser()).toBe(limit);
});

test('without the variable there is no limit', () => {
  expect(dailyLimitPerUser()).toBeUndefined();
});

test.each(['0', '-1', '+5', '1.5', '1e3', '05', '5 calls', '５', '五', 'none', '1'.repeat(10)])(
  'a limit of %j is refused, not ignored',
  (text) => {
    process.env[variable] = text;
    expect(() => dailyLimitPerUser()).toThrow(
      expect.objectContaining({
        reason: 'UNEXPECTED',
        errCode: -700000,
        sentence:
          'the environment variable OCR_DAILY_LIMIT_PER_USER must be a whole number such as 5; without a limit, delete it',
      }),
    );
  },
);

/** As the SDK's database makes it. */
const databaseError = (errCode: number) =>
  Object.assign(new Error('secret'), { errCode, errMsg: 'collection.add:fail secret' });

test.each([
  [-1, 'BUSY', -502001],
  [-502001, 'BUSY', -502001],
  [-501001, 'BUSY', -501001],
  [-502003, 'UNEXPECTED', -502003, 'check the database collection'],
  [-502005, 'UNEXPECTED', -502005, 'create the database collection'],
  [-501005, 'UNEXPECTED', -501005, 'check the database collection'],
])("the database's %i is %s %i", (thrown, reason, errCode, advice = 'try the same photo again') => {
  const failure = toFailure(toRecognitionError(databaseError(thrown), 'limit'));
  expect(failure).toMatchObject({ ok: false, reason, errCode, retryable: reason === 'BUSY' });
  expect(failure.errMsg).toContain(advice);
  expect(failure.errMsg).not.toContain('secret');
});

test('a defect of our own while counting is UNEXPECTED', () => {
  expect(toFailure(toRecognitionError(new TypeError('secret'), 'limit'))).toEqual({
    ok: false,
    errCode: -700000,
    errMsg: expect.not.stringContaining('secret'),
    reason: 'UNEXPECTED',
    retryable: false,
  });
});

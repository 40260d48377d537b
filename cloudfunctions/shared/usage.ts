import { type Caller, type UsageCounters, usageCounters } from './cloud';
import type { Deadline } from './deadline';
import { ownErrCode, RecognitionError } from './errors';
import { todayInChina } from './fields/dates';
import { requireOpenId } from './owner';
import type { RunStage } from './stages';

/**
 * Counts one call of this user, where the operator set a daily limit for each user
 * (OCR_DAILY_LIMIT_PER_USER): one user must not use up everybody's quota.
 * @throws RecognitionError USER_LIMIT; NO_CALLER, since all calls without a user would share a count
 */
export async function takeCallOfToday(
  caller: Caller,
  run: RunStage,
  deadline: Deadline,
): Promise<void> {
  const limit = dailyLimitPerUser();
  if (limit === undefined) return;
  const openId = requireOpenId(
    caller,
    "OCR_DAILY_LIMIT_PER_USER counts each user's calls, and no Mini Program user is behind this one: call the function with wx.cloud.callFunction from a page",
  );
  const today = todayInChina(Date.now());
  await run('limit', () => deadline.race(takeUnit(openId, today, limit, deadline.signal)));
}

/**
 * @returns calls a day, or `undefined` where no limit is set
 * @throws RecognitionError UNEXPECTED where it is not a whole number from 1 on: a limit that is
 * misspelt must not silently be none
 */
export function dailyLimitPerUser(): number | undefined {
  const text = process.env.OCR_DAILY_LIMIT_PER_USER?.trim();
  if (!text) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new RecognitionError(
    'UNEXPECTED',
    ownErrCode.unexpected,
    'the environment variable OCR_DAILY_LIMIT_PER_USER must be a whole number such as 5; without a limit, delete it',
  );
}

/** No other document has such an id: none is ever deleted, whatever the collection. */
const idPrefix = 'license-ocr/';

let tidiedDay = '';

/**
 * Atomic under concurrent calls: of two first calls only one can create the counter, and the
 * database adds 1 only where it is below the limit. A failed creation is not judged by its error,
 * whose number no documentation tells, but by what is there afterwards.
 *
 * Where the database fails the call is refused, never let through: a limit that opens under load is
 * none. A unit is not given back where the OCR call then fails: that call may have cost the quota.
 */
async function takeUnit(
  openId: string,
  today: string,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  const counters = usageCounters(process.env.OCR_USAGE_COLLECTION?.trim() || 'license_ocr_usage');
  const id = `${idPrefix}${today}/${openId}`;
  try {
    await counters.create(id);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    if (!(await counters.increment(id, limit))) {
      if (await counters.exists(id)) throw new RecognitionError('USER_LIMIT', ownErrCode.userLimit);
      throw thrown;
    }
  }
  tidy(counters, today);
}

/** The days before are personal data of no use. Whatever fails is left to the next call. */
function tidy(counters: UsageCounters, today: string): void {
  if (tidiedDay === today) return;
  tidiedDay = today;
  counters.remove(idPrefix, `${idPrefix}${today}`).catch(() => {
    tidiedDay = '';
  });
}

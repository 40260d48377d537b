import { type Caller, type UsageCounters, usageCounters } from './cloud';
import { ownErrCode, RecognitionError } from './errors';
import { todayInChina } from './fields/dates';
import { requireOpenId } from './owner';
import type { Steps } from './steps';

/** @throws RecognitionError USER_LIMIT; NO_CALLER: calls without a user would share a count */
export async function takeCallOfToday(caller: Caller, steps: Steps): Promise<void> {
  const limit = dailyLimitPerUser();
  if (limit === undefined) return;
  const openId = requireOpenId(
    caller,
    "OCR_DAILY_LIMIT_PER_USER counts each user's calls, and no Mini Program user is behind this one: call the function with wx.cloud.callFunction from a page",
  );
  const today = todayInChina(Date.now());
  await steps.run('limit', () => takeUnit(openId, today, limit, steps.signal));
}

/** @throws RecognitionError UNEXPECTED: a misspelt limit must not silently be none */
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

/** Documents without it are never deleted, whatever the collection. */
const idPrefix = 'license-ocr/';

let tidiedDay = '';

/**
 * Atomic: of two first calls only one can create the counter, and the database itself compares with
 * the limit. A failed creation is judged by what is there afterwards, not by its error.
 * A database that fails refuses the call: a limit that opens under load is none. A unit is not given
 * back where the OCR call then fails: that may have cost the quota.
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

/** Earlier days are personal data of no use. What fails is left to the next call. */
function tidy(counters: UsageCounters, today: string): void {
  if (tidiedDay === today) return;
  tidiedDay = today;
  counters.remove(idPrefix, `${idPrefix}${today}`).catch(() => {
    tidiedDay = '';
  });
}

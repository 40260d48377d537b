import { callWithRetry } from './call';
import { type Caller, callOcr, checkCredentials, readCaller } from './cloud';
import type { Failure, LicenseKind, LicenseOf, PrepareResult, Result, Success } from './contract';
import { takeCallOfToday } from './daily-limit';
import {
  ownErrCode,
  RecognitionError,
  toFailure,
  toRecognitionError,
  withoutCaller,
} from './errors';
import { parseEvent } from './event';
import type { Normalized } from './fields/answer';
import { todayInChina } from './fields/dates';
import { type LogEntry, writeLog } from './log';
import { prefixesOf, requireOpenId } from './owner';
import { openPhoto, type PhotoInput, toParameters } from './photo';
import { receiptSigner } from './receipt';
import { toAnswer } from './reply';
import { type Steps, startSteps } from './steps';

/** A result but for the fate of the photo. CONTRIBUTING.md keeps event, reply, answer, … apart. */
type Outcome<License> = Omit<Success<License>, 'photo'> | Omit<Failure, 'photo'>;

/** `undefined` where the answer has no value of the card. */
export type ToLicense<License> = (
  answer: Record<string, unknown>,
  today: string,
) => Normalized<License> | undefined;

/**
 * The cloud function of one card, by the word of its OCR API. It never rejects: a page would get the
 * error as text inside `errMsg`, without its code.
 */
export function createRecognizer<Api extends LicenseKind>(
  api: Api,
  toLicense: ToLicense<LicenseOf[Api]>,
) {
  type License = LicenseOf[Api];

  return async (event: unknown, context: unknown): Promise<Result<License> | PrepareResult> => {
    const { requestId, timeLimitMs } = readContext(context);
    const log: LogEntry = { requestId, function: api, tries: 0, ms: {} };
    const steps = startSteps(timeLimitMs, log.ms);
    const result = await answerEvent(event, steps, log);
    steps.end();
    writeLog(log, result);
    return result;
  };

  async function answerEvent(event: unknown, steps: Steps, log: LogEntry) {
    let photo: PhotoInput | undefined;
    let outcome: Outcome<License>;
    let caller: Caller | undefined;
    try {
      caller = readCaller();
      const request = parseEvent(event);
      log.action = request.action;
      if (request.action === 'prepare') return prepare(requireOpenId(caller));

      log.input = request.input;
      checkCredentials();
      photo = openPhoto(request, caller, steps);
      const picture = await photo.read();
      log.bytes = picture.bytes?.length;
      const parameters = toParameters(picture, request.type);
      const sign = receiptSigner(caller);
      await takeCallOfToday(caller, steps);
      const call = () => {
        log.tries++;
        return callOcr(api, parameters);
      };
      const reply = await steps.run('call', () => callWithRetry(call, steps.remainingMs));
      const normalized = toLicense(toAnswer(reply), todayInChina(Date.now()));
      if (!normalized) throw new RecognitionError('LICENSE_NOT_FOUND', ownErrCode.noValue);
      outcome = toSuccess(normalized, sign?.({ kind: api, ...normalized }));
    } catch (thrown) {
      const error = toRecognitionError(thrown);
      log.cause = error.cause;
      outcome = toFailure(caller?.openId === undefined ? withoutCaller(error) : error);
    }
    return { ...outcome, photo: (await photo?.cleanUp(outcome)) ?? 'none' };
  }
}

/** The platform's limit for a result is 1 MB. */
const maxResultBytes = 900 * 1024;

function toSuccess<License>(normalized: Normalized<License>, receipt: string | undefined) {
  const success = {
    ...({ ok: true, errCode: 0, errMsg: 'ok' } as const),
    ...normalized,
    ...(receipt !== undefined && { receipt }),
  };
  if (Buffer.byteLength(JSON.stringify(success)) > maxResultBytes) {
    const sentence = "WeChat's answer is larger than a cloud function may return";
    throw new RecognitionError('UNEXPECTED', ownErrCode.unexpected, sentence);
  }
  return success;
}

function prepare(openId: string): PrepareResult {
  // Starts ICU, about 10 ms of CPU, which the SDK needs to sign: here no photo waits for it.
  'a'.localeCompare('b');
  return { ok: true, errCode: 0, errMsg: 'ok', ...prefixesOf(openId) };
}

function readContext(context: unknown): { requestId?: string | undefined; timeLimitMs?: unknown } {
  try {
    const { request_id: requestId, time_limit_in_ms: timeLimitMs } = context as {
      request_id?: unknown;
      time_limit_in_ms?: unknown;
    };
    // What is still open after the deadline is not waited for. A frozen context stays as it is.
    Reflect.set(context as object, 'callbackWaitsForEmptyEventLoop', false);
    return { requestId: typeof requestId === 'string' ? requestId : undefined, timeLimitMs };
  } catch {
    return {};
  }
}

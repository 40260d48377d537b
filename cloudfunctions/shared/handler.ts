import { callWithRetry } from './call';
import { type Caller, type OcrParameters, readCaller } from './cloud';
import type { LicenseKind, Photo, PrepareResult, Result, Success, Warning } from './contract';
import { type Deadline, startDeadline } from './deadline';
import { type FailureBase, ownErrCode, RecognitionError, type Stage, toFailure } from './errors';
import { parseEvent, type Request } from './event';
import { todayInChina } from './fields/dates';
import { type LogEntry, writeLog } from './log';
import { checkOwner, uploadPrefix } from './owner';
import { checkPhoto, deletePhoto, download, getDownloadUrl } from './photo';
import { toAnswer } from './reply';
import { dailyLimitPerUser, takeUnit } from './usage';

/** The licence in WeChat's answer; `undefined` where the answer holds no known field. */
export type ToLicense<License> = (
  answer: Record<string, unknown>,
  today: string,
) => { license: License; warnings: Warning[]; extra: Record<string, unknown> } | undefined;

/** The platform's limit for an answer is 1 MB. */
const maxResultBytes = 900 * 1024;

/** One event on its way. */
interface Run {
  readonly deadline: Deadline;
  readonly log: LogEntry;
  /** Where it is now, so that an error is judged by what was being done. */
  stage: Stage;
  caller: Caller | undefined;
  /** The file behind `fileID`, once it is known to be the caller's own. */
  ownFileId: string | undefined;
  keepFile: boolean;
}

type RecognizeRequest = Extract<Request, { action: 'recognize' }>;

/**
 * The whole way of one event: event → photo → call → reply → licence → result.
 *
 * The function that it returns never throws and never rejects: a thrown error would reach a page
 * as text inside `errMsg` and lose its code.
 */
export function createRecognizer<License>(kind: LicenseKind, toLicense: ToLicense<License>) {
  return async (event: unknown, context: unknown): Promise<Result<License> | PrepareResult> => {
    const run = startRun(kind, context);
    let outcome: Omit<Success<License>, 'photo'> | FailureBase;
    try {
      run.caller = readCaller();
      const request = parseEvent(event);
      run.log.action = request.action;
      if (request.action === 'prepare') return finishPrepare(run, run.caller);
      outcome = await recognize(request, run.caller, run, toLicense);
    } catch (thrown) {
      outcome = toFailure(thrown, run.stage, run.caller?.openId);
    }
    const photo = await settlePhoto(run, outcome);
    finish(run, outcome, photo);
    return { ...outcome, photo };
  };
}

async function recognize<License>(
  request: RecognizeRequest,
  caller: Caller,
  run: Run,
  toLicense: ToLicense<License>,
): Promise<Omit<Success<License>, 'photo'>> {
  const parameters = await toParameters(request, caller, run);
  const limit = dailyLimitPerUser();
  if (limit !== undefined) {
    const openId = requireCaller(caller, uncountable);
    const today = todayInChina(Date.now());
    const { deadline } = run;
    await step(run, 'limit', () => deadline.race(takeUnit(openId, today, limit, deadline.signal)));
  }
  const reply = await step(run, 'call', () =>
    callWithRetry(run.log.function, parameters, run.deadline, () => run.log.tries++),
  );

  run.stage = 'reply';
  const answer = toLicense(toAnswer(reply), todayInChina(Date.now()));
  if (!answer) throw new RecognitionError('LICENSE_NOT_FOUND', ownErrCode.noKnownField);
  const success = { ok: true, errCode: 0, errMsg: 'ok', ...answer } as const;
  if (Buffer.byteLength(JSON.stringify(success)) > maxResultBytes) {
    throw new RecognitionError(
      'UNEXPECTED',
      ownErrCode.unexpected,
      "WeChat's answer is larger than a cloud function may return",
    );
  }
  return success;
}

/** The picture as WeChat takes it; whatever cannot work is refused here, before a call is spent. */
async function toParameters(
  { type, input, keepFile }: RecognizeRequest,
  caller: Caller,
  run: Run,
): Promise<OcrParameters> {
  run.log.input = input.kind;
  if (input.kind === 'imgUrl') return { type, imgUrl: input.imgUrl };

  let bytes: Buffer;
  if (input.kind === 'img') {
    bytes = input.bytes;
  } else {
    const { deadline } = run;
    requireCaller(caller);
    checkOwner(input.fileId, caller);
    run.ownFileId = input.fileId;
    run.keepFile = keepFile;
    const url = await step(run, 'address', () => deadline.race(getDownloadUrl(input.fileId)));
    bytes = await step(run, 'download', () => deadline.race(download(url, deadline.signal)));
  }
  run.log.bytes = bytes.length;
  return { type, img: { contentType: checkPhoto(bytes), value: bytes } };
}

/** All calls without a user would share one count. */
const uncountable =
  "OCR_DAILY_LIMIT_PER_USER counts each user's calls, and no Mini Program user is behind this one: call the function with wx.cloud.callFunction from a page";

function requireCaller({ openId }: Caller, sentence?: string): string {
  if (openId === undefined) throw new RecognitionError('NO_CALLER', ownErrCode.noCaller, sentence);
  return openId;
}

/** Deleted when done with; kept for another try; never touched unless it is the caller's own. */
async function settlePhoto(run: Run, outcome: { ok: true } | FailureBase): Promise<Photo> {
  const fileId = run.ownFileId;
  if (fileId === undefined) return 'none';
  const isMissing = !outcome.ok && outcome.reason === 'FILE_NOT_FOUND';
  if (isMissing && run.stage !== 'call') return 'none';
  if (run.keepFile || (!outcome.ok && outcome.retryable)) return 'kept';
  return step(run, 'delete', () =>
    run.deadline.raceCleanUp(deletePhoto(fileId), 'delete-failed' as const),
  );
}

function finishPrepare(run: Run, caller: Caller): PrepareResult {
  startIcu();
  const result = {
    ok: true,
    errCode: 0,
    errMsg: 'ok',
    uploadPrefix: uploadPrefix(requireCaller(caller)),
  } as const;
  finish(run, result, 'none');
  return result;
}

/**
 * The first comparison by locale in a process starts ICU, which takes about 10 ms of CPU and, in a
 * small instance, several times that of the user's time. The SDK signs its requests with one: here
 * it is over before there is a photo.
 */
function startIcu(): void {
  'a'.localeCompare('b');
}

function finish(
  run: Run,
  outcome: { ok: true; warnings?: Warning[] } | FailureBase,
  photo: Photo,
): void {
  run.deadline.clear();
  const { log } = run;
  log.photo = photo;
  if (outcome.ok) {
    if (outcome.warnings) log.warnings = outcome.warnings.map(({ code }) => code);
  } else {
    log.errCode = outcome.errCode;
    log.reason = outcome.reason;
  }
  writeLog(log);
}

async function step<T>(run: Run, stage: Stage, work: () => Promise<T>): Promise<T> {
  run.stage = stage;
  const startedMs = performance.now();
  try {
    return await work();
  } finally {
    run.log.ms[stage] = Math.round(performance.now() - startedMs);
  }
}

function startRun(kind: LicenseKind, context: unknown): Run {
  const { requestId, timeLimitMs } = readContext(context);
  return {
    deadline: startDeadline(timeLimitMs),
    log: {
      requestId: typeof requestId === 'string' ? requestId : undefined,
      function: kind,
      tries: 0,
      ms: {},
      errCode: 0,
      photo: 'none',
    },
    stage: 'event',
    caller: undefined,
    ownFileId: undefined,
    keepFile: false,
  };
}

/** `context` as the platform gives it; nothing in it is relied on, not even that it can be read. */
function readContext(context: unknown): { requestId?: unknown; timeLimitMs?: unknown } {
  try {
    const { request_id: requestId, time_limit_in_ms: timeLimitMs } = context as {
      request_id?: unknown;
      time_limit_in_ms?: unknown;
    };
    // What is still open after the deadline is let go, not waited for. (A frozen one stays as it is.)
    Reflect.set(context as object, 'callbackWaitsForEmptyEventLoop', false);
    return { requestId, timeLimitMs };
  } catch {
    return {};
  }
}

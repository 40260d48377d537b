import type {
  LicenseKind,
  PrepareEvent,
  RecognizeEvent,
} from '../../cloudfunctions/shared/contract';
import type { PageFailure } from './failure';
import { cloudFailure, pageFailure } from './failure';

/**
 * The cloud environment, set here and nowhere else. Page and functions must use the same one: the
 * function reads only photos of its own environment and refuses others with `FILE_FORBIDDEN`.
 * You find the id in WeChat DevTools under 云开发 → 设置 → 环境 ID.
 */
export const environmentId = 'your-environment-id';

/** Once, in `App.onLaunch`; a project that calls `wx.cloud.init` itself leaves this out. */
export function initCloud(): void {
  wx.cloud.init({ env: environmentId });
}

/**
 * Calls a cloud function. Resolves with what it returned or with a failure, and never rejects.
 * @param timeoutMs our own timer, since `wx.cloud.callFunction` has none; a later answer is dropped
 */
export function callFunction<Answer extends { ok: boolean }>(
  name: LicenseKind,
  data: PrepareEvent | RecognizeEvent,
  timeoutMs: number,
): Promise<Answer | PageFailure> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(
        pageFailure('NO_ANSWER', `no answer from ${name} within ${timeoutMs} ms`, {
          retryable: true,
        }),
      );
    }, timeoutMs);
    const answer = (value: Answer | PageFailure) => {
      clearTimeout(timer);
      resolve(value);
    };
    // Inside `then`, so that what wx.cloud throws at once (no init, no cloud) is a failure as well.
    Promise.resolve()
      .then(() => wx.cloud.callFunction({ name, data }))
      .then(
        ({ result }) => {
          answer(
            isAnswer(result)
              ? (result as Answer)
              : pageFailure('FUNCTION_FAILED', `${name} answered without "ok"`),
          );
        },
        (error) => answer(cloudFailure('call', error)),
      );
  });
}

function isAnswer(result: unknown): boolean {
  return (
    typeof result === 'object' &&
    result !== null &&
    typeof (result as { ok?: unknown }).ok === 'boolean'
  );
}

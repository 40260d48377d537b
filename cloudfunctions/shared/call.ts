import { callOcr, type OcrParameters } from './cloud';
import type { LicenseKind } from './contract';
import type { Deadline } from './deadline';
import { isWorthAnotherTry } from './errors';

/** One try and at most two more: each costs one of the account's calls. */
const maxTries = 3;
/** Least time that a whole call needs, milliseconds. */
const callMs = 3000;
/** Before the second and the third try, milliseconds; half of it is random. */
const pausesMs = [400, 1200];

/**
 * WeChat's answer, tried again where WeChat asks for it and the deadline leaves room for a call.
 * @param onTry told before each try
 * @throws what the last try threw, or the deadline's TIMEOUT
 */
export async function callWithRetry(
  kind: LicenseKind,
  parameters: OcrParameters,
  deadline: Deadline,
  onTry: () => void,
): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    onTry();
    try {
      return await deadline.race(callOcr(kind, parameters));
    } catch (thrown) {
      const pauseMs = (pausesMs[tries - 1] ?? 0) * (0.5 + Math.random() / 2);
      const hasRoom = tries < maxTries && deadline.remainingMs() >= pauseMs + callMs;
      if (!hasRoom || !isWorthAnotherTry(thrown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

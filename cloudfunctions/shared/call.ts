import { isWorthAnotherTry } from './errors';

/** One try and at most two more: each costs one of the account's calls. */
const maxTries = 3;
/** The least that a whole call takes. */
const callMs = 3000;
/** Before the second and the third try; half of it is random. */
const pausesMs = [400, 1200];

/**
 * Again where WeChat asks for it and there is time for a whole call.
 * @throws what the last try threw
 */
export async function callWithRetry<Reply>(
  call: () => Promise<Reply>,
  remainingMs: () => number,
): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (thrown) {
      const pauseMs = (pausesMs[tries - 1] ?? 0) * (0.5 + Math.random() / 2);
      const hasRoom = tries < maxTries && remainingMs() >= pauseMs + callMs;
      if (!hasRoom || !isWorthAnotherTry(thrown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

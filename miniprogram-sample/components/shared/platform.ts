/**
 * 怎样调用 `wx`：有的手机上，有的调用永远没有回音（如 iOS 微信 7.0.20、8.0.7 的 createImage）。
 * 凡是要等回答的都经过这里，各有时限。
 */

/** 时限之内没有回音。 */
export class NoAnswer extends Error {}

export interface Callbacks<Result> {
  success(result: Result): void;
  fail(error: unknown): void;
}

/**
 * 一次有回调的 `wx` 调用。抛出、失败、没有回音都是 reject。
 * @param late 放弃之后才来的结果，例如写成了的文件要删掉
 */
export function ask<Result>(
  ms: number,
  call: (answer: Callbacks<Result>) => unknown,
  late: (result: Result) => void = () => {},
): Promise<Result> {
  let over = false;
  return within(
    ms,
    () =>
      new Promise<Result>((resolve, reject) => {
        call({ success: (result) => (over ? late(result) : resolve(result)), fail: reject });
      }),
  ).catch((error) => {
    over = true;
    throw error;
  });
}

/** 等一件事，至多 `ms` 毫秒；不在前台的时间不算。 */
export function within<Result>(ms: number, work: () => Result | Promise<Result>): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const watch = startWatch(ms, () => {
      watch.stop();
      reject(new NoAnswer(`no answer within ${ms} ms`));
    });
    // 放在 then 里：同步抛出也是一种失败。
    const settled = Promise.resolve().then(work);
    settled.then(watch.stop, watch.stop);
    settled.then(resolve, reject);
  });
}

const tickMs = 500;

/** 每安静 `ms` 毫秒说一次，直到 `stop`；`touch` 从头数起。 */
export function startWatch(ms: number, onQuiet: () => void): { touch(): void; stop(): void } {
  // 等多久都可以的（取景），不必数。
  if (ms === Number.POSITIVE_INFINITY) return { touch() {}, stop() {} };
  // 按拍计时：在后台时线程停着，回来后迟到的一拍不算数，先让等着的回答说话。
  let quiet = 0;
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last <= 3 * tickMs) quiet += tickMs;
    last = now;
    if (quiet < ms) return;
    quiet = 0;
    onQuiet();
  }, tickMs);
  return {
    touch() {
      quiet = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** 只为方便、失败也无妨的调用：不等它，也不让它打断别的。 */
export function attempt<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

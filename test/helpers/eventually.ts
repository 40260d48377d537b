import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `read` gives `expected`; the assertion of the last try says what it was instead. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  expected: Value,
): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 150_000; ) {
    if (JSON.stringify(await read()) === JSON.stringify(expected)) return;
    await sleep(50);
  }
  expect(await read()).toEqual(expected);
}

import { native } from './native';

/** Says loudly what WeChat would not do, or what the preview does not have: on the phone and in the console. */
export function reportError(error: unknown, where?: string): void {
  const { message, errMsg } = (error ?? {}) as { message?: string; errMsg?: string };
  const text = `${where ? `${where}: ` : ''}${message ?? errMsg ?? String(error)}`;
  console.error(text, error instanceof Error ? error.stack : '');
  native.showError(text);
}

/** For everything that WeChat has and the preview has not. Reported at once: a page's `catch` could swallow it. */
export function notInPreview(name: string): Error {
  const error = new Error(`${name} is not in the preview`);
  reportError(error);
  return error;
}

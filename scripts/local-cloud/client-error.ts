/**
 * What a page's `wx.cloud` rejects with. No imports: browsers and page tests use this file as it is.
 * Shapes: WeChat's base library 2.30.3 (WACloud.js); the same texts are recorded with 3.16.1.
 */

/** A service's own words behind its number, as real messages show them; most come without. */
const wordOf: Readonly<Record<number, string>> = {
  [-504002]: 'functions execute fail',
  [-604001]: 'cloudfunction result size exceed limit (1MB)',
};

/**
 * What `wx.cloud.callFunction` rejects with where the platform answers in the function's place. The
 * client puts -1 on all of these; the service's number stands in the text alone.
 */
export class FunctionCallError extends Error {
  override readonly name = 'FunctionCallError';
  readonly errCode = -1;
  readonly errMsg: string;

  /**
   * @param serviceCode absent where the client itself refuses
   * @param text as the service words it
   * @param logs what the function had written until then, a line each; no page sees them
   */
  constructor(
    readonly serviceCode: number | undefined,
    readonly text: string,
    readonly logs: readonly string[] = [],
  ) {
    const inner =
      serviceCode === undefined
        ? text
        : `errCode: ${serviceCode} ${wordOf[serviceCode] ?? ''} | errMsg: ${text}`;
    const now = new Date();
    const at = `${now.getHours()}:${now.getMinutes()}:${now.getSeconds()}`;
    const errMsg =
      `cloud.callFunction:fail Error: ${inner} (callId: ${now.getTime()}-${Math.random()}) ` +
      `(trace: ${at} start->${at} system error (Error: ${inner}), abort)`;
    super(errMsg);
    this.errMsg = errMsg;
  }
}

/** The failures that a newcomer meets, in the words that are on record. */
export const callErrors = {
  functionMissing: () =>
    new FunctionCallError(
      -501000,
      'FunctionName parameter could not be found. 更多错误信息请访问：https://docs.cloudbase.net/error-code/basic/FUNCTION_NOT_FOUND',
    ),
  environmentMissing: () => new FunctionCallError(-501000, 'Environment not found'),
  notOpened: () => new FunctionCallError(undefined, 'invalid scope 没有权限，请先开通云服务'),
  crashed: (stack = 'Error: sample', logs?: readonly string[]) =>
    new FunctionCallError(-504002, stack, logs),
  timedOut: (seconds = 3, logs?: readonly string[]) =>
    new FunctionCallError(-504003, `Invoking task timed out after ${seconds} seconds`, logs),
};

/** What `wx.cloud.uploadFile` rejects with: here the client keeps the number. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly errMsg: string;
  constructor(
    readonly errCode: number,
    text: string,
  ) {
    const errMsg = `cloud.uploadFile:fail Error: errCode: ${errCode} | errMsg: ${text}`;
    super(errMsg);
    this.errMsg = errMsg;
  }
}

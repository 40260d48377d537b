/** A refusal in Tencent Cloud's words; codes as in wx-server-sdk's TCB_ERR_CODE. */
export class TencentError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

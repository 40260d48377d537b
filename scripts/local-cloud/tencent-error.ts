/** A refusal in Tencent Cloud's words; codes as in wx-server-sdk's TCB_ERR_CODE. */
export class TencentError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of HTTP: the SDK reads the code of a 200 only. */
    readonly status = 200,
  ) {
    super(message);
  }
}

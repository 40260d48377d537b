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

const leftOutCode = 'LOCAL_CLOUD_LEFT_OUT';

/** What WeChat has and we do not: no mistake of whoever asks for it. */
export const leftOut = (what: string) =>
  new TencentError(
    leftOutCode,
    `the local cloud has no ${what}: what it leaves out stands in scripts/local-cloud/README.md`,
  );

export const isLeftOut = ({ code }: TencentError) => code === leftOutCode;

import * as z from 'zod';

/** A refusal in Tencent Cloud's words; codes as in wx-server-sdk's TCB_ERR_CODE. */
export class TencentError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An action's parameters, or INVALID_PARAM. */
export function parse<Schema extends z.ZodType>(schema: Schema, params: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new TencentError('INVALID_PARAM', z.prettifyError(parsed.error));
  return parsed.data;
}

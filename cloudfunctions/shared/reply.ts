import { notJsonObject } from './errors';

/**
 * To the SDK anything but a JSON object with an `errcode` is a success: an error page comes as
 * `{ contentType, buffer }`, text as `{ result }`, an array or a string as `{ 0: …, 1: … }`.
 */
export function toAnswer(reply: unknown): Record<string, unknown> {
  if (typeof reply !== 'object' || reply === null) throw notJsonObject();
  const { errMsg: _errMsg, errCode: _errCode, ...answer } = reply as Record<string, unknown>;
  const keys = Object.keys(answer);
  const isPage = Buffer.isBuffer(answer.buffer);
  const isText = keys.length === 1 && typeof answer.result === 'string';
  const isList = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  if (isPage || isText || isList) throw notJsonObject();
  return answer;
}

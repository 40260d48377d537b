import type { LicenseKind, PrepareResult } from '../../../cloudfunctions/shared/contract';
import { cardOf } from '../../cards/index';
import { pageFailure } from './failure';
import type { AnyResult, PageFailure } from './types';

type Fields = Record<string, unknown>;

/**
 * 云函数或 `request` 回答了什么：没有写的补成空的，不合约定的变成失败，并说清楚是哪里。
 * @param from 谁回答的，写进 errMsg
 */
export function checkAnswer(
  kind: LicenseKind,
  answer: unknown,
  from: string,
): AnyResult | PageFailure {
  const wrong = (what: string) => pageFailure('FUNCTION_FAILED', `${from} answered ${what}`);
  if (!isObject(answer) || typeof answer.ok !== 'boolean') return wrong('without "ok"');
  if (!answer.ok) return toFailure(answer);
  const { license, warnings = [], extra = {} } = answer;
  if (!isObject(license)) return wrong('ok: true without "license"');
  if (!Array.isArray(warnings)) return wrong('"warnings" that are not a list');
  const odd = warnings.findIndex(
    (row) => !isObject(row) || typeof row.field !== 'string' || typeof row.code !== 'string',
  );
  if (odd >= 0) return wrong(`warnings[${odd}] without "field" or "code"`);
  const nothing = Object.keys(cardOf(kind).fields).map((field) => ({ [field]: null }));
  const success = { errCode: 0, errMsg: 'ok', photo: 'none', ...answer };
  return {
    ...success,
    license: Object.assign({}, ...nothing, license),
    warnings,
    extra: isObject(extra) ? extra : {},
  } as unknown as AnyResult;
}

/** `prepare` 的回答。 */
export function checkFolder(
  _kind: LicenseKind,
  answer: unknown,
  from: string,
): PrepareResult | PageFailure {
  if (isObject(answer) && answer.ok === false) return toFailure(answer);
  return isObject(answer) && answer.ok === true && typeof answer.uploadPrefix === 'string'
    ? (answer as unknown as PrepareResult)
    : pageFailure('FUNCTION_FAILED', `${from} answered prepare without "ok" or "uploadPrefix"`);
}

function toFailure(answer: Fields): PageFailure {
  const { reason, errCode, errMsg, retryable } = answer;
  return {
    ...answer,
    ok: false,
    errCode: Number(errCode) || -1,
    errMsg: typeof errMsg === 'string' ? errMsg : '',
    reason: (typeof reason === 'string' ? reason : 'UNEXPECTED') as PageFailure['reason'],
    retryable: retryable === true,
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Fault, FunctionConfiguration } from '../local-cloud';
import { errorPage, wechatError } from '../local-cloud';
import type { SwitchRow } from './wire';

/** How a switch makes its failure: each is the real thing at some place between page and WeChat. */
export interface Switch extends SwitchRow {
  /** Of the local cloud. */
  fault?: Fault;
  /** How the functions are configured; otherwise as the README says. */
  configuration?: FunctionConfiguration;
  /** The user has made one recognition before: what counts against a limit. */
  oneCallBefore?: boolean;
  /** What reaches the function instead of the page's recognition event. */
  toEvent?: (event: Record<string, unknown>) => Record<string, unknown>;
  /** What arrives in cloud storage instead of the photo. */
  toUpload?: (photo: Buffer) => Buffer;
  /** The platform's refusal of the upload. */
  uploadError?: { errCode: number; errMsg: string };
  /** Calls this function instead. */
  functionName?: string;
  /** Holds the answer back for so long. */
  answerDelayMs?: number;
}

type Rows = Record<string, Omit<Switch, 'id' | 'group'>>;

const wechat: Rows = {
  'no-licence': {
    chinese: '照片里没有证件',
    english: 'no licence in the picture',
    reason: 'LICENSE_NOT_FOUND',
    fault: wechatError(101001),
  },
  undecodable: {
    chinese: '照片无法解码',
    english: 'picture cannot be decoded',
    reason: 'IMAGE_UNREADABLE',
    fault: wechatError(101002),
  },
  quota: {
    chinese: '次数已用完',
    english: 'quota used up',
    reason: 'QUOTA_EXCEEDED',
    fault: wechatError(101003),
  },
  busy: { chinese: '微信繁忙', english: 'WeChat is busy', reason: 'BUSY', fault: wechatError(-1) },
  'error-page': {
    chinese: '返回错误页面',
    english: 'an error page instead of JSON',
    reason: 'BUSY',
    fault: errorPage('wechat'),
  },
  slow: {
    chinese: '识别要 5 秒',
    english: 'recognition takes 5 s',
    fault: { stage: 'wechat', kind: 'delay', ms: 5_000 },
  },
  'no-permission': {
    chinese: '没有接口权限',
    english: 'no permission for the API',
    reason: 'NO_PERMISSION',
    fault: { stage: 'ocr', kind: 'gateway-error', errorCode: -604101 },
  },
  'api-not-found': {
    chinese: '接口不存在',
    english: 'no such API',
    reason: 'API_NOT_FOUND',
    fault: { stage: 'ocr', kind: 'gateway-error', errorCode: -604100 },
  },
  credential: {
    chinese: '凭证无效',
    english: 'credentials refused',
    reason: 'CREDENTIAL',
    fault: wechatError(40001),
  },
  'no-caller': {
    chinese: '没有使用者',
    english: 'no Mini Program user behind the call',
    reason: 'NO_CALLER',
    fault: { stage: 'ocr', kind: 'gateway-error', errorCode: -604104 },
  },
  'url-invalid': {
    chinese: '图片地址无法下载',
    english: 'picture address cannot be downloaded',
    reason: 'IMAGE_URL_INVALID',
    fault: wechatError(101000),
  },
  unexpected: {
    chinese: '未知错误码',
    english: 'an error number nobody knows',
    reason: 'UNEXPECTED',
    fault: wechatError(99999),
  },
};

const cloud: Rows = {
  'three-seconds': {
    chinese: '3 秒时限，微信不应答',
    english: '3-second limit, WeChat silent',
    reason: 'TIMEOUT',
    fault: { stage: 'wechat', kind: 'hang' },
    configuration: { timeLimitMs: 3_000 },
  },
  'time-limit': {
    chinese: '云函数被平台中止',
    english: 'platform ends the function at its limit',
    reason: 'FUNCTION_TIME_LIMIT',
    fault: { stage: 'call', kind: 'call-error', error: 'timedOut' },
  },
  'user-limit': {
    chinese: '该用户今日次数已满',
    english: "this user's daily limit reached",
    reason: 'USER_LIMIT',
    configuration: { environment: { OCR_DAILY_LIMIT_PER_USER: '1' } },
    oneCallBefore: true,
  },
  'file-missing': {
    chinese: '云端照片不见了',
    english: 'photo is gone from storage',
    reason: 'FILE_NOT_FOUND',
    fault: { stage: 'get-url', kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' },
  },
  'file-forbidden': {
    chinese: '照片在别的云环境',
    english: 'photo in another environment',
    reason: 'FILE_FORBIDDEN',
    toEvent: (event) => ({
      ...event,
      fileID: String(event.fileID).replace('cloud://', 'cloud://another-'),
    }),
  },
  'invalid-event': {
    chinese: '参数不符合约定',
    english: 'event does not fit',
    reason: 'INVALID_EVENT',
    toEvent: ({ fileID, ...event }) => ({ ...event, fileId: fileID }),
  },
  'delete-fails': {
    chinese: '识别成功，照片删除失败',
    english: 'recognised, but not deleted',
    fault: { stage: 'delete', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' },
  },
  'function-missing': {
    chinese: '没有部署云函数',
    english: 'function not deployed',
    reason: 'FUNCTION_MISSING',
    functionName: 'notDeployed',
  },
  'environment-missing': {
    chinese: '云环境 ID 不对',
    english: 'no such environment',
    reason: 'ENVIRONMENT_INVALID',
    fault: { stage: 'call', kind: 'call-error', error: 'environmentMissing' },
  },
  'cloud-not-opened': {
    chinese: '没有开通云开发',
    english: 'cloud not opened',
    reason: 'ENVIRONMENT_INVALID',
    fault: { stage: 'call', kind: 'call-error', error: 'notOpened' },
  },
  crash: {
    chinese: '云函数崩溃',
    english: 'function crashes',
    reason: 'FUNCTION_FAILED',
    fault: { stage: 'call', kind: 'call-error', error: 'crashed' },
  },
  'no-answer': {
    chinese: '迟迟没有应答（22 秒）',
    english: 'no answer for 22 s',
    reason: 'NO_ANSWER',
    answerDelayMs: 24_000,
  },
};

const twoMegabytes = 2 * 1024 * 1024;

const photo: Rows = {
  'upload-forbidden': {
    chinese: '云存储拒绝写入',
    english: 'storage refuses the upload',
    reason: 'UPLOAD_FORBIDDEN',
    uploadError: {
      errCode: -503002,
      errMsg:
        'cloud.uploadFile:fail Error: errCode: -503002 storage permission denied | errMsg: storage permission denied',
    },
  },
  'too-large': {
    chinese: '照片达到 2 MB',
    english: 'photo of 2 MB',
    reason: 'IMAGE_TOO_LARGE',
    toUpload: (bytes) =>
      Buffer.concat([bytes, Buffer.alloc(Math.max(0, twoMegabytes - bytes.length))]),
  },
  'not-an-image': {
    chinese: '文件不是图片',
    english: 'file is not a picture',
    reason: 'IMAGE_FORMAT',
    toUpload: () => Buffer.from('not a picture\n'),
  },
};

/** Every reason of a failed recognition, and what else may happen on the way, in the order of the switchboard. */
export const switches: Switch[] = Object.entries({ wechat, cloud, photo }).flatMap(
  ([group, rows]) =>
    Object.entries(rows).map(([id, row]) => ({ id, group: group as Switch['group'], ...row })),
);

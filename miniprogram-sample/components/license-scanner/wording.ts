import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import { cardOf } from '../../cards/index';
import type { ConsentWording, PageReason, PhotoDoubt } from './types';

/** 扫描器里的文字：失败、征求同意。这里没有 `wx`，测试也直接引用。 */

/** 怎样才拍得好，每种毛病一个词：取景框的提示、提醒、失败的说明都用它。 */
export const photoAdvice: Record<PhotoDoubt, string> = {
  TOO_SMALL: '占满画面',
  TOO_DARK: '光线充足',
  OVEREXPOSED: '避免反光',
  BLURRED: '字迹清晰',
};

/** 接下来做的一件事：重拍、原样再发、过后再来、联系客服，或先允许什么。 */
export type NextStep = 'retake' | 'retry' | 'wait' | 'contact' | 'allow';

export interface FailureWording {
  title: string;
  /** 给用户的一句话。 */
  sentence: string;
  nextStep: NextStep;
  /** 只给开发者：怎样修好；用 `request` 的没有云函数，不提它。 */
  fix?: string;
}

/**
 * 只有开发者能修的没有 `sentence`；没有 `nextStep` 的请用户联系客服。怎样修好：`fix` 用什么后端都对，
 * `cloudFix` 只对云开发，`requestFix` 只对 `request`。
 */
interface FailureRow {
  title: string;
  sentence?: string;
  nextStep?: NextStep;
  fix?: string;
  cloudFix?: string;
  requestFix?: string;
}

const failures: Record<PageReason, FailureRow> = {
  INVALID_EVENT: {
    title: '识别请求有误',
    cloudFix:
      '传给云函数的参数不符合约定：fileID、imgUrl、img 只传其中一个，字段以 contract.ts 为准。',
  },
  NO_CALLER: {
    title: '无法确认使用者',
    cloudFix:
      '云函数没有得到 OPENID：请从小程序调用，控制台测试、定时触发和云函数互调都没有使用者。',
  },
  FILE_FORBIDDEN: {
    title: '照片无法读取',
    cloudFix:
      '照片不在该使用者的目录，或页面与云函数不在同一云环境：核对 wx.cloud.init 的环境 ID。',
  },
  FILE_NOT_FOUND: {
    title: '照片已不在云端',
    sentence: '云端的照片已被清除，请重新拍一张。',
    nextStep: 'retake',
  },
  IMAGE_TOO_LARGE: {
    title: '照片太大了',
    sentence: '压缩后仍超过 2 MB，请直接拍一张，或换一张小一点的照片。',
    nextStep: 'retake',
  },
  IMAGE_FORMAT: {
    title: '照片格式不支持',
    sentence: '请直接拍一张，或从相册选择 JPG、PNG 格式的照片。',
    nextStep: 'retake',
  },
  IMAGE_URL_INVALID: {
    title: '照片地址打不开',
    cloudFix: 'imgUrl 须是微信服务器能直接下载的 http(s) 地址；云存储里的照片请改传 fileID。',
  },
  LICENSE_NOT_FOUND: {
    title: '没有找到证件',
    sentence: `请确认选对了证件，放平、四角拍全、${Object.values(photoAdvice).join('、')}。`,
    nextStep: 'retake',
  },
  IMAGE_UNREADABLE: {
    title: '照片打不开',
    sentence: '照片可能已损坏或格式特殊，请重新拍一张。',
    nextStep: 'retake',
  },
  QUOTA_EXCEEDED: {
    title: '识别次数已用完',
    sentence: '小程序的识别次数已经用完，请改天再来。',
    nextStep: 'wait',
    fix: '先在微信服务市场以 0 元领取免费包；已经用完的，在那里购买次数，或等到明天。',
  },
  USER_LIMIT: {
    title: '你今天的次数已用完',
    sentence: '为了让大家都能用上，每人每天的识别次数有限，请明天再来。',
    nextStep: 'wait',
    cloudFix: '每人每天的次数由云函数的环境变量 OCR_DAILY_LIMIT_PER_USER 设定。',
  },
  NO_PERMISSION: {
    title: '识别功能尚未开通',
    cloudFix: '上传云函数时须带上 config.json（约 10 分钟后生效），并确认小程序已通过认证。',
    requestFix: '确认小程序已通过认证，access_token 属于它。',
  },
  API_NOT_FOUND: {
    title: '识别接口不可用',
    cloudFix: '微信没有这个接口：核对 config.json 里的权限名，重新构建并上传云函数。',
    requestFix: '微信没有这个接口：核对服务器请求的地址。',
  },
  CREDENTIAL: {
    title: '服务凭证已失效',
    fix: '核对 AppSecret、access_token 是否有效，服务器 IP 是否在白名单中。',
  },
  BUSY: {
    title: '微信服务繁忙',
    sentence: '请过几秒再试，不用重拍。',
    nextStep: 'retry',
  },
  TIMEOUT: {
    title: '识别超时了',
    sentence: '可以直接再试一次，不用重拍。',
    nextStep: 'retry',
    cloudFix: '如果经常出现，请在云开发控制台把云函数的超时时间调到 20 秒。',
  },
  UNEXPECTED: {
    title: '识别没有完成',
    sentence: '出现了意料之外的情况，请联系客服，并告诉我们发生的时间。',
    cloudFix: '按 errCode 与 errMsg 查看云开发控制台中这次调用的日志。',
  },
  NETWORK: {
    title: '网络不太顺畅',
    sentence: '请检查手机网络后再试，不用重拍。',
    nextStep: 'retry',
  },
  NO_ANSWER: {
    title: '等得有点久了',
    sentence: '还没有等到结果，可以直接再试一次，不用重拍。',
    nextStep: 'retry',
    cloudFix: '页面自己的计时已到，云函数仍未返回：查看它在云开发控制台的日志与用时。',
    requestFix:
      'request 久久没有进度，也没有 resolve 或 reject：回调里抛出的错误（如 JSON.parse）也要接住。',
  },
  FUNCTION_TIME_LIMIT: {
    title: '识别花的时间太长',
    sentence: '可以直接再试一次，不用重拍。',
    nextStep: 'retry',
    cloudFix: '云函数到达了自身的超时时间（默认 3 秒）：在云开发控制台调到 20 秒。',
  },
  FUNCTION_MISSING: {
    title: '识别服务还没有上线',
    cloudFix: '这个云环境里没有该云函数：执行 npm run build，再用开发者工具上传它。',
  },
  FUNCTION_FAILED: {
    title: '识别服务出了故障',
    cloudFix:
      '云函数没有正常返回：重新构建并上传，Node.js 选 16.13 或更高，再看云开发控制台的日志。',
    requestFix: 'request 的回答不合约定（types/contract.d.ts 的 Result），哪里不合见下一行。',
  },
  ENVIRONMENT_INVALID: {
    title: '云环境不可用',
    cloudFix: '开通云开发，在 app 的 wx.cloud.init 填入自己的环境 ID，须与云函数所在的环境相同。',
  },
  UPLOAD_FAILED: {
    title: '照片没有传上去',
    sentence: '可以直接再试一次，不用重拍。',
    nextStep: 'retry',
    cloudFix: '上传没有成功，也没有说出已知的原因：见下一行，并查看云开发控制台的存储。',
  },
  DOMAIN_UNLISTED: {
    title: '照片发不出去',
    cloudFix: '在小程序后台“开发管理 - 服务器域名”里，把云存储的上传域名加进 uploadFile 合法域名。',
    requestFix: '在小程序后台“开发管理 - 服务器域名”里，把自己服务器的域名加进去。',
  },
  UPLOAD_FORBIDDEN: {
    title: '照片无法上传',
    cloudFix: '云存储拒绝写入：把权限设为“仅创建者及管理员可读写”。',
  },
  PRIVACY_REFUSED: {
    title: '需要你同意隐私保护指引',
    // 拒绝后 10 秒内微信不再弹窗，直接失败：不能叫人马上再点。
    sentence: '同意之后才能使用相机和相册；如果没有再弹出提示，请过十秒再试。',
    nextStep: 'allow',
  },
  PRIVACY_UNDECLARED: {
    title: '暂时不能使用相机和相册',
    fix: '在小程序后台“设置 - 服务内容声明 - 用户隐私保护指引”中声明“收集你选中的照片或视频信息”。',
  },
  DEVICE_UNABLE: {
    title: '这台设备处理不了这张照片',
    sentence: '请在手机上打开小程序拍照，或换一张 2 MB 以下的照片。',
    nextStep: 'retake',
  },
  CAMERA_DENIED: {
    title: '微信还不能使用相机或相册',
    sentence: '请在手机系统设置里允许微信使用相机和照片，再回来拍照。',
    nextStep: 'allow',
  },
};

export interface Situation {
  /** 照片交给项目自己的 `request`，没有云函数。 */
  byRequest: boolean;
  /** 有没有客服可以联系。 */
  contact: boolean;
}

/** @param forDeveloper 开发版、体验版才给 `fix` */
export function failureWording(
  reason: PageReason,
  forDeveloper: boolean,
  { byRequest, contact }: Situation = { byRequest: false, contact: true },
): FailureWording {
  const { title, sentence, nextStep, fix, cloudFix, requestFix } =
    failures[reason] || failures.UNEXPECTED;
  const advice = byRequest
    ? requestFix || fix || (cloudFix ? '见下一行，和自己服务器的日志。' : '')
    : cloudFix || fix;
  // 没有客服，也就不说自己的那一句：它请用户联系客服。
  const own = nextStep || contact ? sentence : undefined;
  return {
    title,
    sentence: own || `不是你的操作问题，请稍后再来${contact ? '，或联系客服' : ''}。`,
    nextStep: nextStep || (contact ? 'contact' : 'wait'),
    ...(forDeveloper && advice ? { fix: advice } : {}),
  };
}

/** 下一步的按钮。 */
export const nextStepNames: Record<NextStep, string> = {
  retake: '重新拍照',
  retry: '再试一次',
  wait: '知道了',
  contact: '联系客服',
  allow: '知道了',
};

interface Handling {
  keepFile: boolean;
  byRequest: boolean;
}

/** 按钮下的一行：照片怎么处理。 */
export function footnoteOf({ keepFile, byRequest }: Handling): string {
  if (byRequest) return '照片交给小程序的服务器识别';
  return keepFile ? '照片用于识别，并由小程序保存' : '照片只用于识别，完成后立即删除';
}

/** 这种证件第一张照片之前的单独同意。 */
export function consentWording(
  kind: LicenseKind,
  { keepFile, byRequest }: Handling,
): ConsentWording {
  const { name, consent } = cardOf(kind);
  const read = '照片加密上传，由微信的识别服务读取，';
  const handling = keepFile
    ? `${read}识别后由小程序保存，用途见《用户隐私保护指引》。`
    : `${read}识别完成或离开页面时立即删除，不作他用。`;
  return {
    title: `识别${name}需要你的同意`,
    paragraphs: [
      { heading: '做什么用', text: `识别${name}上的文字，替你填好，省去手动输入。` },
      { heading: '读取什么', text: consent },
      {
        heading: '怎么处理',
        text: byRequest
          ? '照片交给小程序的服务器识别，怎样保存和删除见《用户隐私保护指引》。'
          : handling,
      },
      { heading: '你的选择', text: '不同意则不能拍照识别；同意之后，可随时在拍照页撤回。' },
    ],
  };
}

/** 照片看起来怎样，怎样拍得更好。 */
const photoDoubts: Record<PhotoDoubt, [looks: string, sentence: string]> = {
  BLURRED: ['有点模糊', `请拿稳手机，等${photoAdvice.BLURRED}了再拍。`],
  TOO_DARK: ['有点暗', `请到${photoAdvice.TOO_DARK}的地方，或打开闪光灯再拍。`],
  OVEREXPOSED: ['有反光或过亮', `请换个角度${photoAdvice.OVEREXPOSED}，避开直射的灯。`],
  TOO_SMALL: ['有点小', `请拍照或选择原图，让证件${photoAdvice.TOO_SMALL}。`],
};

/** 提醒，不是拒绝：仍然可以识别。 */
export function doubtWording(doubts: readonly PhotoDoubt[]): { title: string; sentence: string } {
  const rows = doubts.map((doubt) => photoDoubts[doubt]);
  return {
    title: `看起来${rows.map(([looks]) => looks).join('，')}`,
    sentence: `${rows.map(([, sentence]) => sentence).join('')}识别有次数限制，读不出也会计一次。`,
  };
}

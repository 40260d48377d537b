import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { FieldValue, PageKey } from '../../cards/card';
import { wrongPageSentence } from '../../cards/doubts';
import { cardOf, requireKind } from '../../cards/index';
import { attempt } from '../shared/platform';
import { typeScale } from '../shared/text-size';
import { createCloudSender } from './cloud';
import { createRequestSender } from './request';
import type { Scan, ScanState } from './scan';
import { createScan, initialState } from './scan';
import type { Sender } from './sender';
import type {
  Backend,
  CloudLike,
  ConsentWording,
  PageFailure,
  PhotoDoubt,
  Recognition,
  ScannerTexts,
  StateChange,
} from './types';
import type { FailureWording } from './wording';
import {
  consentWording,
  doubtWording,
  failureWording,
  footnoteOf,
  nextStepNames,
  photoAdvice,
} from './wording';

/**
 * 从相机到识别结果。
 *
 *     <license-scanner kind="vehicleLicense" bind:recognized="onRecognized" />
 *
 * 属性、事件和方法 `use` 见 ../README.md。
 */

/** 不用组件的泛型写法：miniprogram-api-typings 3.x、4.x 也不报错。 */
const scans = new WeakMap<object, Scan>();

/** `use` 给的后端，和照着它做好的发送方式。 */
const backends = new WeakMap<object, Backend>();
const senders = new WeakMap<object, Backend & { sender: Sender }>();

/** 属性或 `use` 给的；没有就是 `wx.cloud`。 */
function backendOf(scanner: { data: object }): Backend {
  const { cloud = null, request = null } = scanner.data as Backend;
  return { cloud, request, ...backends.get(scanner) };
}

function senderOf(scanner: { data: object }): Sender {
  const { cloud = null, request = null } = backendOf(scanner);
  const made = senders.get(scanner);
  if (made && made.cloud === cloud && made.request === request) return made.sender;
  if (request && typeof request !== 'function') throw wrongBackend('request 应为函数');
  if (cloud && typeof cloud.callFunction !== 'function') {
    throw wrongBackend('cloud 应为 wx.cloud，或另一个云环境的实例');
  }
  const sender = request
    ? createRequestSender(request)
    : createCloudSender(() => cloud || (wx.cloud as unknown as CloudLike));
  senders.set(scanner, { cloud, request, sender });
  return sender;
}

/** 同意按钮的事件上一次来的时候。 */
let agreedAt = 0;

/**
 * 已同意过微信的隐私指引时，同意按钮的事件会不会触发没有写明：点下去之后稍等一下，没有来就照样继续。
 * 它与点下去的先后不一定；来过就不再等，不然会替用户同意后来问的，或者相机关上之后又打开。
 */
function unlessAgreed(goOn: () => void): void {
  const tappedAt = Date.now();
  setTimeout(() => {
    if (Math.abs(agreedAt - tappedAt) >= 1000) goOn();
  }, 300);
}

function wrongBackend(what: string): Error {
  return new Error(`license-scanner：${what}；属性传不了时，用 selectComponent(…).use({ … })`);
}

Component({
  properties: {
    kind: { type: String, value: 'vehicleLicense' },
    page: { type: String, value: '' },
    theme: { type: String, value: 'light' },
    keepFile: { type: Boolean, value: false },
    customEntry: { type: Boolean, value: false },
    texts: { type: Object, value: {} },
    /** 能不能联系客服；默认值为真的属性，写 `contact="{{false}}"` 关掉。 */
    contact: { type: Boolean, value: true },
    /** 类型 null：函数和实例也能传进来。 */
    request: { type: null, value: null },
    cloud: { type: null, value: null },
  },

  data: {
    ...introOf('vehicleLicense'),
    step: 'ready',
    percent: 0,
    stalled: false,
    photoPath: '',
    consent: 'hidden',
    consentWording: consentWording('vehicleLicense', { keepFile: false, byRequest: false }),
    footnote: '',
    advice: photoAdvice,
    doubt: { title: '', sentence: '' },
    warnedAgain: false,
    failure: null as FailureWording | null,
    reason: '',
    /** 云函数或平台说的话，只给开发者。 */
    failureDetail: '',
    nextStepName: '',
    statusText: '',
    /** 基础库 2.32.3 起，我们的同意按钮可以同时就是微信的隐私同意，少弹一次窗。 */
    canAgree: false,
    typeScale: 1,
  },

  observers: {
    kind(kind: string) {
      requireKind('license-scanner', kind);
      this.setData(introOf(kind));
      this.writeConsent();
      scans.get(this)?.setKind(kind);
    },
    keepFile() {
      this.writeConsent();
    },
    texts() {
      this.writeConsent();
    },
    request() {
      this.changeBackend();
    },
    cloud() {
      this.changeBackend();
    },
  },

  lifetimes: {
    attached() {
      this.setData({
        canAgree: attempt(() => wx.canIUse('button.open-type.agreePrivacyAuthorization')) === true,
        typeScale: typeScale(),
      });
      this.writeConsent();
      // 离开页面又接回来的组件，还显示着离开时的一步。
      if (this.data.step !== 'ready' || this.data.consent !== 'hidden') this.show(initialState);
      const scan = createScan(
        this.data.kind as LicenseKind,
        {
          onState: (state) => this.show(state),
          onRecognized: (recognition) => {
            this.sayWrongPage(recognition);
            this.triggerEvent('recognized', recognition);
          },
          onFailed: (failure) => this.triggerEvent('failed', failure),
        },
        () => ({
          keepFile: this.data.keepFile,
          sender: senderOf(this),
          consentVersion: this.consentVersion(),
        }),
      );
      scans.set(this, scan);
    },
    detached() {
      scans.get(this)?.close();
    },
  },

  methods: {
    /** 页面调用：`selectComponent('#scanner').use({ request })`，或 `{ cloud }`。 */
    use(backend: Backend) {
      backends.set(this, { ...backends.get(this), ...backend });
      this.changeBackend();
    },

    changeBackend() {
      const sender = senderOf(this);
      this.writeConsent();
      if (scans.has(this)) sender.warmUp(this.data.kind as LicenseKind);
    },

    show(state: ScanState) {
      const { step, percent, stalled, consent, photoPath, doubts, failure, warnedAgain } = state;
      if (step === 'uploading' && this.data.step === step) {
        // 进度每变一次都会到这里：只送百分比。
        this.setData({ percent, stalled, consent });
        return;
      }
      const changed = step !== this.data.step;
      this.setData({
        step,
        percent,
        stalled,
        photoPath,
        consent,
        warnedAgain,
        doubt: doubtWording(doubts as PhotoDoubt[]),
        statusText: statusTexts[step] || '',
        ...this.failureData(failure),
      });
      const detail: StateChange = { step };
      if (changed) this.triggerEvent('statechange', detail);
    },

    /** 要拍的一页不在照片里：这一次已经用掉，总要有句话。 */
    sayWrongPage({ kind, result }: Recognition) {
      const page = this.data.page as PageKey;
      const card = cardOf(kind);
      const license = result.license as unknown as Record<string, FieldValue | undefined>;
      const rows = Object.entries(card.fields).filter(
        ([, row]) => row.page === page && !row.copyOf,
      );
      if (rows.length === 0 || rows.some(([field]) => (license[field] ?? null) !== null)) return;
      attempt(() =>
        wx.showToast({ title: wrongPageSentence(card, page), icon: 'none', duration: 3000 }),
      );
    },

    /** 没有换成项目自己的文字，就是 ''。 */
    consentVersion(): string {
      const { consent } = (this.data.texts || {}) as ScannerTexts;
      return consent && consent.textVersion !== undefined ? String(consent.textVersion) : '';
    },

    writeConsent() {
      const { kind, keepFile } = this.data;
      const { consent, footnote } = (this.data.texts || {}) as ScannerTexts;
      const handling = { keepFile, byRequest: !!backendOf(this).request };
      const wording: ConsentWording = consent || consentWording(kind as LicenseKind, handling);
      this.setData({ consentWording: wording, footnote: footnote || footnoteOf(handling) });
    },

    failureData(failure: PageFailure | undefined) {
      if (!failure) return { failure: null, reason: '', failureDetail: '', nextStepName: '' };
      const forDeveloper = isForDeveloper();
      const { failures } = (this.data.texts || {}) as ScannerTexts;
      const ofHost = failures || {};
      const situation = { byRequest: !!backendOf(this).request, contact: this.data.contact };
      const wording = {
        ...failureWording(failure.reason, forDeveloper, situation),
        ...ofHost[failure.reason],
      };
      return {
        failure: wording,
        reason: failure.reason as string,
        failureDetail: forDeveloper
          ? `${failure.reason} ${failure.errCode}：${failure.errMsg}`
          : '',
        nextStepName: nextStepNames[wording.nextStep],
      };
    },

    takePhoto() {
      scans.get(this)?.shoot('camera');
    },

    pickPhoto() {
      scans.get(this)?.shoot('album');
    },

    takeAny() {
      scans.get(this)?.shoot('either');
    },

    nextStep() {
      const scan = scans.get(this);
      const { failure } = this.data;
      if (!scan || !failure) return;
      if (failure.nextStep === 'retry') scan.retry();
      else if (failure.nextStep === 'retake') scan.again();
      else scan.reset();
    },

    retake() {
      agreedAt = Date.now();
      scans.get(this)?.again();
    },

    goOn() {
      scans.get(this)?.goOn();
    },

    keepWaiting() {
      scans.get(this)?.keepWaiting();
    },

    /** 取消、返回、知道了。 */
    leave() {
      scans.get(this)?.reset();
    },

    openSettings() {
      attempt(() => wx.openAppAuthorizeSetting({ fail() {} }));
    },

    agree() {
      agreedAt = Date.now();
      scans.get(this)?.agree();
    },

    agreeSoon() {
      unlessAgreed(() => this.agree());
    },

    /** 失败那一步的同意按钮，同上。 */
    retakeSoon() {
      unlessAgreed(() => this.data.step === 'failed' && this.retake());
    },

    decline() {
      scans.get(this)?.decline();
    },

    showConsent() {
      scans.get(this)?.showConsent();
    },

    openPrivacyContract() {
      // 还没有发布隐私保护指引时会失败：没有可以打开的。
      attempt(() => wx.openPrivacyContract({ fail() {} }));
    },

    /** 绑在 touchmove 上，后面的页面不跟着滚动。 */
    preventTouchMove() {},
  },
});

/** 拍之前要说的、要画的。 */
function introOf(kind: LicenseKind) {
  const { name, hint, pages } = cardOf(kind);
  return { name, hint, pages };
}

const statusTexts: Partial<Record<ScanState['step'], string>> = {
  compressing: '正在处理照片',
  uploading: '正在上传',
  recognizing: '识别中',
};

/** 只有开发者能修的，正式版里不说。 */
function isForDeveloper(): boolean {
  const info = attempt(() => wx.getAccountInfoSync());
  return info !== undefined && info.miniProgram.envVersion !== 'release';
}

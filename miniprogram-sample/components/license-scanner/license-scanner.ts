import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { FieldValue, PageKey } from '../../cards/card';
import { wrongPageSentence } from '../../cards/doubts';
import { cardOf, requireKind } from '../../cards/index';
import { typeScale } from '../shared/text-size';
import type { Scan, ScanState } from './scan';
import { createScan } from './scan';
import type {
  ConsentWording,
  PageFailure,
  PhotoDoubt,
  Recognition,
  ScannerTexts,
  SendPhoto,
  StateChange,
} from './types';
import type { FailureWording } from './wording';
import {
  consentWording,
  doubtWording,
  failureWording,
  nextStepNames,
  photoAdvice,
} from './wording';

/**
 * 从相机到识别结果。
 *
 *     <license-scanner kind="vehicleLicense" bind:recognized="onRecognized" />
 *
 * 属性：`kind` 哪一种证件；`page` 哪一页（main、second），'' 是都可以；`theme` light（默认）、dark、auto；
 * `keep-file` 识别后照片留在云存储；`custom-entry` 用插槽里的按钮作入口，各步显示在半屏里；
 * `texts` 换掉文字（ScannerTexts）；`request` 不用云开发时自己上传并识别（SendPhoto）。
 *
 * 事件：`recognized`（Recognition）；`failed`（PageFailure，组件已经显示）；`statechange` { step }。
 */

/** 不用组件的泛型写法：miniprogram-api-typings 3.x、4.x 也不报错。 */
const scans = new WeakMap<object, Scan>();

Component({
  properties: {
    kind: { type: String, value: 'vehicleLicense' },
    page: { type: String, value: '' },
    theme: { type: String, value: 'light' },
    keepFile: { type: Boolean, value: false },
    customEntry: { type: Boolean, value: false },
    texts: { type: Object, value: {} },
    /** 类型 null：函数也能传进来。 */
    request: { type: null, value: null },
  },

  data: {
    ...faceOf('vehicleLicense'),
    step: 'ready',
    percent: 0,
    photoPath: '',
    consent: 'hidden',
    consentWording: consentWording('vehicleLicense', false),
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
      const scan = scans.get(this);
      this.setData(faceOf(kind));
      this.writeConsent();
      if (scan) scan.setKind(kind);
    },
    keepFile() {
      this.writeConsent();
    },
    texts() {
      this.writeConsent();
    },
  },

  lifetimes: {
    attached() {
      this.setData({
        canAgree: wx.canIUse('button.open-type.agreePrivacyAuthorization'),
        typeScale: typeScale(),
      });
      const scan = createScan(
        this.data.kind as LicenseKind,
        {
          onState: (state) => this.show(state),
          onRecognized: (recognition) => {
            this.sayWrongPage(recognition);
            this.triggerEvent('recognized', recognition);
          },
          onFailed: (failure: PageFailure) => {
            this.triggerEvent('failed', failure);
          },
        },
        () => ({
          keepFile: this.data.keepFile,
          request: this.data.request as SendPhoto | null,
        }),
      );
      scans.set(this, scan);
    },
    detached() {
      const scan = scans.get(this);
      if (scan) scan.close();
    },
  },

  methods: {
    show(state: ScanState) {
      const { step, percent, consent, photoPath, doubts, failure, warnedAgain } = state;
      if (step === 'uploading' && this.data.step === step) {
        // 进度每变一次都会到这里：只送百分比。
        this.setData({ percent, consent });
        return;
      }
      const changed = step !== this.data.step;
      this.setData({
        step,
        percent,
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
      wx.showToast({ title: wrongPageSentence(card, page), icon: 'none', duration: 3000 });
    },

    writeConsent() {
      const { kind, keepFile, texts } = this.data;
      const wording: ConsentWording =
        ((texts || {}) as ScannerTexts).consent || consentWording(kind as LicenseKind, keepFile);
      this.setData({ consentWording: wording });
    },

    failureData(failure: PageFailure | undefined) {
      if (!failure) return { failure: null, reason: '', failureDetail: '', nextStepName: '' };
      const forDeveloper = isForDeveloper();
      const { failures = {} } = (this.data.texts || {}) as ScannerTexts;
      const wording = {
        ...failureWording(failure.reason, forDeveloper),
        ...failures[failure.reason],
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

    run(act: (scan: Scan) => void) {
      const scan = scans.get(this);
      if (scan) act(scan);
    },

    takePhoto() {
      this.run((scan) => scan.shoot('camera'));
    },

    pickPhoto() {
      this.run((scan) => scan.shoot('album'));
    },

    takeAny() {
      this.run((scan) => scan.shoot('either'));
    },

    nextStep() {
      const { failure } = this.data;
      if (!failure) return;
      const { nextStep } = failure;
      this.run((scan) => {
        if (nextStep === 'retry') scan.retry();
        else if (nextStep === 'retake') scan.again();
        else scan.reset();
      });
    },

    retake() {
      this.run((scan) => scan.again());
    },

    goOn() {
      this.run((scan) => scan.goOn());
    },

    /** 取消、返回、知道了。 */
    leave() {
      this.run((scan) => scan.reset());
    },

    openSettings() {
      wx.openAppAuthorizeSetting({ fail() {} });
    },

    agree() {
      this.run((scan) => scan.agree());
    },

    /** 已同意过微信的隐私指引时，那个事件会不会触发没有写明：稍等一下，没有就照样继续。 */
    agreeSoon() {
      setTimeout(() => this.agree(), 300);
    },

    decline() {
      this.run((scan) => scan.decline());
    },

    showConsent() {
      this.run((scan) => scan.showConsent());
    },

    openPrivacyContract() {
      // 还没有发布隐私保护指引时会失败：没有可以打开的。
      wx.openPrivacyContract({ fail() {} });
    },

    /** 绑在 touchmove 上，后面的页面不跟着滚动。 */
    keepStill() {},
  },
});

/** 拍之前要说的、要画的。 */
function faceOf(kind: LicenseKind) {
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
  return wx.getAccountInfoSync().miniProgram.envVersion !== 'release';
}

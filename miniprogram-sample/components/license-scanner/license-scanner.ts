import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import { cardOf } from '../../cards/index';
import type { PageFailure } from './failure';
import type { Scan, ScanState } from './scan';
import { createScan } from './scan';
import type { ConsentWording, FailureWording } from './wording';
import { consentWording, failureWording, nextStepNames } from './wording';

/**
 * Everything between the camera and the result. This folder and `cards/` are all that another project needs:
 *
 *     <license-scanner kind="vehicleLicense" bind:recognized="onRecognized" bind:failed="onFailed" />
 *
 * `kind` is the licence, `vehicleLicense` or `driverLicense`. `page` says which page of 行驶证 is wanted, `main` or
 * `second`; '' for both. `recognized` carries a `Recognition` of scan.ts, `failed` a `PageFailure` of
 * failure.ts, which the component itself has shown already.
 */
interface ScannerData {
  name: string;
  step: ScanState['step'];
  percent: number;
  photoPath: string;
  consent: ScanState['consent'];
  consentWording: ConsentWording;
  failure: FailureWording | null;
  /** What the function or the platform said, for developers only. */
  failureDetail: string;
  nextStepName: string;
  statusText: string;
}

type ScannerProperties = {
  kind: { type: StringConstructor; value: LicenseKind };
  page: { type: StringConstructor; value: '' | 'main' | 'second' };
  theme: { type: StringConstructor; value: 'light' | 'dark' | 'auto' };
};

type ScannerMethods = {
  show(state: ScanState): void;
  takePhoto(): void;
  pickPhoto(): void;
  nextStep(): void;
  retake(): void;
  cancel(): void;
  agree(): void;
  decline(): void;
  showConsent(): void;
  openPrivacyContract(): void;
  keepStill(): void;
};

Component<ScannerData, ScannerProperties, ScannerMethods, [], { scan: Scan | undefined }>({
  properties: {
    kind: { type: String, value: 'vehicleLicense' },
    page: { type: String, value: '' },
    theme: { type: String, value: 'light' },
  },

  data: {
    name: cardOf('vehicleLicense').name,
    step: 'ready',
    percent: 0,
    photoPath: '',
    consent: 'hidden',
    consentWording: consentWording('vehicleLicense'),
    failure: null,
    failureDetail: '',
    nextStepName: '',
    statusText: '',
  },

  observers: {
    kind(kind: LicenseKind) {
      this.setData({ name: cardOf(kind).name, consentWording: consentWording(kind) });
      this.scan?.setKind(kind);
    },
  },

  lifetimes: {
    attached() {
      this.scan = createScan(this.data.kind, {
        onState: (state) => this.show(state),
        onRecognized: (recognition) =>
          this.triggerEvent('recognized', { ...recognition, photoPath: this.data.photoPath }),
        onFailed: (failure: PageFailure) => this.triggerEvent('failed', failure),
      });
    },
    detached() {
      this.scan?.close();
    },
  },

  methods: {
    show({ step, percent, photoPath, consent, failure }) {
      if (step !== this.data.step) this.triggerEvent('statechange', { step });
      const forDeveloper = failure !== undefined && isForDeveloper();
      const wording = failure ? failureWording(failure.reason, forDeveloper) : null;
      this.setData({
        step,
        percent,
        photoPath,
        consent,
        failure: wording,
        failureDetail:
          failure && forDeveloper ? `${failure.reason} ${failure.errCode}：${failure.errMsg}` : '',
        nextStepName: wording ? nextStepNames[wording.nextStep] : '',
        statusText: statusText(step, percent),
      });
    },

    takePhoto() {
      this.scan?.shoot('camera');
    },

    pickPhoto() {
      this.scan?.shoot('album');
    },

    nextStep() {
      if (!this.scan || !this.data.failure) return;
      if (this.data.failure.nextStep === 'retry') this.scan.retry();
      else this.scan.reset();
    },

    retake() {
      this.scan?.reset();
    },

    cancel() {
      this.scan?.cancel();
    },

    agree() {
      this.scan?.agree();
    },

    decline() {
      this.scan?.decline();
    },

    showConsent() {
      this.scan?.showConsent();
    },

    openPrivacyContract() {
      // It fails where no guideline has been published yet: then there is nothing to open.
      wx.openPrivacyContract({ fail() {} });
    },

    /** Bound to touchmove, so that the page behind the consent does not scroll. */
    keepStill() {},
  },
});

/** Mending is for those who can mend: in release nobody is told of it. */
function isForDeveloper(): boolean {
  return wx.getAccountInfoSync().miniProgram.envVersion !== 'release';
}

function statusText(step: ScanState['step'], percent: number): string {
  if (step === 'compressing') return '正在处理照片';
  if (step === 'uploading') return `正在上传 ${percent}%`;
  return step === 'recognizing' ? '识别中' : '';
}

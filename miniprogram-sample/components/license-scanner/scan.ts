import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { PhotoSource } from './choose';
import { choosePhoto } from './choose';
import type { OpenPhoto } from './compress';
import { openPhoto } from './compress';
import { hasConsent, rememberConsent, withdrawConsent } from './consent';
import type { Delivery, Progress, Sender, Sent } from './sender';
import type { PageFailure, PhotoDoubt, Recognition, Step } from './types';
import { isWritten, sweepPhotos } from './written';

export interface ScanOptions {
  keepFile: boolean;
  sender: Sender;
  /** 项目的征求同意的文字的版本，没有为 ''。 */
  consentVersion: string;
}

export interface ScanState {
  step: Step;
  /** 征求同意的文字是否盖在上面。 */
  consent: 'hidden' | 'asking' | 'given';
  /** 上传进度，0–100。 */
  percent: number;
  /** 上传好一会儿没有动静。 */
  stalled: boolean;
  /** 处理中的照片，没有时为 ''。 */
  photoPath: string;
  /** 照片看上去哪里不好；只在 `warned`。 */
  doubts: PhotoDoubt[];
  /** 连续第二次同样的提醒。 */
  warnedAgain: boolean;
  /** 只在 `failed`。 */
  failure: PageFailure | undefined;
}

export interface ScanListener {
  onState(state: ScanState): void;
  onRecognized(recognition: Recognition): void;
  onFailed(failure: PageFailure): void;
}

/** 这段时间里的第二下是手抖；之后再点就是上一次没有回音，由新的接替。 */
const doubleTapMs = 1000;

/** 手里的照片。 */
interface Held {
  /** 选来的。 */
  path: string;
  photo: OpenPhoto;
  warnedOf: PhotoDoubt[];
  /** 压缩好了，交出去的。 */
  delivery?: Delivery & { path: string };
}

export type Scan = ReturnType<typeof createScan>;

/** 从点下拍照到得到结果：同意、选图、看一眼、压缩、上传、识别、重试、清理。 */
export function createScan(
  firstKind: LicenseKind,
  listener: ScanListener,
  options: () => ScanOptions,
) {
  let kind = firstKind;
  let state: ScanState = initialState;
  let closed = false;
  /** 仍可说话的那一轮；更早的带来什么都不要。 */
  let run = 0;
  let openedAt = 0;
  let source: PhotoSource = 'camera';
  let waiting = false;
  let lastDoubts = '';
  let held: Held | undefined;
  sweepPhotos();
  options().sender.warmUp(kind);

  function show(change: Partial<ScanState>): void {
    state = { ...state, ...change };
    if (!closed) listener.onState(state);
  }

  function busy(): boolean {
    return closed || ['compressing', 'uploading', 'recognizing'].includes(state.step);
  }

  /** 开始一轮；返回的函数说这一轮是不是已被接替。 */
  function begin(): () => boolean {
    run += 1;
    const mine = run;
    return () => mine !== run;
  }

  /** 放下手里的照片。早一点删除，也省下云函数还没有发出的识别。 */
  function release(): void {
    if (!held) return;
    if (held.delivery) held.delivery.drop();
    held.photo.close();
    held = undefined;
  }

  function stop(): void {
    run += 1;
    openedAt = 0;
    waiting = false;
    release();
  }

  /** chooseMedia 可能永远没有回音（右滑退出相机等），所以打开之后不算占用。 */
  async function take(): Promise<void> {
    const since = Date.now() - openedAt;
    // 负数是时钟往回拨过。
    if (since >= 0 && since < doubleTapMs) return;
    const over = begin();
    openedAt = Date.now();
    const chosen = await choosePhoto(source);
    if (over()) return;
    openedAt = 0;
    if (!chosen) return;
    release();
    if (!chosen.ok) return end({ result: chosen });
    const photo = openPhoto(chosen);
    const taken: Held = { path: chosen.path, photo, warnedOf: [] };
    held = taken;
    show({ ...initialState, step: 'compressing', photoPath: chosen.path });
    const doubts = await photo.look();
    if (over()) return;
    const warnedAgain = doubts.join() === lastDoubts;
    lastDoubts = doubts.join();
    taken.warnedOf = doubts;
    if (doubts.length > 0) return show({ step: 'warned', doubts, warnedAgain });
    return send(taken, over);
  }

  async function send(photo: Held, over: () => boolean): Promise<void> {
    const { keepFile, sender } = options();
    if (!photo.delivery) {
      if (state.step !== 'compressing') {
        show({ step: 'compressing', doubts: [], failure: undefined });
      }
      const compressed = await photo.photo.compress();
      if (over()) return;
      if (!compressed.ok) return end({ result: compressed });
      const { path } = compressed;
      photo.delivery = { path, ...sender.accept({ kind, filePath: path, keepFile }) };
    }
    const tell = (change: Partial<ScanState>) => {
      if (!over()) show({ ...change, failure: undefined });
    };
    const progress: Progress = {
      uploading: (percent) => tell({ step: 'uploading', percent, stalled: false }),
      stalled: () => tell({ stalled: true }),
      recognizing: () => tell({ step: 'recognizing', percent: 100, stalled: false }),
    };
    const sent = await photo.delivery.send(progress);
    if (!over()) end(sent);
  }

  /** 一轮在这里结束：读出来了，或没有。此后这一轮不再说话。 */
  function end({ result, fileID }: Sent): void {
    run += 1;
    const photo = held;
    if (result.ok || !result.retryable) release();
    if (!result.ok) {
      show({ step: 'failed', failure: result });
      listener.onFailed(result);
      return;
    }
    if (!photo) return;
    lastDoubts = '';
    const sent = photo.delivery ? photo.delivery.path : photo.path;
    const photoPath = isWritten(sent) ? photo.path : sent;
    const { warnedOf } = photo;
    const kept = fileID === undefined ? {} : { fileID };
    // 先说结果：页面若随即收起扫描器，就不会闪一下第一步。
    listener.onRecognized({ kind, result, photoPath, warnedOf, ...kept } as Recognition);
    show(initialState);
  }

  /** 第一张照片之前先征求同意；照片正在处理时什么也不做。 */
  function shoot(from: PhotoSource): void {
    if (busy() || state.consent !== 'hidden') return;
    source = from;
    if (hasConsent(kind, options().consentVersion)) {
      take();
      return;
    }
    waiting = true;
    show({ consent: 'asking' });
  }

  return {
    shoot,
    /** 重拍：用上一次的来源，直接打开。 */
    again: () => shoot(source),
    /** 同意：记住，接着拍等着的那一张。 */
    agree() {
      if (state.consent === 'hidden') return;
      rememberConsent(kind, options().consentVersion);
      show({ consent: 'hidden' });
      if (waiting && !busy()) take();
      waiting = false;
    },
    /** 不同意，或撤回同意。 */
    decline() {
      waiting = false;
      if (state.consent === 'given') withdrawConsent(kind, options().consentVersion);
      show({ consent: 'hidden' });
    },
    showConsent() {
      show({ consent: hasConsent(kind, options().consentVersion) ? 'given' : 'asking' });
    },
    /** 被提醒之后仍要识别。 */
    goOn() {
      if (state.step === 'warned' && held) send(held, begin());
    },
    /** 同一张照片再试；已不在云端才重新上传。 */
    retry() {
      if (!busy() && held) send(held, begin());
    },
    /** 上传没有动静时，再等等。 */
    keepWaiting() {
      if (state.stalled) show({ stalled: false });
    },
    /** 回到开始，无论进行到哪一步；留在云端的照片会被删除。已发出的识别仍计一次。 */
    reset() {
      stop();
      show(initialState);
    },
    /** 换一种证件：`reset`，并预热它的云函数。 */
    setKind(next: LicenseKind) {
      if (next === kind) return;
      stop();
      kind = next;
      lastDoubts = '';
      options().sender.warmUp(kind);
      show(initialState);
    },
    /** 结束：此后不再调用监听者。 */
    close() {
      closed = true;
      stop();
    },
  };
}

export const initialState: ScanState = {
  step: 'ready',
  consent: 'hidden',
  percent: 0,
  stalled: false,
  photoPath: '',
  doubts: [],
  warnedAgain: false,
  failure: undefined,
};

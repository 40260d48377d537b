import type { LicenseKind, PrepareResult } from '../../../cloudfunctions/shared/contract';
import type { PhotoSource } from './choose';
import { choosePhoto } from './choose';
import type { Upload } from './cloud';
import { deletePhoto, prepare, recognize, startUpload } from './cloud';
import { compressPhoto, discardPhoto, isWritten, samplePhoto } from './compress';
import { hasConsent, rememberConsent, withdrawConsent } from './consent';
import { cloudFailure, pageFailure } from './failure';
import { checkPhoto } from './photo-check';
import type { AnyResult, PageFailure, PhotoDoubt, Recognition, SendPhoto, Step } from './types';

/** 从点下拍照到得到结果：同意、选图、看一眼、压缩、上传、识别、重试、清理。 */
export interface Scan {
  /** 第一张照片之前先征求同意；照片正在处理时什么也不做。 */
  shoot(source: PhotoSource): void;
  /** 重拍：用上一次的来源，直接打开。 */
  again(): void;
  /** 同意：记住，接着拍等着的那一张。 */
  agree(): void;
  /** 不同意，或撤回同意。 */
  decline(): void;
  showConsent(): void;
  /** 被提醒之后仍要识别。 */
  goOn(): void;
  /** 同一张照片再试；已不在云端才重新上传。 */
  retry(): void;
  /** 回到开始，无论进行到哪一步；留在云端的照片会被删除。已发出的识别仍计一次。 */
  reset(): void;
  /** 换一种证件：`reset`，并预热它的云函数。 */
  setKind(kind: LicenseKind): void;
  /** 结束：此后不再调用监听者。 */
  close(): void;
}

export interface ScanOptions {
  keepFile: boolean;
  request: SendPhoto | null;
}

export interface ScanState {
  step: Step;
  /** 征求同意的文字是否盖在上面。 */
  consent: 'hidden' | 'asking' | 'given';
  /** 上传进度，0–100。 */
  percent: number;
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

interface Held {
  /** 选来的照片。 */
  chosen: string;
  warnedOf: PhotoDoubt[];
  /** 压缩后的照片。 */
  path?: string;
  fileID?: string;
}

export function createScan(
  firstKind: LicenseKind,
  listener: ScanListener,
  options: () => ScanOptions = () => ({ keepFile: false, request: null }),
): Scan {
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
  let upload: Upload | undefined;
  const folders: Partial<Record<LicenseKind, Promise<PrepareResult | PageFailure>>> = {};
  warmUp();

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
    if (held?.fileID) deletePhoto(held.fileID);
    if (held?.path) discardPhoto(held.path);
    held = undefined;
  }

  function stop(): void {
    run += 1;
    openedAt = 0;
    waiting = false;
    if (upload) upload.abort();
    upload = undefined;
    release();
  }

  function fail(failure: PageFailure): void {
    if (held && failure.photo === 'deleted') delete held.fileID;
    if (!failure.retryable) release();
    show({ step: 'failed', failure });
    listener.onFailed(failure);
  }

  /** chooseMedia 可能永远没有回音（右滑退出相机等），所以打开之后不算占用。 */
  async function take(): Promise<void> {
    if (Date.now() - openedAt < doubleTapMs) return;
    const over = begin();
    openedAt = Date.now();
    const chosen = await choosePhoto(source);
    if (over()) return;
    openedAt = 0;
    if (!chosen) return;
    release();
    if (!chosen.ok) return fail(chosen);
    const photo: Held = { chosen: chosen.path, warnedOf: [] };
    held = photo;
    show({ ...initialState, step: 'compressing', photoPath: chosen.path });
    const seen = await samplePhoto(chosen.path);
    if (over()) return;
    const doubts = seen ? checkPhoto(seen.sample, seen.original) : [];
    if (doubts.length > 0) {
      photo.warnedOf = doubts;
      const warnedAgain = doubts.join() === lastDoubts;
      lastDoubts = doubts.join();
      return show({ step: 'warned', doubts, warnedAgain });
    }
    lastDoubts = '';
    return send(photo, over);
  }

  async function send(photo: Held, over: () => boolean): Promise<void> {
    if (photo.path === undefined) {
      if (state.step !== 'compressing')
        show({ step: 'compressing', doubts: [], failure: undefined });
      const compressed = await compressPhoto(photo.chosen);
      if (over()) return;
      if (!compressed.ok) return fail(compressed);
      photo.path = compressed.path;
    }
    const { keepFile, request } = options();
    if (request) {
      const result = await sendByHost(request, photo.path, over);
      return over() ? undefined : finish(photo, result, false);
    }
    const kept = photo.fileID !== undefined;
    if (photo.fileID === undefined) {
      show({ step: 'uploading', percent: 0, failure: undefined });
      const into = await uploadFolder();
      if (over()) return;
      if (!into.ok) return fail(into);
      upload = startUpload(photo.path, into.uploadPrefix, (percent) => show({ percent }));
      const uploaded = await upload.done;
      if (over()) return;
      upload = undefined;
      if (!uploaded.ok) return fail(uploaded);
      photo.fileID = uploaded.fileID;
    }
    show({ step: 'recognizing', percent: 100, failure: undefined });
    const result: AnyResult | PageFailure = await recognize(kind, photo.fileID, keepFile);
    if (over()) return;
    if (!result.ok && result.reason === 'FILE_NOT_FOUND' && kept) {
      // 我们不再等的那次调用后来完成了，并删除了照片。
      delete photo.fileID;
      return send(photo, over);
    }
    finish(photo, result, keepFile);
  }

  function sendByHost(
    request: SendPhoto,
    filePath: string,
    over: () => boolean,
  ): Promise<AnyResult | PageFailure> {
    show({ step: 'uploading', percent: 0, failure: undefined });
    const onProgress = (progress: number) => {
      const percent = Math.floor(progress);
      if (over() || percent <= state.percent) return;
      show(percent >= 100 ? { step: 'recognizing', percent: 100 } : { percent });
    };
    return Promise.resolve()
      .then(() => request({ kind, filePath, onProgress }))
      .then(
        (result) =>
          result && typeof result.ok === 'boolean'
            ? result
            : pageFailure('FUNCTION_FAILED', 'request answered without "ok"'),
        (error) => cloudFailure('upload', error),
      );
  }

  function finish(photo: Held, result: AnyResult | PageFailure, keepFile: boolean): void {
    if (!result.ok) {
      fail(result);
      return;
    }
    const { chosen, path = chosen, fileID, warnedOf } = photo;
    const kept = keepFile && fileID ? { fileID } : {};
    if (keepFile || result.photo === 'deleted') delete photo.fileID;
    release();
    lastDoubts = '';
    const photoPath = isWritten(path) ? chosen : path;
    // 先说结果：页面若随即收起扫描器，就不会闪一下第一步。
    listener.onRecognized({ kind, result, photoPath, warnedOf, ...kept } as Recognition);
    show(initialState);
  }

  /** 每种证件一次。 */
  function warmUp(): Promise<PrepareResult | PageFailure> | undefined {
    if (options().request) return undefined;
    const asked = folders[kind] || prepare(kind);
    folders[kind] = asked;
    return asked;
  }

  /** 打开页面时问过；失败了再问一次。 */
  async function uploadFolder(): Promise<PrepareResult | PageFailure> {
    const first = await warmUp();
    if (first?.ok) return first;
    delete folders[kind];
    const asked = prepare(kind);
    folders[kind] = asked;
    return asked;
  }

  function shoot(from: PhotoSource): void {
    if (busy() || state.consent !== 'hidden') return;
    source = from;
    if (hasConsent(kind)) {
      take();
      return;
    }
    waiting = true;
    show({ consent: 'asking' });
  }

  return {
    shoot,
    again: () => shoot(source),
    agree() {
      if (state.consent === 'hidden') return;
      rememberConsent(kind);
      show({ consent: 'hidden' });
      if (waiting && !busy()) take();
      waiting = false;
    },
    decline() {
      waiting = false;
      if (state.consent === 'given') withdrawConsent(kind);
      show({ consent: 'hidden' });
    },
    showConsent() {
      show({ consent: hasConsent(kind) ? 'given' : 'asking' });
    },
    goOn() {
      if (state.step === 'warned' && held) send(held, begin());
    },
    retry() {
      if (!busy() && held) send(held, begin());
    },
    reset() {
      stop();
      show(initialState);
    },
    setKind(next) {
      if (next === kind) return;
      stop();
      kind = next;
      lastDoubts = '';
      warmUp();
      show(initialState);
    },
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
  photoPath: '',
  doubts: [],
  warnedAgain: false,
  failure: undefined,
};

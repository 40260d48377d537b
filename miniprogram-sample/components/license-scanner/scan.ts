import type {
  DriverLicense,
  LicenseKind,
  PrepareResult,
  Result,
  Success,
  VehicleLicense,
} from '../../../cloudfunctions/shared/contract';
import type { LocalPhoto, PhotoSource } from './choose';
import { choosePhoto } from './choose';
import type { Upload } from './cloud';
import { deletePhoto, prepare, recognize, startUpload } from './cloud';
import { compressPhoto } from './compress';
import { hasConsent, rememberConsent, withdrawConsent } from './consent';
import type { PageFailure } from './failure';

/**
 * From the tap on the camera to the result: consent, choose, compress, upload, recognise, retry, clean up.
 * This folder and the component `license-scanner` are all that another project needs. Nothing in here knows
 * of a page, and no other file calls `wx.cloud`.
 */
export interface Scan {
  /** Camera or album; asks for consent before the first photo. Does nothing while a photo is under way. */
  shoot(source: PhotoSource): Promise<void>;
  /** The user agrees: remembered, and the photo that waited for it is taken. */
  agree(): Promise<void>;
  /** The user does not agree, or takes back what is given: nothing is taken, nothing remembered. */
  decline(): void;
  /** Shows the consent text without a photo waiting for it. */
  showConsent(): void;
  /** The same photo once more, uploaded again only where it is gone. */
  retry(): Promise<void>;
  /** Stops compressing or uploading. */
  cancel(): void;
  /** Back to the start, whatever is under way; a photo left in the cloud is deleted. */
  reset(): void;
  /** Another kind of licence: `reset`, and its function is warmed up. */
  setKind(kind: LicenseKind): void;
  /** The end: like `reset`, and no listener is called from now on. */
  close(): void;
}

export interface ScanState {
  step: 'ready' | 'compressing' | 'uploading' | 'recognizing' | 'failed';
  /** Whether the consent text is shown over the step. */
  consent: 'hidden' | 'asking' | 'given';
  /** Of the upload, 0 to 100. */
  percent: number;
  /** Temporary path of the photo under way, '' without one. */
  photoPath: string;
  /** Why the last photo was not read; only in step `failed`. */
  failure: PageFailure | undefined;
}

export type Recognition =
  | { kind: 'vehicleLicense'; result: Success<VehicleLicense> }
  | { kind: 'driverLicense'; result: Success<DriverLicense> };

export interface ScanListener {
  onState(state: ScanState): void;
  onRecognized(recognition: Recognition): void;
  onFailed(failure: PageFailure): void;
}

export function createScan(firstKind: LicenseKind, listener: ScanListener): Scan {
  let kind = firstKind;
  let state: ScanState = initialState;
  let closed = false;
  /** Number of the run that may still speak; whatever an older one brings is dropped. */
  let run = 0;
  let choosing = false;
  let waiting: PhotoSource | undefined;
  /** The compressed photo in hand, with its fileID once it is in the cloud. */
  let held: { path: string; fileID?: string } | undefined;
  let upload: Upload | undefined;
  const folders: Partial<Record<LicenseKind, Promise<PrepareResult | PageFailure>>> = {};
  warmUp();

  function show(change: Partial<ScanState>): void {
    state = { ...state, ...change };
    if (!closed) listener.onState(state);
  }

  function busy(): boolean {
    return choosing || (state.step !== 'ready' && state.step !== 'failed');
  }

  /** Starts a run; the function it returns says whether another one has taken over. */
  function begin(): () => boolean {
    run += 1;
    const mine = run;
    return () => mine !== run;
  }

  /** Lets go of the photo in hand. Deleting it early also saves the call that its function has not made yet. */
  function release(): void {
    if (held?.fileID) deletePhoto(held.fileID);
    held = undefined;
  }

  function stop(): void {
    run += 1;
    choosing = false;
    waiting = undefined;
    upload?.abort();
    upload = undefined;
    release();
  }

  function fail(failure: PageFailure): void {
    if (held && failure.photo === 'deleted') delete held.fileID;
    if (!failure.retryable) release();
    show({ step: 'failed', failure });
    listener.onFailed(failure);
  }

  async function take(source: PhotoSource): Promise<void> {
    const over = begin();
    choosing = true;
    const chosen = await choosePhoto(source);
    if (over()) return;
    choosing = false;
    if (!chosen) return;
    release();
    if (!chosen.ok) return fail(chosen);
    show({ step: 'compressing', percent: 0, photoPath: chosen.path, failure: undefined });
    const photo: LocalPhoto | PageFailure = await compressPhoto(chosen.path);
    if (over()) return;
    if (!photo.ok) return fail(photo);
    held = { path: photo.path };
    return send(held, over);
  }

  async function send(photo: { path: string; fileID?: string }, over: () => boolean) {
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
    const result: Result<VehicleLicense | DriverLicense> | PageFailure = await recognize(
      kind,
      photo.fileID,
      false,
    );
    if (over()) return;
    if (result.ok) {
      if (result.photo === 'deleted') held = undefined;
      release();
      // First, so that a page that now takes the scanner away does not show its first step for a moment.
      listener.onRecognized({ kind, result } as Recognition);
      show(initialState);
      return;
    }
    if (result.reason === 'FILE_NOT_FOUND' && kept) {
      // The call that our timer gave up has finished meanwhile and has deleted the photo.
      delete photo.fileID;
      return send(photo, over);
    }
    fail(result);
  }

  /** Once for each kind, as long as this scan lives. */
  function warmUp(): Promise<PrepareResult | PageFailure> {
    const asked = folders[kind] ?? prepare(kind);
    folders[kind] = asked;
    return asked;
  }

  /** `prepare` was asked when the page opened; asked once more where that failed. */
  async function uploadFolder(): Promise<PrepareResult | PageFailure> {
    const first = await warmUp();
    if (first.ok) return first;
    delete folders[kind];
    return warmUp();
  }

  return {
    async shoot(source) {
      if (closed || busy() || state.consent !== 'hidden') return;
      if (hasConsent(kind)) return take(source);
      waiting = source;
      show({ consent: 'asking' });
    },
    async agree() {
      const source = waiting;
      waiting = undefined;
      rememberConsent(kind);
      show({ consent: 'hidden' });
      if (source && !busy()) return take(source);
    },
    decline() {
      waiting = undefined;
      if (state.consent === 'given') withdrawConsent(kind);
      show({ consent: 'hidden' });
    },
    showConsent() {
      show({ consent: hasConsent(kind) ? 'given' : 'asking' });
    },
    async retry() {
      if (closed || busy() || !held) return;
      return send(held, begin());
    },
    cancel() {
      if (state.step !== 'compressing' && state.step !== 'uploading') return;
      stop();
      show(initialState);
    },
    reset() {
      stop();
      show(initialState);
    },
    setKind(next) {
      if (next === kind) return;
      stop();
      kind = next;
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
  failure: undefined,
};

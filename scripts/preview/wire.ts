import type { LicenseKind } from '../../cloudfunctions/shared/contract';

/** What server and browser side of the preview say to each other. */

export interface RunStep {
  id: number;
  run: number;
  /** Begin, milliseconds since the epoch. */
  at: number;
  source: 'page' | 'function' | 'gateway' | 'storage' | 'wechat';
  step: string;
  state: 'running' | 'done' | 'failed';
  durationMs?: number;
  /** For a person to read, as JSON. */
  detail?: unknown;
}

/** To what `wx.cloud` asks. */
export type Answer<Value> = ({ ok: true } & Value) | ({ ok: false } & CloudError);
export type CloudError = { errCode: number; errMsg: string };

/** A row of the switchboard. */
export interface SwitchRow {
  id: string;
  /** Those of the phone are the desk's own. */
  group: 'wechat' | 'cloud' | 'photo' | 'phone';
  chinese: string;
  english: string;
  /** The reason that the page then shows; absent where the page does not fail. */
  reason?: string;
}

export interface PreviewState {
  /** The switch that is on. */
  active: string | null;
  /** Off by itself after the next recognition. */
  once: boolean;
  network: 'fast' | 'slow';
}

export interface Specimen {
  kind: LicenseKind;
  /** Address of the picture. */
  url: string;
  /** The strip in the camera shows a dozen of them: whole photographs take a browser 0.1 s of CPU. */
  thumbnail: string;
  caption: string;
}

/** What the desk gets first. */
export interface PreviewInfo {
  envId: string;
  openId: string;
  switches: SwitchRow[];
  specimens: Specimen[];
  /** Which cloud is behind it. */
  cloud: string;
  /** The local cloud reads the photos; else they go to WeChat. */
  readsHere: boolean;
}

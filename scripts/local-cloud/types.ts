/** What the local cloud offers to the command line, the preview and the tests. */

import type { OpenApiResponse, WechatClient } from '../live/wechat-client';
import type { Reader } from '../reader';
import type { Faults } from './faults';
import type { TokenKind } from './wechat-tokens';

export type { Fault, FaultStage, Faults } from './faults';

export interface LocalCloudOptions {
  /** Folder of the built functions, one direct subfolder each; `dist/cloudfunctions` when absent. */
  functionRoot?: string;
  /** Time limit of each function, milliseconds; 3,000 as a new function in the cloud has it. */
  timeLimitMs?: number;
  /** Environment variables that an operator would set in the cloud console. */
  functionEnvironment?: Record<string, string>;
  /** Node binary that runs the instances; the one at hand when absent. */
  nodePath?: string;
  /** How many instances of one function may live at once. */
  maxInstances?: number;
  /**
   * Lets a debugger in: the functions, in the order of their names, listen on this port of 127.0.0.1
   * and the following ones. Each has a single instance then, and no time limit ends it.
   */
  inspectPort?: number;
  /**
   * Names of the database's collections, empty at first, as somebody has made them in the console:
   * there are no others. When absent, a collection is made for its first document.
   */
  collections?: readonly string[];
  /** Keeps the collections from one start to the next, a file each; in memory alone when absent. */
  dataFolder?: string | undefined;
  /** How many OCR calls a day each API allows; 100 as WeChat's free quota. */
  callsPerDay?: number;
  /** Who answers `wx.openApi`; the local cloud's own HTTPS API when absent. */
  wechat?: WechatClient;
  /** Reads the pictures for the local cloud's own HTTPS API; one of its own when absent. */
  reader?: Reader;
  /** Told what goes back to the function for each `wx.openApi`: it holds what was read from the card. */
  onWechatAnswer?: (answer: OpenApiResponse) => void;
  /** Called for each step as it happens: what `npm start` shows beside the phone. */
  onTrace?: (trace: Trace) => void;
}

export interface LocalCloud {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly appId: string;
  /** For `POST /cgi-bin/stable_token`. */
  readonly appSecret: string;
  readonly envId: string;
  /** `<envId>.<bucket>` is the host part of a fileID. */
  readonly bucket: string;
  readonly storage: CloudStorage;
  readonly database: CloudDatabase;
  readonly faults: Faults;
  /** OCR calls that reached WeChat's side since the start, by API (`ocr.vehicleLicense`), refused ones too. */
  readonly ocrCalls: Readonly<Record<string, number>>;
  /** A token for WeChat's HTTPS API, such as one that a third-party platform would hold. */
  issueToken(kind: TokenKind, lifetimeMs?: number): string;
  /**
   * Calls a function as `wx.cloud.callFunction` does: event and result travel as JSON.
   * Rejects with a `FunctionCallError` where the platform itself answers (no such function, time limit, crash, size).
   */
  callFunction(name: string, event: unknown, caller?: Caller): Promise<FunctionCall>;
  /** The functions have been built again: events from now on get new instances. */
  redeploy(): void;
  /** As an operator does in the console; what is left out stays. Events from now on get new instances. */
  configure(changes: FunctionConfiguration): void;
  /** Ends all instances and the server. */
  close(): Promise<void>;
}

/** Of all functions. */
export interface FunctionConfiguration {
  timeLimitMs?: number;
  /** All environment variables. */
  environment?: Record<string, string>;
}

export interface Caller {
  /** `undefined` as in the console's test: an event without a caller. */
  openId: string | undefined;
  /** Of the event, for who wants to know its traces; a random one when absent. */
  requestId?: string;
}

export interface FunctionCall {
  result: unknown;
  requestId: string;
  /** What the function wrote through `console` during this event, a line each. */
  logs: string[];
  durationMs: number;
  /** Process id of the instance that ran it. */
  instance: number;
  /** Peak resident memory of the instance during this event, Node itself included. */
  maxMemoryBytes: number;
}

export interface CloudStorage {
  /**
   * Stores bytes and gives their fileID. `path` has no leading slash. With a caller it is a page's
   * upload, which nobody may put into another one's folder `license-ocr/<OPENID>/` or `license-ocr-kept/<OPENID>/` (-503002).
   */
  put(path: string, bytes: Uint8Array, caller?: Caller): Promise<string>;
  get(fileId: string): Promise<Uint8Array | undefined>;
  delete(fileId: string): Promise<boolean>;
  /** fileIDs. */
  list(): Promise<string[]>;
  /** Bytes that downloads have sent since the start. */
  readonly bytesSent: number;
}

export type CloudDocument = { _id: string | number } & Record<string, unknown>;

/** As the cloud's console shows it; both throw where the collection does not exist. */
export interface CloudDatabase {
  put(collection: string, document: CloudDocument): void;
  list(collection: string): CloudDocument[];
}

export interface Trace {
  /** Milliseconds since the epoch. */
  at: number;
  /** Who speaks: the function runtime, the gateway, storage, WeChat's API. */
  source: 'function' | 'gateway' | 'storage' | 'wechat';
  /**
   * What happened, such as `call`, `getDownloadUrl`, `download`, `ocr.vehicleLicense`, `result`. The
   * detail of a `notice` is a sentence for the developer.
   */
  step: string;
  requestId?: string;
  durationMs?: number;
  detail?: unknown;
}

import { kinds } from '../../miniprogram-sample/cards';
import {
  strict,
  unknownOption,
  type WxMembers,
  type WxName,
  type WxObject,
  wxFunctions,
} from '../../scripts/preview/wechat/functions';

/**
 * A `wx` that can do exactly what the table of the preview says, and throws on anything else. Uploads and
 * function calls stay open until the test answers them; what is in `broken` never answers, or throws.
 */

export interface FakeFile {
  bytes: number;
  type?: 'jpeg' | 'png' | 'unknown';
  orientation?: 'up' | 'right' | 'left' | 'down';
  /** As the canvas hands it out, pixels. */
  width?: number;
  height?: number;
}

export interface FakeUpload {
  cloudPath: string;
  filePath: string;
  aborted: boolean;
  progress(percent: number): void;
  succeed(fileID?: string): void;
  /** The result word for word. */
  answer(result: unknown): void;
  fail(error: object): void;
}

export interface FakeCall {
  name: string;
  data: Record<string, unknown>;
  answer(result: unknown): void;
  fail(error: unknown): void;
}

type Chooser = (options: { sourceType: string[] }) => Promise<unknown>;

type FakeWx = ReturnType<typeof createFake>;

function createFake() {
  return {
    files: { 'tmp/photo.jpg': { bytes: 400000 } } as Record<string, FakeFile>,
    uploads: [] as FakeUpload[],
    /** Function calls, without those of `prepare` while `prefix` answers them. */
    calls: [] as FakeCall[],
    prepared: [] as string[],
    deleted: [] as string[],
    storage: Object.fromEntries(
      kinds.map((kind): [string, unknown] => [`license-consent-1-${kind}`, true]),
    ),
    /** What each step of compression was asked, in order. */
    compressions: [] as string[],
    /** What an image was loaded from, and what getImageInfo was asked. */
    loaded: [] as string[],
    asked: [] as string[],
    /** Drawing operations of the offscreen canvas. */
    drawing: [] as string[],
    chooser: (() => new Promise(() => {})) as Chooser,
    /** The size that chooseMedia tells. */
    chosenBytes: 1,
    /** What chooseMedia was asked. */
    chosen: [] as { sourceType: string[] }[],
    /** What `prepare` answers; `undefined` leaves the calls open in `calls`. */
    prefix: 'license-ocr/o-sample/' as string | undefined,
    /** `undefined`: a function of an earlier version. */
    keptPrefix: 'license-ocr-kept/o-sample/' as string | undefined,
    /** Bytes that compressImage leaves at a quality; a throw is a phone that cannot. */
    compressedBytes: (file: FakeFile, quality: number) => Math.round((file.bytes * quality) / 100),
    redrawnBytes: (quality: number) => Math.round(500000 * quality),
    /** What an offscreen canvas cannot do here; `sliver`: exports one column of pixels. */
    canvas: 'works' as 'works' | 'none' | 'no export' | 'sliver',
    /** What getImageData gives; `undefined` is a device that gives none. */
    pixels: undefined as ((width: number, height: number) => Uint8ClampedArray) | undefined,
    canIUse: true,
    envVersion: 'develop' as 'develop' | 'trial' | 'release',
    /** WeChat's text size, px. */
    fontSizeSetting: 17,
    toasts: [] as string[],
    /** `getImageInfo`, `cloud.callFunction`, `createImage`, …: what this phone does not do. */
    broken: {} as Record<string, 'silent' | 'throws'>,
    /** Calls that change nothing here, such as of vibrateShort. */
    noted: [] as { name: string; options: object }[],
  };
}

interface Answer {
  success(value: unknown): void;
  fail(error: unknown): void;
}
type Callbacks = Partial<Answer>;

/** What the table has of `object`; its functions refuse options that the table does not know. */
function provide<Members extends object>(fake: FakeWx, object: string, members: Members): Members {
  const table = wxFunctions[object as WxObject] as Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(members)) {
    if (typeof member !== 'function') continue;
    Reflect.set(members, name, function (this: unknown, ...args: unknown[]) {
      const broken = fake.broken[object === 'wx.cloud' ? `cloud.${name}` : name];
      if (broken === 'throws') throw { errMsg: `${name}:fail` };
      if (!Array.isArray(table?.[name])) return member.apply(this, args);
      const [options = {}] = args as Callbacks[];
      const unknown = unknownOption(object as WxObject, name as never, options);
      if (unknown) throw new Error(`${unknown} is not provided`);
      if (broken === 'silent') return silence(member, options);
      const { success, fail } = options;
      const answer = member.call(this, options);
      if (!(answer instanceof Promise) || !success) return answer;
      // As WeChat does: with callbacks there is no Promise.
      answer.then(success, fail);
      return undefined;
    });
  }
  return strict(object, members, (name) => new Error(`${name} is not provided`));
}

/** Does what it does, and tells nobody. */
function silence(member: (options: object) => unknown, options: object): unknown {
  const answer = member({ ...options, success() {}, fail() {} });
  return answer instanceof Promise ? new Promise(() => {}) : answer;
}

/** Puts the fake in place of the global `wx`. */
function install(fake: FakeWx): void {
  let made = 0;
  fake.chooser = async () => ({
    type: 'image',
    tempFiles: [{ tempFilePath: 'tmp/photo.jpg', size: fake.chosenBytes, fileType: 'image' }],
  });

  /** A function that is only seen to be called. */
  const note = (name: WxName<'wx'>) => (options: object) => {
    fake.noted.push({ name, options });
  };

  function file(path: string): FakeFile {
    const found = fake.files[path];
    if (!found) throw { errMsg: `fail file not exist ${path}` };
    return found;
  }

  const cloud = provide(fake, 'wx.cloud', {
    init() {},
    uploadFile(options: { cloudPath: string; filePath: string } & Answer) {
      if (!options.success) throw new Error('without success there is no task');
      file(options.filePath);
      let listener: ((result: object) => void) | undefined;
      const upload: FakeUpload = {
        cloudPath: options.cloudPath,
        filePath: options.filePath,
        aborted: false,
        progress: (progress) => listener?.({ progress }),
        succeed: (fileID = `cloud://sample.bucket/${options.cloudPath}`) =>
          options.success({ fileID, statusCode: 204, errMsg: 'cloud.uploadFile:ok' }),
        answer: (result) => options.success(result),
        fail: (error) => options.fail(error),
      };
      fake.uploads.push(upload);
      return provide(fake, 'UploadTask', {
        onProgressUpdate(callback: (result: object) => void) {
          listener = callback;
        },
        abort() {
          upload.aborted = true;
          options.fail({ errMsg: 'uploadFile:fail abort' });
        },
      } satisfies WxMembers<'UploadTask'>);
    },
    callFunction(options: { name: string; data: Record<string, unknown> }) {
      return new Promise((resolve, reject) => {
        const answer = (result: unknown) => resolve({ result, errMsg: 'cloud.callFunction:ok' });
        if (options.data.action === 'prepare') {
          fake.prepared.push(options.name);
          if (fake.prefix !== undefined) {
            const kept = fake.keptPrefix === undefined ? {} : { keptPrefix: fake.keptPrefix };
            answer({ ok: true, errCode: 0, errMsg: 'ok', uploadPrefix: fake.prefix, ...kept });
            return;
          }
        }
        fake.calls.push({ name: options.name, data: options.data, answer, fail: reject });
      });
    },
    async deleteFile(options: { fileList: string[] }) {
      fake.deleted.push(...options.fileList);
      return { fileList: options.fileList.map((fileID) => ({ fileID, status: 0, errMsg: 'ok' })) };
    },
  } satisfies WxMembers<'wx.cloud'>);

  const wx = provide(fake, 'wx', {
    cloud,
    async chooseMedia({ success, fail, ...options }: { sourceType: string[] } & Callbacks) {
      fake.chosen.push(options);
      return fake.chooser(options);
    },
    async getImageInfo(options: { src: string }) {
      fake.asked.push(options.src);
      const { type = 'jpeg', orientation = 'up', width = 4000, height = 3000 } = file(options.src);
      if (type === 'unknown') throw { errMsg: 'getImageInfo:fail' };
      return { path: options.src, type, orientation, width, height, errMsg: 'getImageInfo:ok' };
    },
    async compressImage(options: { src: string; quality: number; compressedWidth?: number }) {
      if (!Number.isInteger(options.quality)) throw { errMsg: 'compressImage:fail quality' };
      const { quality, compressedWidth } = options;
      fake.compressions.push(['compress', quality, compressedWidth].filter(Boolean).join(' '));
      made += 1;
      const path = `tmp/compressed-${made}`;
      fake.files[path] = { bytes: fake.compressedBytes(file(options.src), options.quality) };
      return { tempFilePath: path, errMsg: 'compressImage:ok' };
    },
    createOffscreenCanvas(options: { type: string; width: number; height: number }) {
      if (fake.canvas === 'none') return null;
      const record =
        (name: string) =>
        (...args: unknown[]) => {
          const numbers = args.filter((arg) => typeof arg === 'number');
          fake.drawing.push([name, ...numbers].join(' '));
        };
      return provide(fake, 'OffscreenCanvas', {
        width: options.width,
        height: options.height,
        createImage() {
          const image = {
            width: 0,
            height: 0,
            onload: () => {},
            onerror: (_error: unknown) => {},
            set src(path: string) {
              fake.loaded.push(path);
              Promise.resolve().then(() => {
                if (fake.broken.createImage === 'silent') return undefined;
                const source = fake.files[path];
                if (!source || source.bytes === 0) return image.onerror({ errMsg: 'fail' });
                image.width = source.width ?? 4000;
                image.height = source.height ?? 3000;
                image.onload();
              });
            },
          };
          return image;
        },
        getContext: () =>
          provide(fake, 'CanvasRenderingContext2D', {
            fillStyle: '',
            save() {},
            restore() {},
            fillRect: record('fillRect'),
            translate: record('translate'),
            rotate: record('rotate'),
            drawImage: record('drawImage'),
            getImageData: (_x: number, _y: number, width: number, height: number) => {
              if (!fake.pixels) throw new Error('no pixels');
              return { width, height, data: fake.pixels(width, height) };
            },
          }),
        toDataURL(type: string, quality: number) {
          fake.compressions.push(`toDataURL ${this.width}×${this.height} ${quality}`);
          const data = 'A'.repeat(Math.ceil((fake.redrawnBytes(quality) * 4) / 3));
          return `data:${type};base64,${data}`;
        },
      });
    },
    async canvasToTempFilePath(options: { width: number; height: number; quality: number }) {
      if (fake.canvas === 'no export') throw { errMsg: 'canvasToTempFilePath:fail' };
      fake.compressions.push(`redraw ${options.width}×${options.height} ${options.quality}`);
      made += 1;
      const path = `tmp/redrawn-${made}.jpg`;
      const { width, height } = options;
      const part = fake.canvas === 'sliver' ? 1 : width;
      fake.files[path] = { bytes: fake.redrawnBytes(options.quality), width: part, height };
      return { tempFilePath: path, errMsg: 'canvasToTempFilePath:ok' };
    },
    getFileSystemManager: () =>
      provide(fake, 'FileSystemManager', {
        getFileInfo(options: { filePath: string } & Answer) {
          const found = fake.files[options.filePath];
          if (found) options.success({ size: found.bytes, errMsg: 'getFileInfo:ok' });
          else options.fail({ errMsg: 'getFileInfo:fail' });
        },
        writeFile(options: { filePath: string; data: string; encoding: string } & Callbacks) {
          if (options.encoding !== 'base64') throw new Error('only base64 is provided');
          fake.files[options.filePath] = { bytes: Math.floor((options.data.length * 3) / 4) };
          options.success?.({ errMsg: 'writeFile:ok' });
        },
        readdir(options: { dirPath: string } & Answer) {
          const folder = `${options.dirPath}/`;
          const paths = Object.keys(fake.files).filter((path) => path.startsWith(folder));
          options.success({ files: paths.map((path) => path.slice(folder.length)) });
        },
        unlink(options: { filePath: string }) {
          file(options.filePath);
          delete fake.files[options.filePath];
        },
      } satisfies WxMembers<'FileSystemManager'>),
    showToast(options: { title: string }) {
      fake.toasts.push(options.title);
    },
    disableAlertBeforeUnload: note('disableAlertBeforeUnload'),
    enableAlertBeforeUnload: note('enableAlertBeforeUnload'),
    openAppAuthorizeSetting: note('openAppAuthorizeSetting'),
    openPrivacyContract: note('openPrivacyContract'),
    pageScrollTo: note('pageScrollTo'),
    previewImage: note('previewImage'),
    vibrateShort: note('vibrateShort'),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    canIUse: () => fake.canIUse,
    getAccountInfoSync: () => ({ miniProgram: { envVersion: fake.envVersion } }),
    getAppBaseInfo: () => ({ fontSizeSetting: fake.fontSizeSetting }),
    getStorageSync: (key: string) => fake.storage[key] ?? '',
    setStorageSync(key: string, value: unknown) {
      fake.storage[key] = value;
    },
    removeStorageSync(key: string) {
      delete fake.storage[key];
    },
  } satisfies WxMembers<'wx'>);

  (globalThis as { wx?: unknown }).wx = wx;
}

/** A new one for each test of a file, with time that only `pass` moves on. */
export function useFakeWx(now = Date.now()): FakeWx {
  const fake = {} as FakeWx;
  beforeEach(() => {
    jest.useFakeTimers({ now });
    install(Object.assign(fake, createFake()));
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  return fake;
}

export async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 500) {
    jest.advanceTimersByTime(500);
    await flush();
  }
}

/** Lets everything run that waits for nothing but promises. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await null;
}

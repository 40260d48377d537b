/**
 * What the sample may use of `wx`: each function with its options, or `null` where it takes plain
 * arguments (developers.weixin.qq.com, API). The preview and the fake of the page tests have exactly
 * these; a row here makes the type checker ask for both.
 */
export const wxFunctions = {
  wx: {
    canIUse: null,
    canvasToTempFilePath: [
      'canvas',
      'width',
      'height',
      'destWidth',
      'destHeight',
      'fileType',
      'quality',
    ],
    chooseMedia: ['count', 'mediaType', 'sourceType', 'sizeType', 'camera'],
    cloud: null,
    compressImage: ['src', 'quality', 'compressedWidth'],
    createOffscreenCanvas: ['type', 'width', 'height'],
    disableAlertBeforeUnload: [],
    enableAlertBeforeUnload: ['message'],
    env: null,
    getAccountInfoSync: null,
    getAppBaseInfo: null,
    getFileSystemManager: null,
    getImageInfo: ['src'],
    getStorageSync: null,
    openAppAuthorizeSetting: [],
    openPrivacyContract: [],
    pageScrollTo: ['scrollTop', 'duration'],
    previewImage: ['urls', 'current'],
    removeStorageSync: null,
    setStorageSync: null,
    showToast: ['title', 'icon', 'duration'],
    vibrateShort: ['type'],
  },
  'wx.cloud': {
    callFunction: ['name', 'data'],
    deleteFile: ['fileList'],
    init: ['env'],
    uploadFile: ['cloudPath', 'filePath'],
  },
  UploadTask: { abort: null, onProgressUpdate: null },
  FileSystemManager: {
    getFileInfo: ['filePath'],
    readdir: ['dirPath'],
    unlink: ['filePath'],
    writeFile: ['filePath', 'data', 'encoding'],
  },
} as const satisfies Record<string, Record<string, readonly string[] | null>>;

type Table = typeof wxFunctions;
export type WxObject = keyof Table;
export type WxMembers<Name extends WxObject> = Record<keyof Table[Name], unknown>;
export type WxName<Name extends WxObject> = keyof Table[Name] & string;

const callbacks = ['success', 'fail', 'complete'];

/** `wx.showToast: option "mask"` where the table does not have an option of the call. */
export function unknownOption<Name extends WxObject>(
  object: Name,
  name: WxName<Name>,
  options: object,
): string | undefined {
  const known = wxFunctions[object][name] as readonly string[] | null;
  const unknown = Object.keys(options).find(
    (key) => !known?.includes(key) && !callbacks.includes(key),
  );
  return unknown && `${object}.${name}: option "${unknown}"`;
}

/** Throws what `refuse` gives where something is asked of `members` that is not there. */
export function strict<Members extends object>(
  object: string,
  members: Members,
  refuse: (name: string) => Error,
): Members {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver);
      throw refuse(`${object}.${key}`);
    },
  });
}

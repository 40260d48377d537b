import { asyncApis, Failed, rejectUnknown, strictObject } from './api';
import { notInPreview } from './errors';
import {
  addTempFile,
  listFiles,
  readTempFile,
  removeFile,
  urlOfFile,
  userDataPath,
  writeFile,
} from './files';
import { native } from './native';
import { requirePrivacy } from './privacy';

const typeOfSuffix: Record<string, string> = { '.jpg': 'image/jpeg', '.png': 'image/png' };

/** Windows and Mac: no canvas, and no compressImage either. */
function requireCanvas(): void {
  if (native.settings.phoneFault === 'no-canvas') throw new Failed('not supported');
}

export const media = {
  ...asyncApis('wx', {
    async chooseMedia({
      count = 9,
      mediaType = ['image', 'video'],
      sourceType = ['album', 'camera'],
    }: WechatMiniprogram.ChooseMediaOption) {
      if (count !== 1 || mediaType.join() !== 'image')
        throw notInPreview(
          'chooseMedia of anything but one image (count: 1, mediaType: ["image"])',
        );
      await requirePrivacy();
      // After a back gesture some phones call neither success nor fail nor complete.
      if (native.settings.phoneFault === 'chooser-silent') return new Promise<never>(() => {});
      let source = sourceType[0];
      if (sourceType.length > 1) {
        const index = await native.showActionSheet(['拍摄', '从手机相册选择']);
        if (index === undefined) throw new Failed('cancel');
        source = index === 0 ? 'camera' : 'album';
      }
      if (source === 'camera' && native.settings.phoneFault === 'camera-denied')
        throw new Failed('auth deny', { errno: 3 });
      const blob = source === 'camera' ? await native.takePhoto() : await native.pickPhoto();
      if (!blob) throw new Failed('cancel');
      const suffix = blob.type === 'image/png' ? '.png' : '.jpg';
      const tempFilePath = addTempFile(blob, suffix);
      return { type: 'image', tempFiles: [{ tempFilePath, size: blob.size, fileType: 'image' }] };
    },

    /** The height follows the width. */
    async compressImage({
      src,
      quality = 80,
      compressedWidth,
    }: WechatMiniprogram.CompressImageOption) {
      if (!Number.isInteger(quality) || quality < 0 || quality > 100)
        throw new Failed(`parameter error: quality ${quality} is not a whole number from 0 to 100`);
      requireCanvas();
      const file = await fileOf(src);
      // As on an iPhone: other formats come back as they were, and the new file has no suffix.
      if (file.type !== 'image/jpeg') return { tempFilePath: addTempFile(file) };
      const image = await loadImage(src);
      const canvas = document.createElement('canvas');
      canvas.width = compressedWidth ?? image.naturalWidth;
      canvas.height = Math.round((image.naturalHeight * canvas.width) / image.naturalWidth);
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return { tempFilePath: addTempFile(await toBlob(canvas, 'image/jpeg', quality / 100)) };
    },

    async getImageInfo({ src }: { src: string }) {
      const file = await fileOf(src);
      const image = await loadImage(src);
      const type =
        { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/gif': 'gif' }[file.type] ?? 'unknown';
      return {
        path: src,
        type,
        width: image.naturalWidth,
        height: image.naturalHeight,
        // A browser has turned the picture by its EXIF data before anybody can look at it.
        orientation: 'up',
      };
    },

    previewImage({ urls, current = urls[0] ?? '' }: { urls: string[]; current?: string }) {
      native.previewImage(urlOfFile(current));
    },

    async canvasToTempFilePath({
      canvas,
      fileType = 'png',
      quality = 0.92,
      ...size
    }: WechatMiniprogram.CanvasToTempFilePathOption & { canvas: HTMLCanvasElement }) {
      requireCanvas();
      const { width = canvas.width, height = canvas.height } = size;
      const target = document.createElement('canvas');
      target.width = size.destWidth ?? width * devicePixelRatio;
      target.height = size.destHeight ?? height * devicePixelRatio;
      target
        .getContext('2d')
        ?.drawImage(canvas, 0, 0, width, height, 0, 0, target.width, target.height);
      const blob = await toBlob(target, fileType === 'jpg' ? 'image/jpeg' : 'image/png', quality);
      return { tempFilePath: addTempFile(blob, `.${fileType}`) };
    },
  }),

  createOffscreenCanvas(
    options: WechatMiniprogram.CreateOffscreenCanvasOption = {},
  ): HTMLCanvasElement | null {
    rejectUnknown('wx', 'createOffscreenCanvas', options);
    if (native.settings.phoneFault === 'no-canvas') return null;
    const { type = 'webgl', width = 300, height = 150 } = options;
    if (type !== '2d') throw notInPreview(`wx.createOffscreenCanvas: type "${type}"`);
    return Object.assign(document.createElement('canvas'), { width, height, createImage });
  },
  getFileSystemManager: () => fileSystem,
};

const fileSystem = strictObject(
  'FileSystemManager',
  asyncApis('FileSystemManager', {
    getFileInfo: async ({ filePath }: { filePath: string }) => ({
      size: (await fileOf(filePath)).size,
    }),
    readdir: ({ dirPath }: { dirPath: string }) => ({ files: listFiles(dirPath) }),
    async unlink({ filePath }: { filePath: string }) {
      await fileOf(filePath);
      removeFile(filePath);
    },
    writeFile({ filePath, data, encoding = 'utf8' }: WechatMiniprogram.WriteFileOption) {
      if (!filePath.startsWith(`${userDataPath}/`))
        throw new Failed(`permission denied, open "${filePath}"`, { errno: 1300013 });
      if (typeof data === 'string' && encoding !== 'base64')
        throw notInPreview(`FileSystemManager.writeFile: encoding "${encoding}"`);
      const bytes =
        typeof data === 'string' ? Uint8Array.from(atob(data), (c) => c.charCodeAt(0)) : data;
      const suffix = filePath.slice(filePath.lastIndexOf('.'));
      writeFile(filePath, new Blob([bytes], { type: typeOfSuffix[suffix] ?? '' }));
    },
  }),
);

async function fileOf(path: string): Promise<Blob> {
  const blob = readTempFile(path);
  if (!blob) throw new Failed(`no such file or directory "${path}"`, { errno: 1300002 });
  return blob;
}

async function loadImage(path: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = urlOfFile(path);
  try {
    await image.decode();
  } catch {
    throw new Failed('image decode failed');
  }
  return image;
}

/** An `<img>` whose `src` takes the phone's file paths. */
function createImage(): HTMLImageElement {
  const image = new Image();
  let path = '';
  Object.defineProperty(image, 'src', {
    get: () => path,
    set(value: string) {
      path = value;
      image.setAttribute('src', urlOfFile(value));
    },
  });
  return image;
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Failed('canvas is empty'))),
      type,
      quality,
    );
  });
}

import { notInPreview } from '../errors';
import type { Native } from '../native';
import { asyncApi, Failed, strict, type Values } from './api';
import { addTempFile, readTempFile, urlOfFile } from './files';
import type { Privacy } from './privacy';

interface ChooseMedia {
  count?: number;
  mediaType?: string[];
  sourceType?: string[];
  sizeType?: string[];
  camera?: string;
}

export function createMedia(native: Native, privacy: Privacy) {
  return {
    chooseMedia: asyncApi<ChooseMedia>(
      'chooseMedia',
      ['count', 'mediaType', 'sourceType', 'sizeType', 'camera'],
      async ({ count = 9, mediaType = ['image', 'video'], sourceType = ['album', 'camera'] }) => {
        if (count !== 1 || mediaType.join() !== 'image')
          throw notInPreview(
            'chooseMedia of anything but one image (count: 1, mediaType: ["image"])',
          );
        await privacy.require('chooseMedia');
        let source = sourceType[0];
        if (sourceType.length > 1) {
          const index = await native.showActionSheet(['拍摄', '从手机相册选择'], '', '');
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
    ),

    compressImage: asyncApi<{ src: string; quality?: number }>(
      'compressImage',
      ['src', 'quality'],
      async ({ src, quality = 80 }) => {
        if (!Number.isInteger(quality) || quality < 0 || quality > 100)
          throw new Failed(`parameter error: quality ${quality} is no whole number from 0 to 100`);
        const file = await fileOf(src);
        // As on an iPhone: other formats come back as they were, and the new file has no suffix.
        if (file.type !== 'image/jpeg') return { tempFilePath: addTempFile(file) };
        const image = await loadImage(src);
        const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        return { tempFilePath: addTempFile(await toBlob(canvas, 'image/jpeg', quality / 100)) };
      },
    ),

    getImageInfo: asyncApi<{ src: string }>('getImageInfo', ['src'], async ({ src }) => {
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
    }),

    previewImage: asyncApi<{ urls: string[]; current?: string | number }>(
      'previewImage',
      ['urls', 'current'],
      ({ urls, current }) => {
        native.previewImage(
          urlOfFile(typeof current === 'string' ? current : (urls[current ?? 0] ?? '')),
        );
        return {};
      },
    ),

    createOffscreenCanvas({
      type = 'webgl',
      width = 300,
      height = 150,
    }: Values = {}): HTMLCanvasElement {
      if (type !== '2d') throw notInPreview(`wx.createOffscreenCanvas: type "${type}"`);
      return Object.assign(document.createElement('canvas'), { width, height, createImage });
    },

    canvasToTempFilePath: asyncApi<{
      canvas: HTMLCanvasElement;
      x?: number;
      y?: number;
      width?: number;
      height?: number;
      destWidth?: number;
      destHeight?: number;
      fileType?: 'png' | 'jpg';
      quality?: number;
    }>(
      'canvasToTempFilePath',
      ['canvas', 'x', 'y', 'width', 'height', 'destWidth', 'destHeight', 'fileType', 'quality'],
      async ({ canvas, x = 0, y = 0, fileType = 'png', quality = 0.92, ...size }) => {
        const { width = canvas.width - x, height = canvas.height - y } = size;
        const target = document.createElement('canvas');
        target.width = size.destWidth ?? width * devicePixelRatio;
        target.height = size.destHeight ?? height * devicePixelRatio;
        target
          .getContext('2d')
          ?.drawImage(canvas, x, y, width, height, 0, 0, target.width, target.height);
        const blob = await toBlob(target, fileType === 'jpg' ? 'image/jpeg' : 'image/png', quality);
        return { tempFilePath: addTempFile(blob, `.${fileType}`) };
      },
    ),

    getFileSystemManager: () => fileSystem,
  };
}

const fileSystem = strict(
  {
    getFileInfo: asyncApi<{ filePath: string }>(
      'getFileInfo',
      ['filePath'],
      async ({ filePath }) => ({
        size: (await fileOf(filePath)).size,
      }),
    ),
    readFile: asyncApi<{ filePath: string; encoding?: 'base64' | 'utf8' }>(
      'readFile',
      ['filePath', 'encoding'],
      async ({ filePath, encoding }) => {
        const file = await fileOf(filePath);
        if (encoding === 'utf8') return { data: await file.text() };
        const bytes = new Uint8Array(await file.arrayBuffer());
        if (encoding === undefined) return { data: bytes.buffer };
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        return { data: btoa(text) };
      },
    ),
  },
  'FileSystemManager',
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

import { ask, NoAnswer, within } from '../shared/platform';
import type { LocalPhoto } from './choose';
import { pageFailure } from './failure';
import { checkPhoto, sampleEdge, uploadTarget } from './photo-check';
import type { PageFailure } from './types';
import { discardPhoto, writePhoto } from './written';

/** 微信的识别只收小于它的图片。 */
const maxBytes = 2 * 1024 * 1024;

/** 看一眼是可有可无的：超过它就不看了。 */
const lookMs = 2000;
/** 问一个文件的大小、一张照片的尺寸。 */
const askMs = 3000;
/** 解码、压缩、导出一张照片，旧手机也够。 */
const workMs = 8000;

type ImageInfo = WechatMiniprogram.GetImageInfoSuccessCallbackResult;
type Canvas = WechatMiniprogram.OffscreenCanvas;
type Size = { width: number; height: number };

export type OpenPhoto = ReturnType<typeof openPhoto>;

/** 选来的一张照片。只打开一次：看一眼和重画用的是同一张画布、同一张图。 */
export function openPhoto({ path, bytes: told = 0 }: LocalPhoto) {
  let closed = false;
  /** 现在用着的一张：写下的文件里只留它。 */
  let best: { path: string; bytes: number } | undefined;
  /** 问照片的尺寸，没有回音：照片本身多半没有问题。 */
  let unanswered = false;
  const info = ask<ImageInfo>(askMs, (answer) => wx.getImageInfo({ src: path, ...answer })).catch(
    (error): undefined => {
      unanswered = error instanceof NoAnswer;
    },
  );
  let opened: Promise<Drawing> | undefined;
  const drawing = () => {
    opened = opened || info.then((known) => openDrawing(path, known));
    return opened;
  };

  /** 比手里的一张小就换上，另一张立刻删除；关了之后才来的不留。 */
  async function keepSmaller(made: string): Promise<void> {
    const bytes = await fileBytes(made).catch(() => undefined);
    // compressImage 是否真的压小了，只看文件大小。
    if (closed || !bytes || (best && bytes >= best.bytes)) {
      discardPhoto(made);
      return;
    }
    if (best) discardPhoto(best.path);
    best = { path: made, bytes };
  }

  async function compress(): Promise<LocalPhoto | PageFailure> {
    const known = await info;
    // 手机不肯说的时候，选图时说过的也算。
    const original = await fileBytes(path).catch((error) => (error instanceof NoAnswer ? told : 0));
    if (!original) return pageFailure('IMAGE_UNREADABLE', 'the file is empty or gone');
    const turned = isTurned(known);
    if ((unanswered || isSendable(path, known)) && !turned && original <= uploadTarget.bytes) {
      return { ok: true, path };
    }
    const isJpeg = known !== undefined && known.type === 'jpeg';
    const shrink = (quality: number) => compressFile(path, known, quality);
    const redraw = async (quality: number) => exportDrawing(await drawing(), quality / 100);
    // compressImage 会不会丢掉 EXIF 没有写明：横着的照片只在原图也用不上时才交给它。
    const lastResort = isJpeg && original >= maxBytes ? [shrink] : [];
    for (const step of isJpeg && !turned ? [shrink, redraw] : [redraw, ...lastResort]) {
      for (const quality of uploadTarget.qualities) {
        const made = await step(quality).catch((error) => error);
        if (typeof made === 'string') await keepSmaller(made);
        if (best && best.bytes <= uploadTarget.bytes) return { ok: true, path: best.path };
        // 没有回音的一步，换个质量也不会有。
        if (closed || made instanceof NoAnswer) break;
      }
    }
    const made = best;
    // 摆正了的优先于更小的原图。
    const isBetter = made && made.bytes < maxBytes && (turned || made.bytes < original);
    if (made && (isBetter || original >= maxBytes)) {
      return made.bytes < maxBytes
        ? { ok: true, path: made.path }
        : pageFailure('IMAGE_TOO_LARGE', `${made.bytes} bytes after compression`);
    }
    forget();
    return original < maxBytes
      ? { ok: true, path }
      : pageFailure('DEVICE_UNABLE', 'neither compressImage nor a canvas works here');
  }

  function forget(): void {
    if (best) discardPhoto(best.path);
    best = undefined;
  }

  return {
    /** 哪里不好；看不成就什么也不说。 */
    look: () =>
      within(lookMs, async () => {
        const { original, canvas, draw } = await drawing();
        const { width, height } = draw(sampleEdge);
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        return checkPhoto({ width, height, data }, original);
      }).catch(() => []),
    /** 变得适合上传。 */
    async compress() {
      const result = await compress();
      if (!result.ok) forget();
      return result;
    },
    /** 用完了：删除写下的文件。 */
    close() {
      closed = true;
      forget();
    },
  };
}

/** 云函数认得的格式。`getImageInfo` 不认 WebP、BMP，只好看后缀。 */
function isSendable(path: string, info: ImageInfo | undefined): boolean {
  const type = info ? info.type : '';
  return ['jpeg', 'png', 'gif'].includes(type) || /\.(?:png|webp|bmp)$/i.test(path);
}

function isTurned(info: ImageInfo | undefined): boolean {
  return info !== undefined && (info.orientation === 'right' || info.orientation === 'left');
}

async function compressFile(
  src: string,
  info: ImageInfo | undefined,
  quality: number,
): Promise<string> {
  const scale = info ? uploadTarget.edge / Math.max(info.width, info.height) : 1;
  // compressedWidth 自基础库 2.26.0 起，高度等比；旧版不理会它。
  const size = info && scale < 1 ? { compressedWidth: Math.round(info.width * scale) } : {};
  const { tempFilePath } = await ask<{ tempFilePath: string }>(workMs, (answer) =>
    wx.compressImage({ src, quality, ...size, ...answer }),
  );
  return tempFilePath;
}

interface Drawing {
  original: Size;
  canvas: Canvas;
  /** 在左上角画正，最长边不超过 `edge`。 */
  draw(edge: number): Size;
}

/** 画布一开始就按上传的大小创建：先建 1 × 1 再放大，旧 iOS 会导出一片纯色。 */
async function openDrawing(path: string, info: ImageInfo | undefined): Promise<Drawing> {
  const original: Size = info || (await loadImage(newCanvas({ width: 1, height: 1 }), path));
  const sizeFor = (edge: number): Size => {
    const scale = Math.min(1, edge / Math.max(original.width, original.height));
    const across = Math.round(original.width * scale);
    const down = Math.round(original.height * scale);
    return isTurned(info) ? { width: down, height: across } : { width: across, height: down };
  };
  const canvas = newCanvas(sizeFor(uploadTarget.edge));
  const image = await loadImage(canvas, path);
  const turns = quarterTurns(info, image);
  let drawn = 0;
  return {
    original,
    canvas,
    draw(edge) {
      const size = sizeFor(edge);
      if (drawn === edge) return size;
      drawn = edge;
      const [width, height] = turns ? [size.height, size.width] : [size.width, size.height];
      const context = canvas.getContext('2d');
      context.save();
      // JPEG 没有透明，PNG 透明的地方会变黑。
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, size.width, size.height);
      context.translate(size.width / 2, size.height / 2);
      context.rotate((turns * Math.PI) / 2);
      context.drawImage(image, -width / 2, -height / 2, width, height);
      context.restore();
      return size;
    },
  };
}

function newCanvas(size: Size): Canvas {
  const canvas = wx.createOffscreenCanvas({ type: '2d', ...size });
  // Windows、Mac 的旧基础库返回 null。
  if (!canvas) throw new Error('no canvas');
  return canvas;
}

/** 有的 iOS 上两个回调都不来。 */
function loadImage(canvas: Canvas, path: string): Promise<WechatMiniprogram.Image> {
  return ask<WechatMiniprogram.Image>(workMs, ({ success, fail }) => {
    const image = canvas.createImage();
    image.onload = () => success(image);
    image.onerror = fail;
    image.src = path;
  });
}

/**
 * 新的手机交给 canvas 的图已按 EXIF 摆正，旧的是传感器写下的行。传感器写的总是横图，
 * 所以标着 `right`、`left` 却仍然横着的，就是还没有转。倒着的（`down`）转不转宽高都一样：
 * 文件里的 EXIF 只说该转，不说这台手机的 canvas 转过没有。猜错会把正的弄倒，所以不动它，
 * 原样留给识别服务。
 */
function quarterTurns(info: ImageInfo | undefined, image: Size): -1 | 0 | 1 {
  if (!info || !isTurned(info) || image.width <= image.height) return 0;
  return info.orientation === 'right' ? 1 : -1;
}

async function exportDrawing({ canvas, draw }: Drawing, quality: number): Promise<string> {
  draw(uploadTarget.edge);
  try {
    return await exportCanvas(canvas, quality);
  } catch (error) {
    return writeCanvas(canvas, quality).catch((second) => {
      throw error instanceof NoAnswer ? error : second;
    });
  }
}

async function exportCanvas(canvas: Canvas, quality: number): Promise<string> {
  const { width, height } = canvas;
  const { tempFilePath } = await ask<{ tempFilePath: string }>(workMs, (answer) =>
    wx.canvasToTempFilePath({
      canvas,
      width,
      height,
      // 不写这两项，导出的图会按屏幕像素密度放大。
      destWidth: width,
      destHeight: height,
      fileType: 'jpg',
      quality,
      ...answer,
    }),
  );
  // 旧 iOS 可能只导出一角。
  const made = await ask<ImageInfo>(askMs, (answer) =>
    wx.getImageInfo({ src: tempFilePath, ...answer }),
  );
  if (made.width !== width || made.height !== height) throw new Error('wrong size');
  return tempFilePath;
}

/** Mac 上离屏 canvas 不能 canvasToTempFilePath，toDataURL 可以。 */
async function writeCanvas(canvas: Canvas, quality: number): Promise<string> {
  const prefix = 'data:image/jpeg;base64,';
  const url = (canvas as Canvas & { toDataURL(type: string, quality: number): string }).toDataURL(
    'image/jpeg',
    quality,
  );
  if (!url.startsWith(prefix)) throw new Error('no JPEG');
  return writePhoto(url.slice(prefix.length));
}

async function fileBytes(filePath: string): Promise<number> {
  const { size } = await ask<{ size: number }>(askMs, (answer) =>
    wx.getFileSystemManager().getFileInfo({ filePath, ...answer }),
  );
  return size;
}

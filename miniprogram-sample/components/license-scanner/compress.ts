import type { LocalPhoto } from './choose';
import { pageFailure } from './failure';
import type { Pixels } from './photo-check';
import { sampleEdge, uploadTarget } from './photo-check';
import type { PageFailure } from './types';

/** 微信的识别只收小于它的图片。 */
const maxBytes = 2 * 1024 * 1024;

type ImageInfo = WechatMiniprogram.GetImageInfoSuccessCallbackResult;
type Canvas = WechatMiniprogram.OffscreenCanvas;

/**
 * 让照片适合识别：先看原图，再压缩，再重画；这台设备做不到的一步跳过。小于 2 MB 的原图始终是候选。
 * EXIF 说横着的 JPEG 先重画，摆正了再传。
 */
export async function compressPhoto(path: string): Promise<LocalPhoto | PageFailure> {
  const info = await orUndefined(() => wx.getImageInfo({ src: path }));
  const original = (await orUndefined(() => fileBytes(path))) || 0;
  if (!original) return pageFailure('IMAGE_UNREADABLE', 'the file is empty or gone');

  const turned = isTurned(info);
  if (isSendable(path, info) && !turned && original <= uploadTarget.bytes) {
    return { ok: true, path };
  }
  const compressing = uploadTarget.qualities.map((quality) => () => compress(path, info, quality));
  const redraw = createRedraw(path, info);
  const redrawing = uploadTarget.qualities.map((quality) => () => redraw(quality / 100));
  const isJpeg = info !== undefined && info.type === 'jpeg';
  const steps =
    isJpeg && !turned
      ? [...compressing, ...redrawing]
      : // compressImage 会不会丢掉 EXIF 没有写明：横着的照片只在原图也用不上时才交给它。
        [...redrawing, ...(isJpeg && original >= maxBytes ? compressing : [])];

  let best: { path: string; bytes: number } | undefined;
  for (const step of steps) {
    const result = await orUndefined(step);
    // compressImage 是否真的压小了，只看文件大小。
    const bytes = result && (await orUndefined(() => fileBytes(result)));
    if (!result || !bytes) continue;
    if (bytes <= uploadTarget.bytes) return { ok: true, path: result };
    if (!best || bytes < best.bytes) best = { path: result, bytes };
  }
  // 摆正了的优先于更小的原图。
  if (
    original < maxBytes &&
    !(best && (best.bytes < original || turned) && best.bytes < maxBytes)
  ) {
    return { ok: true, path };
  }
  if (best && best.bytes < maxBytes) return { ok: true, path: best.path };
  return best
    ? pageFailure('IMAGE_TOO_LARGE', `${best.bytes} bytes after compression`)
    : pageFailure('DEVICE_UNABLE', 'neither compressImage nor a canvas works here');
}

/** 给 photo-check 看的像素；这台设备拿不到就是 `undefined`，什么也不说。 */
export async function samplePhoto(
  path: string,
): Promise<{ sample: Pixels; original: { width: number; height: number } } | undefined> {
  return orUndefined(async () => {
    const original = await wx.getImageInfo({ src: path });
    const { canvas } = await drawUpright(path, original, sampleEdge);
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return { sample: { width, height, data }, original };
  });
}

/** 删除重画时写下的文件；临时文件由微信自己清理。 */
export function discardPhoto(path: string): void {
  if (!isWritten(path)) return;
  wx.getFileSystemManager().unlink({ filePath: path, fail() {} });
}

/** 是不是我们写进用户目录的文件。 */
export function isWritten(path: string): boolean {
  return path.startsWith(`${wx.env.USER_DATA_PATH}/`);
}

/** 云函数认得的格式。`getImageInfo` 不认 WebP、BMP，只好看后缀。 */
function isSendable(path: string, info: ImageInfo | undefined): boolean {
  const type = info ? info.type : '';
  return ['jpeg', 'png', 'gif'].includes(type) || /\.(?:png|webp|bmp)$/i.test(path);
}

function isTurned(info: ImageInfo | undefined): boolean {
  return info !== undefined && (info.orientation === 'right' || info.orientation === 'left');
}

async function compress(
  src: string,
  info: ImageInfo | undefined,
  quality: number,
): Promise<string> {
  const scale = info ? uploadTarget.edge / Math.max(info.width, info.height) : 1;
  // compressedWidth 自基础库 2.26.0 起，高度等比；旧版不理会它。
  const size = info && scale < 1 ? { compressedWidth: Math.round(info.width * scale) } : {};
  const { tempFilePath } = await wx.compressImage({ src, quality, ...size });
  return tempFilePath;
}

/** 只画一次，可以导出不同质量。 */
function createRedraw(
  path: string,
  info: ImageInfo | undefined,
): (quality: number) => Promise<string> {
  let drawn: { canvas: Canvas } | undefined;
  return async (quality) => {
    const { canvas } = drawn || (await drawUpright(path, info, uploadTarget.edge));
    drawn = { canvas };
    const exported = await orUndefined(() => exportCanvas(canvas, quality));
    return exported || writeCanvas(canvas, quality);
  };
}

async function exportCanvas(canvas: Canvas, quality: number): Promise<string> {
  const { width, height } = canvas;
  const { tempFilePath } = await wx.canvasToTempFilePath({
    canvas,
    width,
    height,
    // 不写这两项，导出的图会按屏幕像素密度放大。
    destWidth: width,
    destHeight: height,
    fileType: 'jpg',
    quality,
  });
  // 旧 iOS 可能只导出一角。
  const made = await wx.getImageInfo({ src: tempFilePath });
  if (made.width !== width || made.height !== height) throw new Error('wrong size');
  return tempFilePath;
}

let written = 0;

/** Mac 上离屏 canvas 不能 canvasToTempFilePath，toDataURL 可以。 */
async function writeCanvas(canvas: Canvas, quality: number): Promise<string> {
  const prefix = 'data:image/jpeg;base64,';
  const url = (canvas as Canvas & { toDataURL(type: string, quality: number): string }).toDataURL(
    'image/jpeg',
    quality,
  );
  if (!url.startsWith(prefix)) throw new Error('no JPEG');
  written += 1;
  const filePath = `${wx.env.USER_DATA_PATH}/license-${Date.now()}-${written}.jpg`;
  await new Promise<void>((resolve, reject) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data: url.slice(prefix.length),
      encoding: 'base64',
      success: () => resolve(),
      fail: reject,
    });
  });
  return filePath;
}

/** 画正，最长边不超过 `edge`。canvas 一开始就按最终大小创建：先建 1 × 1 再放大，旧 iOS 会导出一片纯色。 */
async function drawUpright(
  path: string,
  info: ImageInfo | undefined,
  edge: number,
): Promise<{ canvas: Canvas }> {
  const size = info || (await loadImage(newCanvas(1, 1), path));
  const scale = Math.min(1, edge / Math.max(size.width, size.height));
  const across = Math.round(size.width * scale);
  const down = Math.round(size.height * scale);
  const canvas = isTurned(info) ? newCanvas(down, across) : newCanvas(across, down);
  const image = await loadImage(canvas, path);
  const turns = quarterTurns(info, image);
  const width = turns ? canvas.height : canvas.width;
  const height = turns ? canvas.width : canvas.height;
  const context = canvas.getContext('2d');
  // JPEG 没有透明，PNG 透明的地方会变黑。
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image, -width / 2, -height / 2, width, height);
  return { canvas };
}

function newCanvas(width: number, height: number): Canvas {
  const canvas = wx.createOffscreenCanvas({ type: '2d', width, height });
  // Windows、Mac 的旧基础库返回 null。
  if (!canvas) throw new Error('no canvas');
  return canvas;
}

async function loadImage(canvas: Canvas, path: string): Promise<WechatMiniprogram.Image> {
  const image = canvas.createImage();
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('image does not load'));
    image.src = path;
  });
  return image;
}

/**
 * 新的手机交给 canvas 的图已按 EXIF 摆正，旧的是传感器写下的行。传感器写的总是横图，
 * 所以标着 `right`、`left` 却仍然横着的，就是还没有转。倒着的分不出来，留给识别服务。
 */
function quarterTurns(
  info: ImageInfo | undefined,
  image: { width: number; height: number },
): -1 | 0 | 1 {
  if (!info || !isTurned(info) || image.width <= image.height) return 0;
  return info.orientation === 'right' ? 1 : -1;
}

function fileBytes(filePath: string): Promise<number> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().getFileInfo({
      filePath,
      success: ({ size }) => resolve(size),
      fail: reject,
    });
  });
}

async function orUndefined<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

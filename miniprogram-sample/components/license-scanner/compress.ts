import type { LocalPhoto } from './choose';
import type { PageFailure } from './failure';
import { pageFailure } from './failure';

/** WeChat's recognition takes pictures below this. */
const maxBytes = 2 * 1024 * 1024;

/** Ours: uploads in seconds on a weak network, and every character stays legible. */
const targetBytes = 1.4 * 1024 * 1024;

/** Longest edge of a redrawn photo, pixels. */
const maxEdge = 2000;

/** `wx.compressImage` takes whole percents, the canvas a fraction. */
const compressQualities = [80, 60];
const redrawQualities = [0.9, 0.75, 0.6];

/**
 * Makes a photo fit for recognition: a JPEG below 2 MB, if possible below 1.4 MB.
 * A JPEG is compressed as it is; what is still too large or is no JPEG (iOS compresses nothing else)
 * is redrawn, upright. Fails with `IMAGE_UNREADABLE` or `IMAGE_TOO_LARGE`.
 */
export async function compressPhoto(path: string): Promise<LocalPhoto | PageFailure> {
  const info = await orUndefined(() => wx.getImageInfo({ src: path }));
  const steps: Array<() => Promise<string>> = [];
  if (info && info.type === 'jpeg') {
    steps.push(() => Promise.resolve(path));
    for (const quality of compressQualities) steps.push(() => compress(path, quality));
  }
  const redraw = createRedraw(path, info ? info.orientation : 'up');
  for (const quality of redrawQualities) steps.push(() => redraw(quality));

  let smallest: { path: string; bytes: number } | undefined;
  for (const step of steps) {
    // A step that this phone cannot do is left to the next one.
    const result = await orUndefined(step);
    if (result === undefined) continue;
    // What compressImage says or does not say about success, only the file's size counts.
    const bytes = await orUndefined(() => fileBytes(result));
    if (!bytes) continue;
    if (bytes <= targetBytes) return { ok: true, path: result };
    if (!smallest || bytes < smallest.bytes) smallest = { path: result, bytes };
  }
  if (!smallest) return pageFailure('IMAGE_UNREADABLE', 'this phone cannot open the photo');
  if (smallest.bytes >= maxBytes) {
    return pageFailure('IMAGE_TOO_LARGE', `${smallest.bytes} bytes after compression`);
  }
  return { ok: true, path: smallest.path };
}

async function compress(src: string, quality: number): Promise<string> {
  const { tempFilePath } = await wx.compressImage({ src, quality });
  return tempFilePath;
}

type Orientation = WechatMiniprogram.GetImageInfoSuccessCallbackResult['orientation'];

/** Draws the photo once and gives it out as JPEG of any quality. */
function createRedraw(
  path: string,
  orientation: Orientation,
): (quality: number) => Promise<string> {
  let canvas: WechatMiniprogram.OffscreenCanvas | undefined;
  return async (quality) => {
    if (!canvas) {
      const fresh = wx.createOffscreenCanvas({ type: '2d', width: 1, height: 1 });
      await draw(fresh, path, orientation);
      canvas = fresh;
    }
    const { width, height } = canvas;
    const { tempFilePath } = await wx.canvasToTempFilePath({
      canvas,
      width,
      height,
      // Without these the file is larger by the screen's pixel density.
      destWidth: width,
      destHeight: height,
      fileType: 'jpg',
      quality,
    });
    return tempFilePath;
  };
}

async function draw(
  canvas: WechatMiniprogram.OffscreenCanvas,
  path: string,
  orientation: Orientation,
): Promise<void> {
  const image = canvas.createImage();
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('image does not load'));
    image.src = path;
  });
  const turns = quarterTurns(orientation, image);
  const scale = Math.min(1, maxEdge / Math.max(image.width, image.height));
  const width = Math.round(image.width * scale);
  const height = Math.round(image.height * scale);
  canvas.width = turns ? height : width;
  canvas.height = turns ? width : height;
  const context = canvas.getContext('2d');
  // JPEG has no transparency: what a PNG leaves open would turn black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image, -width / 2, -height / 2, width, height);
}

/**
 * Newer phones hand the canvas an image that is already upright by its EXIF orientation, older ones
 * the rows as the sensor wrote them. Sensors write landscape rows, so a photo taken upright
 * (`right` or `left`) that is still wider than high has not been turned yet. A half turn cannot be told
 * apart this way and is left to the recognition; cameras write no mirrored orientations.
 */
function quarterTurns(
  orientation: Orientation,
  image: { width: number; height: number },
): -1 | 0 | 1 {
  if (image.width <= image.height) return 0;
  if (orientation === 'right') return 1;
  return orientation === 'left' ? -1 : 0;
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

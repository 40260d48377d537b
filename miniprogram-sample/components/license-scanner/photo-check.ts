import type { PhotoDoubt } from './types';

/**
 * 上传之前先看一眼照片：只看像素，不依赖 `wx`，命令行与测试用的也是这一份。
 * 只提醒，从不拒绝。这里不认字，只量四件事。
 */

/** canvas 的 `getImageData` 或任何 RGBA 像素，每个分量 0–255。 */
export interface Pixels {
  width: number;
  height: number;
  data: ArrayLike<number>;
}

/**
 * 取样时照片缩到的最长边，像素。800 × 600 时约看 24 万个像素，每个约 16 次基本运算，共四百万次。
 * 证件占满画面时约 9 像素/毫米，笔画宽两三个像素：看得出的模糊就是会影响认字的模糊。
 */
export const sampleEdge = 800;

/**
 * 界限由 `npm run bench:photo` 在生成的照片上选出：照原样拍的与只有轻微毛病的，读得出的至多 1% 被提醒。
 * 每条几种取值时拦下多少、误报多少，见 scripts/bench/README.md。真机可能不同，要改只改这里。
 */
export const photoLimits = {
  /** 低于它算模糊，无单位。 */
  minSharpness: 0.15,
  /** 低于它算太暗，灰度 0–255。再暗时我们的阅读器还读得出，微信的未必。 */
  minBright: 40,
  /** 高于它算过曝，灰度：整张发白，字已经淡了。 */
  maxDark: 150,
  /** 多于它算过曝，占全部方块的比例。 */
  maxGlare: 0.1,
  /** 原图最长边短于它算太小，像素。 */
  minEdge: 400,
};

/**
 * 上传的照片：最长边不到 1000 像素、或质量 20 时开始丢字段；微信的识别不是我们的阅读器，所以留三倍的像素。
 * 100 张生成的照片中位数从 1656 KB 变成 196 KB，弱网 64 KB/s 时约 3 秒传完。依据见 scripts/bench/README.md。
 */
export const uploadTarget = {
  bytes: 500 * 1024,
  /** 最长边，像素。 */
  edge: 1800,
  /** 整数百分比，依次尝试。 */
  qualities: [80, 60],
};

/** 只看证件里面有字的方块：桌面的纹路、卡套的边再清楚，也不说明字清楚。 */
export interface PhotoMeasures {
  /**
   * 这些方块里二阶差分（一维拉普拉斯）的能量与灰度方差之比，取排在前四分之一处的一个；横向与竖向中较小的。
   * 字是横着排的：横向糊了，相邻的字就粘在一起；竖向糊一倍仍读得出。用比值，所以与明暗、对比度无关。
   */
  sharpness: number;
  /** 这些方块的平均灰度，取中间的一个：纸有多亮。 */
  bright: number;
  /** 这些方块里字迹的灰度，取最深的一个。 */
  dark: number;
  /** 整块纯白、而有字的地方没有这样白的方块的比例：灯照得什么也看不见。 */
  glare: number;
}

/** 方块的边长，像素：取样后约两三行字高。 */
const tileEdge = 32;
/** 比整张照片的亮部暗得多的方块是桌面或卡套。 */
const minTileLight = 0.4;
/** 相邻的方块比它暗得多，它就在证件的边上。 */
const minNextLight = 0.65;
/** 灰度标准差与平均灰度之比低于它的方块是空白，不参与比较。 */
const minTileContrast = 0.05;

/**
 * @param sample 缩到 `sampleEdge` 的照片
 * @param original 原图的大小，像素
 */
export function checkPhoto(
  sample: Pixels,
  original: { width: number; height: number },
): PhotoDoubt[] {
  return judgePhoto(measurePhoto(sample), Math.max(original.width, original.height));
}

/** @param edge 原图的最长边，像素 */
export function judgePhoto(
  { sharpness, bright, dark, glare }: PhotoMeasures,
  edge: number,
  limits = photoLimits,
): PhotoDoubt[] {
  // 太小时其余量不准，明暗不对时清晰度不准：一次只说最要紧的。
  if (edge < limits.minEdge) return ['TOO_SMALL'];
  const doubts: PhotoDoubt[] = [];
  if (bright < limits.minBright) doubts.push('TOO_DARK');
  if (dark > limits.maxDark || glare > limits.maxGlare) doubts.push('OVEREXPOSED');
  if (doubts.length === 0 && sharpness < limits.minSharpness) doubts.push('BLURRED');
  return doubts;
}

interface Tile {
  mean: number;
  variance: number;
  across: number;
  down: number;
}

/** 只看绿色分量（最接近亮度），隔行看：iOS 上小程序的 JavaScript 没有 JIT，少算一半。 */
export function measurePhoto({ width, height, data }: Pixels): PhotoMeasures {
  const tiles: Tile[] = [];
  const row = width * 4;
  const columns = Math.floor((width - 2) / tileEdge);
  for (let top = 1; top + tileEdge < height; top += tileEdge) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      let squares = 0;
      let across = 0;
      let down = 0;
      for (let y = top; y < top + tileEdge; y += 2) {
        const start = y * row + (1 + column * tileEdge) * 4 + 1;
        const end = start + tileEdge * 4;
        for (let i = start; i < end; i += 4) {
          const level = data[i] as number;
          const x2 = (data[i - 4] as number) - level - level + (data[i + 4] as number);
          const y2 = (data[i - row] as number) - level - level + (data[i + row] as number);
          sum += level;
          squares += level * level;
          across += x2 * x2;
          down += y2 * y2;
        }
      }
      const count = (tileEdge * tileEdge) / 2;
      const mean = sum / count;
      const variance = squares / count - mean ** 2;
      tiles.push({ mean, variance, across: across / count, down: down / count });
    }
  }
  const light = ranked(tiles, ({ mean }) => mean, 0.95);
  const inside = tiles.filter(
    ({ mean }, index) =>
      mean > light * minTileLight &&
      around(tiles, columns, index).every((next) => next.mean > mean * minNextLight),
  );
  const print = inside.filter(({ mean, variance }) => variance > (mean * minTileContrast) ** 2);
  const bright = ranked(print.length > 0 ? print : tiles, ({ mean }) => mean, 0.5);
  return {
    sharpness: Math.min(
      ranked(print, ({ across, variance }) => across / variance, 0.75),
      ranked(print, ({ down, variance }) => (2 * down) / variance, 0.75),
    ),
    bright,
    dark: ranked(inside, ({ mean, variance }) => mean - 2 * Math.sqrt(variance), 0.05),
    // 有字的地方也差不多白，是曝光或截图，不是反光。
    glare: bright < 200 ? tiles.filter(({ mean }) => mean > 250).length / tiles.length : 0,
  };
}

/** 自己和四周的方块。 */
function around(tiles: Tile[], columns: number, index: number): Tile[] {
  const column = index % columns;
  const found: Tile[] = [];
  for (let y = index - column - columns; y <= index - column + columns; y += columns)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
      const tile = tiles[y + x];
      if (tile) found.push(tile);
    }
  return found;
}

/** 从小到大排在 `share` 处的一个值，没有方块时是 0。 */
function ranked(tiles: Tile[], value: (tile: Tile) => number, share: number): number {
  const values = tiles.map(value).sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) * share)] || 0;
}

import type { CardPosition } from '../../../cloudfunctions/shared/cards/vehicleLicense';
import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { PageKey } from '../../cards/card';
import { cardOf } from '../../cards/index';
import type { Place } from '../../cards/places';
import { places, shapes } from '../../cards/places';
import type { PhotoTexts } from './merge';
import { showsPage } from './merge';

/** 字段旁边的照片：知道四角的摆正并裁到证件，不知道的显示整张。 */
export interface Shot {
  page: PageKey;
  name: string;
  path: string;
  /** 窗口和其中图片的样式，'' 是整张。 */
  frame: string;
  image: string;
  /** 识别时照片的宽比高；与实际加载的不符时四角不可信。0 是不知道。 */
  aspect: number;
}

/** 一个字段印在照片的哪里。 */
export interface Bit {
  path: string;
  /** 行里的一段：宽由页面决定，高按比例。 */
  frame: string;
  image: string;
  /** 上面的照片移到这个字段时，图片的样式。 */
  near: string;
}

type Point = CardPosition['leftTop'];

type Quad = readonly [leftTop: Point, rightTop: Point, rightBottom: Point, leftBottom: Point];

interface Size {
  w: number;
  h: number;
}

/** 照片窗口最大多大，px；最窄的手机（320）左右各留 12 之后还放得下。 */
const frameSize = { width: 258, height: 176 };
/** 证件四周多留一点；四角不会丝毫不差。 */
const wholePage: Place = [-0.04, -0.04, 1.04, 1.04];
/** 移到一个字段时，至少看见页面的这么多。 */
const leastNear = 0.5;
/** 把整张照片写在里面的地址，`setData` 收不下。 */
const maxPath = 2000;

/**
 * 每一页用最后拍到它的那张；同一张整照片只出现一次。
 *
 * @param distrusted 加载后才知道四角不可信的照片
 */
export function cropPhotos(
  kind: LicenseKind,
  photos: readonly PhotoTexts[],
  distrusted: readonly string[],
): { shots: Shot[]; bits: Record<string, Bit> } {
  const { pages, fields } = cardOf(kind);
  const shape = shapes[kind];
  const shots: Shot[] = [];
  const bits: Record<string, Bit> = {};
  for (const [key, { name, corners }] of Object.entries(pages)) {
    const page = key as PageKey;
    const shown = photos.filter(({ texts }) => showsPage(cardOf(kind), texts, page));
    const { photoPath: path = '', result } = shown[shown.length - 1]?.photo || {};
    if (!result || path === '' || path.length > maxPath) continue;
    const license = result.license as unknown as Record<string, unknown>;
    const size = isSize(license.imgSize) ? license.imgSize : undefined;
    const others = Object.values(pages)
      .filter((other) => other.corners !== corners)
      .map((other) => license[other.corners || '']);
    const quad =
      corners && size && !distrusted.includes(path)
        ? toQuad(license[corners], size, shape, others)
        : undefined;
    if (!quad && shots.some((shot) => shot.path === path && shot.frame === '')) continue;
    const aspect = size ? size.w / size.h : 0;
    if (!quad || !size) {
      shots.push({ page, name, path, frame: '', image: '', aspect });
      continue;
    }
    const width = Math.round(Math.min(frameSize.width, frameSize.height / shape));
    const frame = `width: ${width}px; height: ${Math.round(width * shape)}px`;
    const image = imageStyle(quad, size, wholePage, shape);
    for (const [field, place] of Object.entries(places[kind])) {
      if (fields[field]?.page === page)
        bits[field] = {
          path,
          frame: `padding-top: ${percent(heightOf(place, shape))}`,
          image: imageStyle(quad, size, place, shape),
          near: imageStyle(quad, size, around(place), shape),
        };
    }
    shots.push({ page, name, path, frame, image, aspect });
  }
  return { shots, bits };
}

/** 以字段为中心、与照片窗口同样形状的一块，不出页面。 */
function around([left, top, right, bottom]: Place): Place {
  const side = Math.min(1, Math.max(right - left, leastNear));
  const inside = (middle: number) => Math.min(Math.max(middle - side / 2, 0), 1 - side);
  const [x, y] = [inside((left + right) / 2), inside((top + bottom) / 2)];
  return [x, y, x + side, y + side];
}

/** 四角，不可能是这一页的四角时没有：要凸、不反、在照片里、长宽像证件、不与另一页重叠。 */
function toQuad(
  position: unknown,
  { w, h }: Size,
  shape: number,
  others: unknown[],
): Quad | undefined {
  const quad = toPoints(position);
  if (!quad?.every(({ x, y }) => x >= 0 && y >= 0 && x <= w && y <= h)) return undefined;
  const [top, right, bottom, left] = quad.map((point, index) =>
    distance(point, quad[(index + 1) % 4] as Point),
  ) as [number, number, number, number];
  // 长宽比与证件的相比；行驶证是 1.2 到 1.8。
  const ratio = ((top + bottom) / (left + right)) * shape;
  const isLikeCard =
    ratio > 9 / 11 && ratio < 27 / 22 && areSimilar(top, bottom) && areSimilar(left, right);
  if (!isLikeCard || !contains(quad, middleOf(quad))) return undefined;
  const isOther = others.some((other) => {
    const points = toPoints(other);
    return points && (contains(quad, middleOf(points)) || contains(points, middleOf(quad)));
  });
  return isOther ? undefined : quad;
}

function toPoints(position: unknown): Quad | undefined {
  const { leftTop, rightTop, rightBottom, leftBottom } = (position || {}) as Record<string, Point>;
  const points = [leftTop, rightTop, rightBottom, leftBottom];
  return points.every((point) => point && Number.isFinite(point.x) && Number.isFinite(point.y))
    ? (points as unknown as Quad)
    : undefined;
}

function isSize(size: unknown): size is Size {
  const { w, h } = (size || {}) as Size;
  return w > 0 && h > 0;
}

/** 对边相差太多的，不是拍斜了，是角认错了。 */
function areSimilar(one: number, other: number): boolean {
  return Math.max(one, other) < 1.6 * Math.min(one, other);
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function middleOf(quad: Quad): Point {
  return {
    x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
    y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
  };
}

/** 顺时针的凸四边形里面的点，在每一条边的右手。 */
function contains(quad: Quad, { x, y }: Point): boolean {
  return quad.every((from, index) => {
    const to = quad[(index + 1) % 4] as Point;
    const next = quad[(index + 2) % 4] as Point;
    const isRight = (at: Point) =>
      (to.x - from.x) * (at.y - from.y) > (to.y - from.y) * (at.x - from.x);
    return isRight({ x, y }) && isRight(next);
  });
}

/** 页面上的点（0 到 1）在照片的哪里：把单位正方形映到四角的透视。 */
function project(quad: Quad, u: number, v: number): Point {
  const [p, q, r, s] = quad;
  const [ax, ay, bx, by] = [q.x - r.x, q.y - r.y, s.x - r.x, s.y - r.y];
  const [cx, cy] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y];
  const det = ax * by - bx * ay;
  const g = (cx * by - bx * cy) / det;
  const h = (ax * cy - cx * ay) / det;
  const depth = 1 + g * u + h * v;
  return {
    x: (p.x + (q.x - p.x + g * q.x) * u + (s.x - p.x + h * s.x) * v) / depth,
    y: (p.y + (q.y - p.y + g * q.y) * u + (s.y - p.y + h * s.y) * v) / depth,
  };
}

/** 窗口的高是宽的几倍。 */
function heightOf([left, top, right, bottom]: Place, shape: number): number {
  return ((bottom - top) / (right - left)) * shape;
}

/**
 * 窗口里图片的样式，使页面上的这一块填满窗口。在这一块里，透视与最接近它的仿射相差不到一毫米，而二维的
 * `matrix` 到处都支持；百分比只与窗口有关，窗口多宽、照片缩放过都一样。
 */
function imageStyle(quad: Quad, { w, h }: Size, place: Place, shape: number): string {
  const [left, top, right, bottom] = place;
  const height = heightOf(place, shape);
  const [p, q, r, s] = [
    project(quad, left, top),
    project(quad, right, top),
    project(quad, right, bottom),
    project(quad, left, bottom),
  ];
  // 这一块的宽、高、中心在照片里，照片的宽算作 1，与图片在窗口里变换之前一样。
  const across = { x: (q.x - p.x + r.x - s.x) / 2 / w, y: (q.y - p.y + r.y - s.y) / 2 / w };
  const down = { x: (s.x - p.x + r.x - q.x) / 2 / w, y: (s.y - p.y + r.y - q.y) / 2 / w };
  const middle = middleOf([p, q, r, s]);
  const det = across.x * down.y - across.y * down.x;
  const [a, c] = [down.y / det, -down.x / det];
  const [b, d] = [(-across.y * height) / det, (across.x * height) / det];
  const x = 0.5 - (a * middle.x + c * middle.y) / w;
  const y = height / 2 - (b * middle.x + d * middle.y) / w;
  const matrix = [a, b, c, d].map((entry) => entry.toFixed(4)).join(', ');
  return `height: ${percent(h / w / height)}; transform: translate(${percent(x)}, ${percent((y * w) / h)}) matrix(${matrix}, 0, 0)`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

import type { CardPosition } from '../../../cloudfunctions/shared/cards/vehicleLicense';
import type { AnyCard, PageKey } from '../../cards/card';
import type { PhotoTexts } from './merge';
import { showsPage } from './merge';

/** 字段旁边的照片：知道四角的裁到证件，不知道的显示整张。 */
export interface Shot {
  page: PageKey;
  name: string;
  path: string;
  /** 裁切用的样式，'' 是整张。 */
  frame: string;
  image: string;
  /** 照片是不是横的；与实际加载的不符时四角不可信。 */
  isWide: boolean;
}

/** px；最窄的手机（320）左右各留 12 之后还放得下。 */
const maxWidth = 296;
const maxHeight = 176;
/** `setData` 收不下把整张照片写在里面的地址。 */
const maxPath = 100_000;
/** 证件四周多留一点，占证件的几分之几。 */
const margin = 0.03;

/** 每一页用最后拍到它的那张；同一张整照片只出现一次。 */
export function toShots(card: AnyCard, photos: readonly PhotoTexts[]): Shot[] {
  const shots: Shot[] = [];
  for (const [key, { name, corners }] of Object.entries(card.pages)) {
    const page = key as PageKey;
    const shown = photos.filter(({ texts }) => showsPage(card, texts, page));
    const { photoPath: path = '', result } = shown[shown.length - 1]?.photo || {};
    if (!result || path === '' || path.length > maxPath) continue;
    const license = result.license as unknown as Record<string, unknown>;
    const size = license.imgSize as { w: number; h: number } | null | undefined;
    const position = (corners && license[corners]) as CardPosition | null | undefined;
    const cut = (position && size && cutTo(position, size)) || { frame: '', image: '' };
    const isSame = shots.some((shot) => shot.path === path && !shot.frame);
    if (isSame && !cut.frame) continue;
    shots.push({ page, name, path, ...cut, isWide: !size || size.w >= size.h });
  }
  return shots;
}

/** 窗口与其中图片的样式：百分比只与四角有关，照片缩放过也一样。 */
function cutTo(corners: CardPosition, { w, h }: { w: number; h: number }) {
  const points = Object.values(corners);
  if (points.length !== 4 || points.some((point) => !point)) return undefined;
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const width = Math.max(...points.map(({ x }) => x)) - left;
  const height = Math.max(...points.map(({ y }) => y)) - top;
  const isInside = left >= 0 && top >= 0 && left + width <= w && top + height <= h;
  if (!isInside || width <= 0 || height <= 0) return undefined;
  const [cutWidth, cutHeight] = [width * (1 + 2 * margin), height * (1 + 2 * margin)];
  const scale = Math.min(maxWidth / cutWidth, maxHeight / cutHeight);
  const px = (length: number) => `${Math.round(length * scale)}px`;
  return {
    frame: `width: ${px(cutWidth)}; height: ${px(cutHeight)}`,
    image: `width: ${px(w)}; height: ${px(h)}; left: ${px(width * margin - left)}; top: ${px(height * margin - top)}`,
  };
}

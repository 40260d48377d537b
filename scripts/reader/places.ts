import { type PageLayout as Layout, pageSizeMm } from '../cards/layout';

/** The page's tables in millimetres, as the reader reckons. */
export interface Label {
  text: string;
  variants: string[];
  english: string | undefined;
  left: number;
  right: number;
  y: number;
  key: string | undefined;
  until: number | undefined;
  reach: number | undefined;
  isText: boolean;
}

export interface PageLayout {
  labels: Label[];
  seal: { key: string; left: number; top: number; right: number; bottom: number } | undefined;
  positionKey: string | undefined;
}

export const pageSize = pageSizeMm;
const { width, height } = pageSizeMm;
const texts = new Set(['text', 'address', 'vehicleType', 'useCharacter', 'sex', 'nationality']);

export function inMm({ labels, seal, positionKey }: Layout): PageLayout {
  return {
    labels: labels.map(({ text, variants = [], english, x, y, value }) => ({
      text,
      variants,
      english: english?.text,
      left: x[0] * width,
      right: x[1] * width,
      y: y * height,
      key: value?.key,
      until: value && value.ends * width,
      reach: value?.secondLine ? 8 : undefined,
      isText: value ? texts.has(value.kind) : false,
    })),
    seal: seal?.key
      ? {
          key: seal.key,
          left: seal.box.x[0] * width,
          right: seal.box.x[1] * width,
          top: seal.box.y[0] * height,
          bottom: seal.box.y[1] * height,
        }
      : undefined,
    positionKey,
  };
}

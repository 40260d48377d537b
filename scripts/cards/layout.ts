import type { PictureText } from '../reader/types';

/**
 * How a card is printed, for the reader to find its fields. The unit is a millimetre; every page is
 * 88 × 60. The places only need to be right to a few millimetres.
 */

export interface Label {
  text: string;
  /** Older or looser wordings. */
  variants?: string[];
  /** The small words below it. */
  english?: string;
  /** Left end, right end and middle line of the label. */
  left: number;
  right: number;
  y: number;
  /** WeChat's key; without it the label only helps to find the page. */
  key?: string;
  /** Right end of the room for the value; the page's edge when absent. */
  until?: number;
  /** Half the height of the room for the value: more where it can take two lines. */
  reach?: number;
  /** Codes and amounts hold no blank; names and addresses keep the ones between Latin words. */
  isText?: boolean;
}

/** A label in the usual print, whose characters are 1.9 mm wide. */
export function label(
  text: string,
  left: number,
  y: number,
  more: Partial<Omit<Label, 'text' | 'left' | 'y'>> = {},
): Label {
  return { text, left, right: left + 1.9 * text.length, y, ...more };
}

export interface PageLayout {
  labels: Label[];
  /** The red square of the authority, where its words are wanted. */
  seal?: { key: string; left: number; top: number; right: number; bottom: number };
  /** Key of the four corners. */
  positionKey?: string;
}

export interface Card {
  /** Pages of the card, each with its layouts; the one that fits best is taken. */
  pages: PageLayout[][];
  /** What WeChat makes of the fields as they are printed, by their keys; they themselves when absent. */
  toAnswer?(fields: Record<string, unknown>, picture: PictureText): Record<string, unknown>;
}

export const pageSize = { width: 88, height: 60 };

import type { WechatApiName } from '../cards';
import type { Step } from './ctc';

export interface Point {
  x: number;
  y: number;
}

/** What a card says, in WeChat's keys, snake_case. */
export type Fields = Record<string, unknown>;

/** One line of print, as the recogniser sees it. */
export interface TextLine {
  text: string;
  /** 0 to 1, the mean of its characters. */
  confidence: number;
  /** Pixels: left top, right top, right bottom, left bottom. */
  corners: [Point, Point, Point, Point];
  /** Of each character of `text`, pixels: its middle along the line. */
  centers: Point[];
}

/** A line with what the recogniser offered along it. */
export interface OfferedLine extends TextLine {
  steps: readonly Step[];
}

/** All that is printed in a picture. */
export interface PictureText<Line extends TextLine = TextLine> {
  width: number;
  height: number;
  lines: Line[];
}

export interface Pixels {
  /** RGB, three bytes each. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** To the process that reads. */
export interface Request {
  id: number;
  bytes: Uint8Array;
  /** Which card's fields are wanted; all lines of print where absent. */
  api?: WechatApiName;
}

/** From the process that reads. */
export type Answer =
  | { type: 'ready' }
  | { type: 'unavailable'; message: string }
  | { type: 'fields'; id: number; fields: Fields | undefined }
  | { type: 'text'; id: number; text: PictureText }
  | { type: 'failure'; id: number; isUndecodable: boolean; message: string };

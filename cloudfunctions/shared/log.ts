import type { LicenseKind, PhotoFate, Reason, Warning } from './contract';
import type { Stage } from './errors';
import type { Request } from './event';

/** Nothing of the user: no field's value, OPENID, file ID, address, event or answer. */
export interface LogEntry {
  requestId: string | undefined;
  function: LicenseKind;
  action?: Request['action'];
  input?: 'fileID' | 'imgUrl' | 'img';
  bytes?: number | undefined;
  /** OCR calls spent. */
  tries: number;
  ms: Partial<Record<Stage, number>>;
  /** `RecognitionError.cause` */
  cause?: string | undefined;
}

/** One line: that is what the cloud console's search finds. */
export function writeLog(
  entry: LogEntry,
  result: { errCode: number; reason?: Reason; warnings?: Warning[]; photo?: PhotoFate },
): void {
  const { errCode, reason, warnings, photo = 'none' } = result;
  const codes = warnings?.map(({ code }) => code);
  console.log(JSON.stringify({ ...entry, errCode, reason, warnings: codes, photo }));
}

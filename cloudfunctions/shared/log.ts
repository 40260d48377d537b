import type { LicenseKind, Photo, Reason, Warning } from './contract';
import type { Stage } from './errors';
import type { Request } from './event';

/**
 * What is worth knowing of an event, and nothing of its user: no value of a field, no OPENID, file
 * ID, address, event or answer.
 */
export interface LogEntry {
  requestId: string | undefined;
  function: LicenseKind;
  action?: Request['action'];
  input?: 'fileID' | 'imgUrl' | 'img';
  /** Size of the picture. */
  bytes?: number | undefined;
  /** OCR calls spent. */
  tries: number;
  /** Milliseconds of each stage. */
  ms: Partial<Record<Stage, number>>;
  /** What is behind a failure: `RecognitionError.cause`. */
  cause?: string | undefined;
}

/** One line, for the cloud console's log search. */
export function writeLog(
  entry: LogEntry,
  result: { errCode: number; reason?: Reason; warnings?: Warning[]; photo?: Photo },
): void {
  const { errCode, reason, warnings, photo = 'none' } = result;
  const codes = warnings?.map(({ code }) => code);
  console.log(JSON.stringify({ ...entry, errCode, reason, warnings: codes, photo }));
}

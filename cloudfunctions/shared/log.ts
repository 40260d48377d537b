import type { LicenseKind, Photo, Reason, WarningCode } from './contract';
import type { Input } from './event';

/**
 * What is worth knowing of an event, and nothing of its user: no value of a field, no OPENID, file
 * ID, address, event or answer.
 */
export interface LogEntry {
  requestId: string | undefined;
  function: LicenseKind;
  action?: 'recognize' | 'prepare';
  input?: Input['kind'];
  /** Size of the picture. */
  bytes?: number;
  /** OCR calls spent. */
  tries: number;
  /** Milliseconds of each step. */
  ms: Record<string, number>;
  errCode: number;
  reason?: Reason;
  warnings?: WarningCode[];
  photo: Photo;
}

/** One line, for the cloud console's log search. */
export function writeLog(entry: LogEntry): void {
  console.log(JSON.stringify(entry));
}

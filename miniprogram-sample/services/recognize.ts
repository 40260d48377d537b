import type {
  LicenseKind,
  LicenseOf,
  PrepareResult,
  Result,
} from '../../cloudfunctions/shared/contract';
import { callFunction } from './cloud';
import type { PageFailure } from './failure';

/** Room for a cold start; nobody waits for it before there is a photo to upload. */
const prepareTimeoutMs = 10000;

/** Above the function's time limit of 20 s, so that the platform's own, more telling error comes first. */
const recognizeTimeoutMs = 22000;

/** Asks for this user's upload folder, and has an instance started while the user is still aiming. */
export function prepare(kind: LicenseKind): Promise<PrepareResult | PageFailure> {
  return callFunction(kind, { action: 'prepare' }, prepareTimeoutMs);
}

/** Has an uploaded photo read. The function deletes it, except after a `retryable` failure. */
export function recognize<Kind extends LicenseKind>(
  kind: Kind,
  fileID: string,
): Promise<Result<LicenseOf[Kind]> | PageFailure> {
  return callFunction(kind, { fileID }, recognizeTimeoutMs);
}

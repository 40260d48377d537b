import { readFileSync } from 'node:fs';
import { callOcr, deleteFile, getTempFileUrl, readCaller } from '../../cloudfunctions/shared/cloud';
import { parseEvent } from '../../cloudfunctions/shared/event';
import { todayInChina } from '../../cloudfunctions/shared/fields/dates';
import { checkOwner } from '../../cloudfunctions/shared/owner';
import { contentTypeOf } from '../../cloudfunctions/shared/photo';
import { receiptSigner } from '../../cloudfunctions/shared/receipt';
import { toAnswer } from '../../cloudfunctions/shared/reply';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';

/**
 * The parts of a recognition, each with its own CPU time: our checks and the reading of the answer;
 * a receipt, which only a key switches on; the SDK's OCR call; the SDK's two calls to cloud storage. The download is left out: it is neither.
 */
export async function main(event: { fileID: string; photoPath: string }) {
  const photo = readFileSync(event.photoPath);
  const caller = readCaller();

  const checks = startCpu();
  parseEvent(event);
  checkOwner(event.fileID, caller);
  const contentType = contentTypeOf(photo);
  const checksMs = checks();

  const address = startCpu();
  await getTempFileUrl(event.fileID);
  const addressMs = address();

  const call = startCpu();
  const reply = await callOcr('vehicleLicense', {
    type: 'photo',
    img: { contentType, value: photo },
  });
  const callMs = call();

  const reading = startCpu();
  const licence = toVehicleLicense(toAnswer(reply), todayInChina(Date.now()));
  Buffer.byteLength(JSON.stringify(licence));
  const readingMs = reading();

  process.env.LICENSE_RECEIPT_KEY = 'a-key-of-the-benchmark-0123456789';
  const receipt = startCpu();
  const sign = receiptSigner(caller);
  if (licence) sign?.({ kind: 'vehicleLicense', ...licence });
  const receiptMs = receipt();

  const deletion = startCpu();
  await deleteFile(event.fileID);
  const storageMs = addressMs + deletion();

  return { errCode: licence ? 0 : -1, ownMs: checksMs + readingMs, receiptMs, callMs, storageMs };
}

/** @returns what gives the CPU milliseconds since */
function startCpu(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}

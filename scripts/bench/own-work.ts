import { readFileSync } from 'node:fs';
import { callOcr } from '../../cloudfunctions/shared/cloud';
import { parseEvent } from '../../cloudfunctions/shared/event';
import { checkPhoto } from '../../cloudfunctions/shared/photo';
import { toAnswer } from '../../cloudfunctions/shared/reply';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';

/** The parts of a recognition that are CPU time, each with its own: ours, and the SDK's OCR call. */
export async function main(event: { photoPath: string }) {
  const photo = readFileSync(event.photoPath);
  const before = startCpu();
  parseEvent(event);
  const contentType = checkPhoto(photo);
  const beforeMs = before();

  const call = startCpu();
  const reply = await callOcr('vehicleLicense', {
    type: 'photo',
    img: { contentType, value: photo },
  });
  const callMs = call();

  const after = startCpu();
  const licence = toVehicleLicense(toAnswer(reply), '2024-06-01');
  JSON.stringify(licence);
  return { errCode: licence ? 0 : -1, ownMs: beforeMs + after(), callMs };
}

/** @returns what gives the CPU milliseconds since */
function startCpu(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}

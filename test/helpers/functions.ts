import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type {
  Failure,
  LicenseKind,
  PrepareResult,
  Success,
} from '../../cloudfunctions/shared/contract';
import type { Fault, LocalCloud, LocalCloudOptions } from '../../scripts/local-cloud';
import { listen, photoPath, startLocalCloud } from '../../scripts/local-cloud';
import { specimens } from '../../scripts/specimens/photos';

export type AnyResult = Success<VehicleLicense & DriverLicense> | Failure;

/** An invented user of the tests. */
export const openId = 'oSpecimenUser_of-the-tests_01';

export const specimenPath = (name: string) => join(__dirname, '../../scripts/specimens', name);
export const specimen = (name: string) => readFileSync(specimenPath(name));
/** The first of a card's. */
export const specimenOf = (kind: LicenseKind) => {
  const name = Object.keys(specimens).find((each) => specimens[each]?.kind === kind);
  return specimen(`${name}.jpg`);
};

/** Of 12 megapixels, above 2 MB, its rows as the camera was held. */
export const phonePhoto = () =>
  sharp(specimen('driver.jpg'))
    .resize({ width: 4000 })
    .rotate(270)
    .jpeg({ quality: 99 })
    .withMetadata({ orientation: 6 })
    .toBuffer();

const driver = () => sharp(specimen('driver.jpg'));
/** Pictures that tests make of specimens and have read; `prepare` reads them before. */
export const madePictures = {
  /** Fits into an event, even as the numbers of a Buffer's JSON. */
  small: () => driver().resize({ width: 700 }).greyscale().jpeg({ quality: 30 }).toBuffer(),
  onItsHead: () => driver().resize({ width: 640 }).rotate(180).jpeg().toBuffer(),
  askew: () =>
    sharp(specimen('vehicle-doubtful.jpg'))
      .rotate(9, { background: '#6b6258' })
      .jpeg({ quality: 90 })
      .toBuffer(),
  turned: () => sharp(specimen('sideways.jpg')).autoOrient().png().toBuffer(),
};

/** Functions that do one thing each, for what the local cloud itself does. */
export const functionRoot = join(__dirname, '../fixtures/functions');

/** A cloud of its own, for what needs other options or instances that have done nothing yet. */
export async function inCloud<Value>(
  options: LocalCloudOptions,
  work: (cloud: LocalCloud) => Promise<Value>,
): Promise<Value> {
  const cloud = await startLocalCloud({ timeLimitMs: 20_000, ...options });
  try {
    return await work(cloud);
  } finally {
    await cloud.close();
  }
}

/** The built functions in a local cloud that ends with the test file. */
export function useLocalCloud(options: LocalCloudOptions = {}): { readonly cloud: LocalCloud } {
  let cloud: LocalCloud | undefined;
  beforeAll(async () => {
    cloud = await startLocalCloud({ timeLimitMs: 20_000, ...options });
  });
  afterEach(() => cloud?.faults.clear());
  afterAll(() => cloud?.close());
  return {
    get cloud() {
      if (!cloud) throw new Error('the local cloud has not started yet');
      return cloud;
    },
  };
}

/** Of an instance in the cloud, but for its credentials. */
const environment = {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'specimen-1a2b',
  TCB_ENV: 'specimen-1a2b',
  WX_CONTEXT_KEYS: 'WX_OPENID',
  WX_OPENID: openId,
};
export const credentials = { TENCENTCLOUD_SECRETID: 'id', TENCENTCLOUD_SECRETKEY: 'key' };

/** The built function in the process of the test, for what the local cloud would never hand over. */
export async function inProcess(
  event: unknown,
  more: Record<string, string> = {},
  context?: unknown,
) {
  const variables = { ...environment, ...more };
  Object.assign(process.env, variables);
  jest.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const { main } = require('../../dist/cloudfunctions/vehicleLicense/index.js');
    return await main(event, context);
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

/** One event through the built function and the real SDK. */
export async function call(
  cloud: LocalCloud,
  kind: LicenseKind,
  event: unknown,
  caller: string | undefined = openId,
): Promise<AnyResult> {
  const { result } = await cloud.callFunction(kind, event, { openId: caller });
  return result as AnyResult;
}

export async function prepare(
  cloud: LocalCloud,
  kind: LicenseKind,
  caller: string | undefined,
): Promise<PrepareResult> {
  const { result } = await cloud.callFunction(kind, { action: 'prepare' }, { openId: caller });
  return result as PrepareResult;
}

/** A photo in the caller's own folder. */
export function upload(cloud: LocalCloud, bytes: Uint8Array, caller = openId): Promise<string> {
  return cloud.storage.put(photoPath(caller, `${randomUUID()}.jpg`), bytes);
}

/** A photo from upload to result, where this is broken; `event` beside its fileID. */
export async function recognize(
  cloud: LocalCloud,
  kind: LicenseKind = 'driverLicense',
  { fault, bytes, caller = openId, event }: Recognition = {},
) {
  if (fault) cloud.faults.set(fault);
  const photo = bytes ?? specimenOf(kind);
  const fileID = await upload(cloud, photo, caller);
  const { result, ...rest } = await cloud.callFunction(
    kind,
    { fileID, ...event },
    { openId: caller },
  );
  return { fileID, result: result as AnyResult, ...rest };
}

interface Recognition {
  fault?: Fault | undefined;
  bytes?: Uint8Array;
  caller?: string;
  event?: { keepFile?: boolean };
}

/** OCR calls that were spent so far. */
export const callsSpent = (cloud: LocalCloud) =>
  Object.values(cloud.ocrCalls).reduce((sum, calls) => sum + calls, 0);

/** What `work` gives, without a call. */
export async function withoutCall<Value>(
  cloud: LocalCloud,
  work: () => Promise<Value>,
): Promise<Value> {
  const before = callsSpent(cloud);
  const value = await work();
  expect(callsSpent(cloud)).toBe(before);
  return value;
}

/** A port on loopback where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A web server on loopback that answers every request with this picture. */
export async function servePicture(bytes: Uint8Array): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/picture.jpg`,
    close: () => server.close().closeAllConnections(),
  };
}

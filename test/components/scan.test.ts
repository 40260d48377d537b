import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { createCloudSender } from '../../miniprogram-sample/components/license-scanner/cloud';
import type {
  Scan,
  ScanOptions,
  ScanState,
} from '../../miniprogram-sample/components/license-scanner/scan';
import { createScan } from '../../miniprogram-sample/components/license-scanner/scan';
import type {
  CloudLike,
  PageFailure,
  Recognition,
} from '../../miniprogram-sample/components/license-scanner/types';
import { type FakeCall, type FakeUpload, flush, useFakeWx } from './fake-wx';
import { callError, driverLicense, failure, success, vehicleLicense } from './samples';

const fake = useFakeWx();

function start(kind: LicenseKind = 'vehicleLicense', options: Partial<ScanOptions> = {}) {
  const states: ScanState[] = [];
  const recognized: Recognition[] = [];
  const failed: PageFailure[] = [];
  const sender = createCloudSender(() => wx.cloud as unknown as CloudLike);
  const scan = createScan(
    kind,
    {
      onState: (state) => states.push(state),
      onRecognized: (recognition) => recognized.push(recognition),
      onFailed: (value) => failed.push(value),
    },
    () => ({ keepFile: false, sender, consentVersion: '', ...options }),
  );
  const last = () => states[states.length - 1];
  return { scan, states, recognized, failed, last };
}

function upload(index = 0): FakeUpload {
  const found = fake.uploads[index];
  if (!found) throw new Error(`there is no upload ${index}`);
  return found;
}

/** Opens the camera, and lets run what follows by itself. */
async function shoot(scan: Pick<Scan, 'shoot'>): Promise<void> {
  scan.shoot('camera');
  await flush();
}

async function retry(scan: Pick<Scan, 'retry'>): Promise<void> {
  scan.retry();
  await flush();
}

/** What the function answers to a call. */
async function answer(result: unknown, index = 0): Promise<void> {
  call(index).answer(result);
  await flush();
}

const recognition = (kind: LicenseKind, license: object) => ({
  kind,
  result: success(license),
  photoPath: 'tmp/photo.jpg',
  warnedOf: [],
});

function call(index = 0): FakeCall {
  const found = fake.calls[index];
  if (!found) throw new Error(`there is no call ${index}`);
  return found;
}

/** As far as the call of the function, with the photo in the cloud. */
async function shootAndUpload(scan: Pick<Scan, 'shoot'>): Promise<void> {
  await shoot(scan);
  upload(fake.uploads.length - 1).succeed();
  await flush();
}

async function startAndShoot(...given: Parameters<typeof start>) {
  const started = start(...given);
  await shoot(started.scan);
  return started;
}

async function startAndUpload(...given: Parameters<typeof start>) {
  const started = start(...given);
  await shootAndUpload(started.scan);
  return started;
}

describe('a photo that is recognised', () => {
  test('goes through compression, upload and recognition, with the progress of the upload', async () => {
    const { states, recognized } = await startAndShoot();
    upload().progress(40.6);
    upload().progress(40.9);
    upload().progress(12);
    upload().progress(100);
    upload().succeed();
    await flush();
    await answer(success(vehicleLicense));
    expect(states.map(({ step, percent }) => `${step} ${percent}`)).toEqual([
      'compressing 0',
      'uploading 0',
      'uploading 40',
      'uploading 100',
      'recognizing 100',
      'ready 0',
    ]);
    expect(recognized).toEqual([recognition('vehicleLicense', vehicleLicense)]);
    expect(call()).toMatchObject({ name: 'vehicleLicense' });
    expect(fake.deleted).toEqual([]);
  });

  test('is uploaded under a random name into the folder that the function named', async () => {
    const { scan } = await startAndShoot();
    expect(fake.prepared).toEqual(['vehicleLicense']);
    expect(upload().cloudPath).toMatch(/^license-ocr\/o-sample\/[A-Za-z0-9._-]{20,128}$/);
    scan.reset();
    await shoot(scan);
    expect(upload(1).cloudPath).not.toBe(upload(0).cloudPath);
  });

  test('is sent to the function of its kind by its fileID alone', async () => {
    const { recognized } = await startAndUpload('driverLicense');
    expect(call()).toMatchObject({
      name: 'driverLicense',
      data: { fileID: `cloud://sample.bucket/${upload().cloudPath}` },
    });
    expect(Object.keys(call().data)).toEqual(['fileID']);
    await answer(success(driverLicense));
    expect(recognized).toEqual([recognition('driverLicense', driverLicense)]);
  });

  test('is deleted by the page where the function could not', async () => {
    await startAndUpload();
    await answer({ ...success(vehicleLicense), photo: 'delete-failed' });
    expect(fake.deleted).toEqual([`cloud://sample.bucket/${upload().cloudPath}`]);
  });
});

describe('consent', () => {
  beforeEach(() => {
    fake.storage = {};
  });

  test('is asked before the first photo, which is taken when the user agrees', async () => {
    const { scan, last } = start();
    scan.shoot('album');
    await flush();
    expect(last()).toMatchObject({ step: 'ready', consent: 'asking' });
    expect(fake.uploads).toHaveLength(0);
    scan.agree();
    await flush();
    expect(fake.chosen).toMatchObject([{ sourceType: ['album'] }]);
    expect(last()).toMatchObject({ step: 'uploading', consent: 'hidden' });
  });

  test('is remembered for this licence and asked again for the other', async () => {
    const first = start();
    first.scan.shoot('camera');
    first.scan.agree();
    await flush();
    first.scan.close();
    const again = start();
    await shoot(again.scan);
    expect(again.last()).toMatchObject({ step: 'uploading', consent: 'hidden' });
    const other = start('driverLicense');
    await shoot(other.scan);
    expect(other.last()).toMatchObject({ consent: 'asking' });
  });

  test('refused takes no photo and remembers nothing', async () => {
    const { scan, last } = start();
    fake.chooser = () => Promise.reject(new Error('the chooser was opened'));
    scan.shoot('camera');
    scan.decline();
    await flush();
    expect(last()).toMatchObject({ step: 'ready', consent: 'hidden' });
    expect(fake.storage).toEqual({});
  });

  test('can be read again and withdrawn', async () => {
    const { scan, last } = start();
    scan.showConsent();
    expect(last()).toMatchObject({ consent: 'asking' });
    scan.agree();
    await flush();
    expect(last()).toMatchObject({ step: 'ready', consent: 'hidden' });
    scan.showConsent();
    expect(last()).toMatchObject({ consent: 'given' });
    scan.decline();
    scan.shoot('camera');
    expect(last()).toMatchObject({ consent: 'asking' });
  });
});

describe('the user', () => {
  test('who closes the chooser finds everything as it was', async () => {
    fake.chooser = () => Promise.reject({ errMsg: 'chooseMedia:fail cancel' });
    const { states } = await startAndShoot();
    expect(states).toEqual([]);
    expect(fake.uploads).toHaveLength(0);
  });

  test('who closes the chooser after a failure can still retry the photo in hand', async () => {
    const { scan, last } = await startAndUpload();
    await answer(failure('BUSY', { retryable: true, photo: 'kept' }));
    fake.chooser = () => Promise.reject({ errMsg: 'chooseMedia:fail cancel' });
    await shoot(scan);
    expect(last()).toMatchObject({ step: 'failed' });
    expect(fake.deleted).toEqual([]);
    await retry(scan);
    expect(fake.calls).toHaveLength(2);
  });

  test('who taps again while a photo is under way changes nothing', async () => {
    const { scan, recognized } = start();
    scan.shoot('camera');
    scan.shoot('album');
    await flush();
    scan.shoot('camera');
    scan.retry();
    upload().succeed();
    await flush();
    scan.shoot('camera');
    await retry(scan);
    expect([fake.chosen.length, fake.uploads.length, fake.calls.length]).toEqual([1, 1, 1]);
    await answer(success(vehicleLicense));
    expect(recognized).toHaveLength(1);
  });

  test('who cancels the upload is back at the start, and the upload is aborted', async () => {
    const { scan, states, last, failed } = await startAndShoot();
    upload().progress(30);
    scan.reset();
    expect(upload().aborted).toBe(true);
    expect(last()).toMatchObject({ step: 'ready', percent: 0, photoPath: '' });
    const shown = states.length;
    upload().progress(60);
    await flush();
    expect(states).toHaveLength(shown);
    expect(failed).toEqual([]);
  });

  test('who cancels before the folder is known uploads nothing', async () => {
    fake.prefix = undefined;
    const { scan, last } = await startAndShoot();
    expect(last()).toMatchObject({ step: 'uploading' });
    scan.reset();
    await answer({ ok: true, errCode: 0, errMsg: 'ok', uploadPrefix: 'license-ocr/o-sample/' });
    expect(fake.uploads).toHaveLength(0);
    expect(last()).toMatchObject({ step: 'ready' });
  });

  test('who leaves mid-upload aborts it and hears nothing more', async () => {
    const { scan, states, recognized, failed } = await startAndShoot();
    const shown = states.length;
    scan.close();
    upload().progress(80);
    upload().succeed('cloud://late');
    await flush();
    expect(upload().aborted).toBe(true);
    expect(fake.deleted).toEqual(['cloud://late']);
    expect(fake.calls).toHaveLength(0);
    expect([states.length, recognized.length, failed.length]).toEqual([shown, 0, 0]);
  });

  test('who leaves while the chooser is open hears nothing more', async () => {
    const { scan, states } = start();
    scan.shoot('camera');
    scan.close();
    await flush();
    expect(states).toEqual([]);
    expect(fake.uploads).toHaveLength(0);
  });

  test('who leaves during recognition has the photo deleted, and the answer is dropped', async () => {
    const { scan, states, recognized } = await startAndUpload();
    const shown = states.length;
    scan.close();
    expect(states).toHaveLength(shown);
    await flush();
    expect(fake.deleted).toEqual([`cloud://sample.bucket/${upload().cloudPath}`]);
    await answer(success(vehicleLicense));
    expect([states.length, recognized.length]).toEqual([shown, 0]);
  });

  test('who starts over while one photo is recognised hears of the new one only', async () => {
    const { scan, last, recognized } = await startAndUpload();
    scan.reset();
    await shootAndUpload(scan);
    await answer(success({ ...vehicleLicense, owner: '前一张' }));
    expect(last()).toMatchObject({ step: 'recognizing' });
    await answer(success(vehicleLicense), 1);
    expect(recognized).toEqual([recognition('vehicleLicense', vehicleLicense)]);
  });

  test('who switches to the other licence aborts this one, and its function is warmed up', async () => {
    const { scan, last } = await startAndShoot();
    scan.setKind('driverLicense');
    expect(upload().aborted).toBe(true);
    expect(last()).toMatchObject({ step: 'ready' });
    await shootAndUpload(scan);
    expect(call().name).toBe('driverLicense');
    scan.setKind('vehicleLicense');
    await flush();
    expect(fake.prepared).toEqual(['vehicleLicense', 'driverLicense']);
  });
});

describe('a retry', () => {
  test('sends the photo that is in the cloud already', async () => {
    const { scan, last, recognized } = await startAndUpload();
    await answer(failure('BUSY', { retryable: true, photo: 'kept' }));
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'BUSY' } });
    await retry(scan);
    expect(last()).toMatchObject({ step: 'recognizing', failure: undefined });
    expect(fake.uploads).toHaveLength(1);
    expect(call(1).data).toEqual(call(0).data);
    await answer(success(vehicleLicense), 1);
    expect(recognized).toHaveLength(1);
    expect(fake.deleted).toEqual([]);
  });

  test('after a failed upload uploads the same photo without choosing again', async () => {
    const { scan, last } = await startAndShoot();
    fake.chooser = () => Promise.reject(new Error('the chooser was opened'));
    upload().fail({ errCode: -1, errMsg: 'uploadFile:fail network' });
    await flush();
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'NETWORK' } });
    await retry(scan);
    expect(upload(1).filePath).toBe('tmp/photo.jpg');
  });

  test('uploads again by itself where the photo is gone, once', async () => {
    const { scan, last, failed } = await startAndUpload();
    await answer(failure('TIMEOUT', { retryable: true, photo: 'kept' }));
    await retry(scan);
    await answer(failure('FILE_NOT_FOUND', { photo: 'none' }), 1);
    expect(last()).toMatchObject({ step: 'uploading' });
    expect(fake.uploads).toHaveLength(2);
    expect(upload(1).filePath).toBe('tmp/photo.jpg');
    upload(1).succeed();
    await flush();
    await answer(failure('FILE_NOT_FOUND', { photo: 'none' }), 2);
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'FILE_NOT_FOUND' } });
    expect(failed.map(({ reason }) => reason)).toEqual(['TIMEOUT', 'FILE_NOT_FOUND']);
    expect(fake.uploads).toHaveLength(2);
  });

  test('uploads again where the function said that the photo is deleted', async () => {
    const { scan } = await startAndUpload();
    await answer(failure('BUSY', { retryable: true, photo: 'deleted' }));
    await retry(scan);
    expect(fake.uploads).toHaveLength(2);
  });

  test('is not offered a photo whose failure is final, and what is left of it is deleted', async () => {
    const { scan } = await startAndUpload();
    call().fail(
      callError('Error: errCode: -501000  | errMsg: FunctionName parameter could not be found.'),
    );
    await flush();
    expect(fake.deleted).toHaveLength(1);
    await retry(scan);
    expect(fake.calls).toHaveLength(1);
  });

  test('given up for another photo deletes the kept one', async () => {
    const { scan } = await startAndUpload();
    await answer(failure('BUSY', { retryable: true, photo: 'kept' }));
    await shootAndUpload(scan);
    expect(fake.deleted).toEqual([`cloud://sample.bucket/${upload(0).cloudPath}`]);
    expect(call(1).data).toEqual({ fileID: `cloud://sample.bucket/${upload(1).cloudPath}` });
  });
});

describe('our own timer', () => {
  test('ends the wait after 22 seconds, and the photo can be sent again', async () => {
    const { scan, last } = await startAndUpload();
    jest.advanceTimersByTime(21999);
    await flush();
    expect(last()).toMatchObject({ step: 'recognizing' });
    jest.advanceTimersByTime(1);
    await flush();
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'NO_ANSWER' } });
    expect(fake.deleted).toEqual([]);
    await retry(scan);
    expect([fake.uploads.length, fake.calls.length]).toEqual([1, 2]);
  });

  test('makes a late answer harmless to the newer run', async () => {
    const { scan, last, recognized } = await startAndUpload();
    jest.advanceTimersByTime(22000);
    await flush();
    await retry(scan);
    await answer(failure('LICENSE_NOT_FOUND'));
    expect(last()).toMatchObject({ step: 'recognizing' });
    await answer(success(vehicleLicense), 1);
    expect(recognized).toHaveLength(1);
  });

  test('leaves no timer running once the answer is there', async () => {
    await startAndUpload();
    await answer(success(vehicleLicense));
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the upload folder', () => {
  beforeEach(() => {
    fake.prefix = undefined;
  });

  test('is asked for once more where the first answer was a failure', async () => {
    const { scan, last } = start();
    await flush();
    call().fail(callError('request:fail'));
    await flush();
    await shoot(scan);
    await answer({ ok: true, errCode: 0, errMsg: 'ok', uploadPrefix: 'license-ocr/o-second/' }, 1);
    expect(upload().cloudPath).toMatch(/^license-ocr\/o-second\//);
    expect(last()).toMatchObject({ step: 'uploading' });
  });

  test('that cannot be had is a failure with the photo still in hand', async () => {
    const { scan, last } = start();
    await flush();
    call().fail(callError('request:fail'));
    await shoot(scan);
    call(1).fail(callError('request:fail'));
    await flush();
    expect(last()).toMatchObject({
      step: 'failed',
      failure: { reason: 'NETWORK', retryable: true },
    });
    await retry(scan);
    await answer({ ok: true, errCode: 0, errMsg: 'ok', uploadPrefix: 'license-ocr/o-sample/' }, 2);
    expect(fake.uploads).toHaveLength(1);
  });

  test('refused by the function is shown with the reason of the function', async () => {
    const { scan, last } = start();
    await flush();
    call().answer(failure('NO_CALLER', { photo: 'none' }));
    await shoot(scan);
    await answer(failure('NO_CALLER', { photo: 'none' }), 1);
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'NO_CALLER' } });
  });
});

test('nothing is started any more once the scan is closed', async () => {
  const { scan, states } = start();
  scan.close();
  await shoot(scan);
  await retry(scan);
  expect(states).toEqual([]);
  expect(fake.uploads).toHaveLength(0);
});

test('a chooser that never answers leaves no dead button: a tap after a second takes over, one within it is a double tap', async () => {
  const { chooser } = fake;
  fake.chooser = () => new Promise(() => {});
  const { scan, last } = await startAndShoot();
  await shoot(scan);
  expect(fake.chosen).toHaveLength(1);
  fake.chooser = chooser;
  jest.advanceTimersByTime(1000);
  scan.shoot('album');
  await flush();
  expect(fake.chosen).toHaveLength(2);
  expect(last()).toMatchObject({ step: 'uploading' });
});

describe('a photo that looks bad', () => {
  const dark = (width: number, height: number) =>
    new Uint8ClampedArray(width * height * 4).fill(10);
  beforeEach(() => {
    fake.pixels = dark;
  });

  test('is warned of before anything is uploaded, and read all the same where the user wants', async () => {
    const { scan, last, recognized } = await startAndShoot();
    expect(last()).toMatchObject({ step: 'warned', doubts: ['TOO_DARK'], warnedAgain: false });
    expect([fake.uploads.length, fake.calls.length]).toEqual([0, 0]);
    scan.goOn();
    await flush();
    upload().succeed();
    await flush();
    await answer(success(vehicleLicense));
    expect(recognized[0]).toMatchObject({ warnedOf: ['TOO_DARK'] });
  });

  test('taken again opens the same source at once, and the second same warning knows it', async () => {
    const { scan, last } = start();
    scan.shoot('album');
    await flush();
    scan.again();
    await flush();
    expect(fake.chosen.map(({ sourceType }) => sourceType)).toEqual([['album'], ['album']]);
    expect(last()).toMatchObject({ step: 'warned', warnedAgain: true });
    fake.pixels = undefined;
    scan.again();
    await flush();
    expect(last()).toMatchObject({ step: 'uploading', doubts: [] });
  });
});

describe('what is under way', () => {
  test('survives a long stay in the background: the waiting answer comes before our timer', async () => {
    const { last, recognized } = await startAndUpload();
    jest.advanceTimersByTime(20000);
    // The thread stops for a minute; the overdue tick runs first, then the answer.
    jest.setSystemTime(Date.now() + 60000);
    jest.advanceTimersByTime(1000);
    await flush();
    expect(last()).toMatchObject({ step: 'recognizing' });
    await answer(success(vehicleLicense));
    expect(recognized).toHaveLength(1);
  });

  test('is not counted against our timer while the page is away', async () => {
    const { last } = await startAndUpload();
    jest.setSystemTime(Date.now() + 600000);
    jest.advanceTimersByTime(21000);
    await flush();
    expect(last()).toMatchObject({ step: 'recognizing' });
    jest.advanceTimersByTime(2000);
    await flush();
    expect(last()).toMatchObject({ step: 'failed', failure: { reason: 'NO_ANSWER' } });
  });
});

test('a photo that shall be kept is kept by function and page, and its fileID handed on', async () => {
  const { recognized } = await startAndUpload('vehicleLicense', { keepFile: true });
  expect(call().data).toMatchObject({ keepFile: true });
  await answer({ ...success(vehicleLicense), photo: 'kept' });
  expect(recognized[0]).toMatchObject({ fileID: call().data.fileID });
  expect(fake.deleted).toEqual([]);
});

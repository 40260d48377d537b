import { credentials, inProcess, openId } from '../helpers/functions';

// What the environment of an instance tells of the caller and of itself.

test('an OPENID that the SDK has turned into an inexact number is none', async () => {
  expect(
    await inProcess({ action: 'prepare' }, { WX_OPENID: '12345678901234567890' }),
  ).toMatchObject({ reason: 'NO_CALLER' });
  expect(await inProcess({ action: 'prepare' }, { WX_OPENID: '1234567890' })).toMatchObject({
    uploadPrefix: 'license-ocr/1234567890/',
  });
});

describe('in an environment shared with another Mini Program', () => {
  const shared = (openid: string, from: string) => ({
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_FROM_OPENID',
    WX_OPENID: openid,
    WX_FROM_OPENID: from,
  });

  test.each([
    ['', 'oFrom', 'license-ocr/oFrom/'],
    [openId, 'oFrom', `license-ocr/${openId}/`],
    ['12345678901234567890', 'oFrom', undefined],
    ['', '', undefined],
  ])('OPENID "%s" with FROM_OPENID "%s" may upload to %s', async (openid, from, uploadPrefix) => {
    expect(await inProcess({ action: 'prepare' }, shared(openid, from))).toMatchObject(
      uploadPrefix === undefined ? { reason: 'NO_CALLER' } : { ok: true, uploadPrefix },
    );
  });

  test.each(['oFrom2', openId, 'undefined'])('the folder of %s stays closed', async (owner) => {
    const fileID = `cloud://specimen-1a2b.bucket/license-ocr/${owner}/a.jpg`;
    expect(await inProcess({ fileID }, { ...credentials, ...shared('', 'oFrom') })).toMatchObject({
      reason: 'FILE_FORBIDDEN',
    });
  });
});

const foreign = `cloud://other.other/license-ocr/${openId}/a.jpg`;
test('local debugging in an environment of another name than local compares it', async () => {
  const debugging = { ...credentials, TENCENTCLOUD_RUNENV: 'WX_LOCAL_SCF' };
  expect(await inProcess({ fileID: foreign }, debugging)).toMatchObject({
    reason: 'FILE_FORBIDDEN',
  });
});

test('without credentials it says so, and not that the cloud is busy', async () => {
  for (const event of [{ fileID: foreign }, { imgUrl: 'https://example.com/a.jpg' }]) {
    expect(await inProcess(event)).toEqual({
      ok: false,
      errCode: -700000,
      errMsg: expect.stringMatching(/has no credentials .* npm start or npm run recognize$/),
      reason: 'UNEXPECTED',
      retryable: false,
      photo: 'none',
    });
  }
});

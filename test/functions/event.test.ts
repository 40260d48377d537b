import { parseEvent } from '../../cloudfunctions/shared/event';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

describe('an event that fits', () => {
  const fileId = 'cloud://a.b/c';
  const imgUrl = 'https://example.com/a.jpg?b=c';
  const usual = { action: 'recognize', type: 'photo', keepFile: false };
  const all = { action: 'recognize', type: 'scan', keepFile: true };

  test.each([
    ['prepare', { action: 'prepare' }, { action: 'prepare' }],
    [
      'prepare beside an input, which it does not look at',
      { action: 'prepare', fileID: 'x' },
      { action: 'prepare' },
    ],
    ['a fileID alone', { fileID: fileId }, { ...usual, input: 'fileID', fileId }],
    ['an address with all options', { ...all, imgUrl }, { ...all, input: 'imgUrl', imgUrl }],
  ])('%s', (_title, event, request) => {
    expect(parseEvent(event)).toEqual(request);
  });

  test.each([
    ['base64', jpeg.toString('base64')],
    ['base64 with line breaks', '/9j/\r\n4A=='],
    ['base64 without padding', '/9j/4A'],
    ['a Buffer', jpeg],
    ['a Uint8Array', new Uint8Array(jpeg)],
    ['what JSON makes of a Buffer', JSON.parse(JSON.stringify(jpeg))],
  ])('takes the bytes of img as %s', (_title, value) => {
    expect(parseEvent({ img: { contentType: 'image/png', value } })).toMatchObject({
      input: 'img',
      bytes: jpeg,
    });
  });

  test('the keys that the platform adds are ignored', () => {
    const event = { fileID: 'x', userInfo: { openId: 'o' }, tcbContext: {}, constructor: 1 };
    expect(parseEvent(event)).toMatchObject({ input: 'fileID', fileId: 'x' });
  });
});

describe('an event that does not fit is refused, naming the key and never its value', () => {
  const secret = 'SECRET';
  test.each([
    [undefined, 'the event must be an object'],
    [null, 'the event must be an object'],
    [secret, 'the event must be an object'],
    [[secret], 'the event must be an object'],
    [{}, 'exactly one of fileID, imgUrl and img is needed, got 0'],
    [{ fileID: secret, imgUrl: 'https://example.com/SECRET' }, 'got 2'],
    [{ action: secret }, "action must be 'recognize' or 'prepare'"],
    [{ fileID: { secret } }, 'fileID must be text'],
    [{ fileID: null }, 'fileID must be text'],
    [{ fileID: 'x', type: secret }, "type must be 'photo' or 'scan'"],
    [{ fileID: 'x', keepFile: secret }, 'keepFile must be true or false'],
    [{ imgUrl: secret }, 'imgUrl must be an http(s) address'],
    [{ imgUrl: `ftp://example.com/${secret}` }, 'imgUrl must'],
    [{ imgUrl: `cloud://a.b/${secret}` }, 'imgUrl must'],
    [{ imgUrl: `https://${secret}:pw@example.com/` }, 'imgUrl must'],
    [{ imgUrl: `https://${secret}@example.com/` }, 'imgUrl must'],
    [{ imgUrl: `https://example.com/${secret} x` }, 'imgUrl must'],
    [{ imgUrl: `https:\\\\example.com\\${secret}` }, 'imgUrl must'],
    [{ imgUrl: `https://example.com/${secret.padEnd(2048, 'x')}` }, 'imgUrl must'],
    [{ img: secret }, 'img must be { contentType, value }'],
    [{ img: {} }, 'img.value must be base64'],
    [{ img: { value: `data:image/png;base64,${secret}` } }, 'img.value must be base64'],
    [{ img: { value: `${secret}!` } }, 'img.value must'],
    [{ img: { value: secret.slice(0, 5) } }, 'img.value must'],
    [{ img: { value: { type: 'Buffer', data: [256] } } }, 'img.value must'],
    [{ img: { value: { type: 'Buffer', data: [secret] } } }, 'img.value must'],
    [{ img: { contentType: 1, value: '' } }, 'img.contentType must be text'],
  ])('%j', (event, message) => {
    expect(() => parseEvent(event)).toThrow(
      expect.objectContaining({
        reason: 'INVALID_EVENT',
        errCode: -700001,
        sentence: expect.stringContaining(message),
      }),
    );
    expect(() => parseEvent(event)).toThrow(
      expect.objectContaining({ sentence: expect.not.stringContaining(secret) }),
    );
  });

  test('even one that throws while it is read', () => {
    const event = {
      get fileID() {
        throw new Error(secret);
      },
    };
    expect(() => parseEvent(event)).toThrow('the event must be an object');
  });

  test('an address of exactly 2,048 characters is the longest that fits', () => {
    const imgUrl = 'https://example.com/'.padEnd(2048, 'x');
    expect(parseEvent({ imgUrl })).toMatchObject({ imgUrl });
    expect(() => parseEvent({ imgUrl: `${imgUrl}x` })).toThrow('imgUrl must');
  });
});

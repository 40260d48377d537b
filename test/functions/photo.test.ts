import { contentTypeOf } from '../../cloudfunctions/shared/photo';

test.each([
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['RIFF\n\0\0\0WEBP', 'image/webp'],
  ['BM', 'image/bmp'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
])('%j begins a picture of the type %s', (signature, contentType) => {
  expect(contentTypeOf(Buffer.from(`${signature} and more`, 'latin1'))).toBe(contentType);
});

test.each([
  [2 * 1024 * 1024 - 1, 'passes'],
  [2 * 1024 * 1024, 'is refused'],
])('a picture of %i bytes %s', (size, outcome) => {
  const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff])], size);
  if (outcome === 'passes') expect(contentTypeOf(picture)).toBe('image/jpeg');
  else {
    expect(() => contentTypeOf(picture)).toThrow(
      expect.objectContaining({ reason: 'IMAGE_TOO_LARGE', errCode: -700004 }),
    );
  }
});

test.each(['', '\xff\xd8', '\x89PNG', 'RIFF\0\0\0\0WAVE', 'GIF88a', '%PDF-1.7', ' BM'])(
  '%j begins none',
  (beginning) => {
    expect(() => contentTypeOf(Buffer.from(beginning, 'latin1'))).toThrow(
      expect.objectContaining({ reason: 'IMAGE_FORMAT', errCode: -700005 }),
    );
  },
);

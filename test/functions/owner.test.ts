import { checkOwner } from '../../cloudfunctions/shared/owner';

const caller = { openId: 'oSpecimen-User_1', envId: 'specimen-1a2b', isLocalDebugging: false };
const own =
  'cloud://specimen-1a2b.7370-specimen-1a2b-1250000000/license-ocr/oSpecimen-User_1/a.jpg';
const kept = own.replace('license-ocr', 'license-ocr-kept');
const refusal = expect.objectContaining({ reason: 'FILE_FORBIDDEN', errCode: -700003 });

test.each([
  own,
  own.replace('a.jpg', 'A-b_c.1'),
  own.replace('a.jpg', 'x'.repeat(128)),
  own.replace('a.jpg', '..jpg'),
  kept,
])("a plain name in the caller's own folder passes: %s", (fileId) => {
  expect(() => checkOwner(fileId, caller)).not.toThrow();
});

test.each([
  ['nothing', ''],
  ['an http address', own.replace('cloud://', 'https://')],
  ['an upper-case scheme', own.replace('cloud', 'CLOUD')],
  ['another environment', own.replace('specimen-1a2b.', 'other-1a2b.')],
  ['an environment with the same beginning', own.replace('specimen-1a2b.', 'specimen-1a2b-x.')],
  ['an environment that is the beginning', own.replace('specimen-1a2b.', 'specimen-1a2.')],
  ['an environment in upper case', own.replace('specimen-1a2b.', 'SPECIMEN-1A2B.')],
  ['no bucket', own.replace(/\.7370[^/]*/, '')],
  ['an empty bucket', own.replace(/7370[^/]*/, '')],
  ['a dot in the bucket', own.replace('.7370', '.evil.7370')],
  ['a port after the bucket', own.replace('1250000000', '1250000000:80')],
  ['a user before the environment', own.replace('cloud://', 'cloud://x@')],
  ['another folder', own.replace('license-ocr', 'avatars')],
  ['a folder of the same beginning', own.replace('license-ocr', 'license-ocr2')],
  ['a folder like the one of kept photos', own.replace('license-ocr', 'license-ocr-kept2')],
  ["another user's kept photo", kept.replace('oSpecimen-User_1', 'oSpecimen-User_2')],
  ['a kept photo of another environment', kept.replace('specimen-1a2b.', 'other-1a2b.')],
  ['a folder below that of kept photos', kept.replace('a.jpg', 'b/a.jpg')],
  ["another user's folder", own.replace('oSpecimen-User_1', 'oSpecimen-User_2')],
  ['an OPENID that begins with this one', own.replace('User_1', 'User_12')],
  ['an OPENID that this one begins with', own.replace('User_1', 'User_')],
  ['an OPENID in lower case', own.replace('oSpecimen', 'ospecimen')],
  ['no OPENID', own.replace('oSpecimen-User_1/', '')],
  ['an empty OPENID', own.replace('oSpecimen-User_1', '')],
  ['a folder above', own.replace('a.jpg', '../a.jpg')],
  ['a folder above, and back', own.replace('a.jpg', '../oSpecimen-User_1/a.jpg')],
  ['one dot', own.replace('a.jpg', '.')],
  ['two dots', own.replace('a.jpg', '..')],
  ['many dots', own.replace('a.jpg', '.....')],
  ['a folder below', own.replace('a.jpg', 'b/a.jpg')],
  ['no name', own.replace('a.jpg', '')],
  ['a doubled slash', own.replace('/a.jpg', '//a.jpg')],
  ['a doubled slash at the start', own.replace('/license-ocr', '//license-ocr')],
  ['an encoded slash', own.replace('a.jpg', '..%2Fa.jpg')],
  ['an encoded dot', own.replace('a.jpg', '%2e%2e')],
  ['a backslash', own.replace('a.jpg', '..\\a.jpg')],
  ['a query', own.replace('a.jpg', 'a.jpg?x=1')],
  ['a fragment', own.replace('a.jpg', 'a.jpg#x')],
  ['a blank', own.replace('a.jpg', 'a b.jpg')],
  ['a line break at the end', `${own}\n`],
  ['a null character', own.replace('a.jpg', 'a.jpg\0')],
  ['a Chinese name', own.replace('a.jpg', '样本.jpg')],
  ['a name of 129 characters', own.replace('a.jpg', 'x'.repeat(129))],
  ['something before', `x${own}`],
])('%s is refused', (_title, fileId) => {
  expect(() => checkOwner(fileId, caller)).toThrow(refusal);
});

test('without a caller, not even the folder called undefined passes', () => {
  const nobody = { ...caller, openId: undefined };
  expect(() => checkOwner(own.replace('oSpecimen-User_1', 'undefined'), nobody)).toThrow(refusal);
});

test('without an environment of its own the function refuses every file', () => {
  expect(() => checkOwner(own, { ...caller, envId: undefined })).toThrow(refusal);
});

test('in local debugging the environment is not compared, the caller is', () => {
  const debugging = { ...caller, envId: 'local', isLocalDebugging: true };
  expect(() => checkOwner(own, debugging)).not.toThrow();
  expect(() => checkOwner(own.replace('User_1', 'User_2'), debugging)).toThrow(refusal);
});

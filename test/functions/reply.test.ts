import { toAnswer } from '../../cloudfunctions/shared/reply';

test('the answer comes without what the SDK added', () => {
  const reply = { vin: 'x', errMsg: 'openapi.ocr.vehicleLicense:ok', errCode: 0 };
  expect(toAnswer(reply)).toEqual({ vin: 'x' });
});

test('an empty object is an answer, though one without a licence', () => {
  expect(toAnswer({ errMsg: 'ok', errCode: 0 })).toEqual({});
});

test('a key called result beside others is a key', () => {
  expect(toAnswer({ result: 'x', vin: 'y', errMsg: 'ok', errCode: 0 })).toEqual({
    result: 'x',
    vin: 'y',
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'vin'],
  ['a page', { contentType: 'text/html', buffer: Buffer.from('<html>'), errMsg: 'ok', errCode: 0 }],
  ['text that is not JSON', { result: '<html>', errMsg: 'ok', errCode: 0 }],
  ['a list', { 0: { vin: 'x' }, errMsg: 'ok', errCode: 0 }],
])('%s is not an answer, and the same photo may be tried again', (_title, reply) => {
  expect(() => toAnswer(reply)).toThrow(
    expect.objectContaining({ reason: 'BUSY', errCode: -700009 }),
  );
});

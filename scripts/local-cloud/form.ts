import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import busboy from 'busboy';

export interface FormFile {
  bytes: Buffer;
  filename: string;
}

export interface Form {
  fields: Map<string, string>;
  /** Parts with a filename, or without one but of type application/octet-stream. */
  files: Map<string, FormFile>;
}

/**
 * Reads a multipart form. Not by `Request.formData()`, which turns a part without a filename into
 * text: the SDK's `requestData` is such a part, and its bytes would not survive.
 * Rejects where the body is not a form, is cut off, or one part is larger than `maxBytes`.
 */
export async function parseForm(request: IncomingMessage, maxBytes: number): Promise<Form> {
  const form: Form = { fields: new Map(), files: new Map() };
  const pending: Promise<void>[] = [];
  await new Promise<void>((resolve, reject) => {
    const parser = busboy({
      headers: request.headers,
      limits: { fileSize: maxBytes, fieldSize: maxBytes, parts: 50 },
    });
    parser.on('field', (name, value) => form.fields.set(name, value));
    parser.on('file', (name, stream, { filename }) => {
      stream.on('limit', () => reject(new RangeError(`more than ${maxBytes} bytes`)));
      pending.push(
        buffer(stream).then((bytes) => {
          form.files.set(name, { bytes, filename: filename ?? '' });
        }),
      );
    });
    parser.on('error', reject);
    parser.on('close', resolve);
    request.on('aborted', () => reject(new Error('the request was cut off')));
    request.pipe(parser);
  });
  await Promise.all(pending);
  return form;
}

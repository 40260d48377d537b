import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { RequestError, readBody } from './server';

interface FormFile {
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
 * @throws RequestError where the body is not a whole form or is larger than `maxBytes`
 */
export async function readForm(incoming: IncomingMessage, maxBytes: number): Promise<Form> {
  const body = await readBody(incoming, maxBytes);
  const form: Form = { fields: new Map(), files: new Map() };
  try {
    await new Promise<void>((resolve, reject) => {
      const parser = busboy({
        headers: incoming.headers,
        limits: { fileSize: maxBytes, fieldSize: maxBytes, parts: 50 },
      });
      parser.on('field', (name, value) => form.fields.set(name, value));
      parser.on('file', (name, stream, { filename }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          form.files.set(name, { bytes: Buffer.concat(chunks), filename: filename ?? '' });
        });
        // Where the form breaks off inside the part.
        stream.on('error', reject);
      });
      parser.on('error', reject);
      parser.on('close', resolve);
      parser.end(body);
    });
  } catch (error) {
    throw new RequestError(400, `the body is not a form: ${(error as Error).message}`);
  }
  return form;
}

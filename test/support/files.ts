import { crc32, deflateSync } from 'node:zlib';
import type { Response } from 'supertest';
import type { StoredFileResponse } from '../../src/clinical/files/dto/file.response.js';
import type { Client, World } from './world.js';

const BOUNDARY = 'a-boundary-of-tests';

export interface FormOfAFile {
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: Buffer | string;
  /** What the sender says it is; nobody believes it. */
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** A form as a browser sends it. */
export function formOf({ fields = {}, file, type = 'application/pdf' }: FormOfAFile): Buffer {
  const parts = Object.entries({ kind: 'outside-result', title: 'Xét nghiệm tuyến huyện', ...fields }).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: ${type}\r\n\r\n`;
  const withFile = file === undefined ? [] : [Buffer.from(head), Buffer.from(file), Buffer.from('\r\n')];
  return Buffer.concat([Buffer.from(parts.join('')), ...withFile, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export const sendFile = (client: Client, path: string, form: FormOfAFile): Promise<Response> =>
  client.post(path, formOf(form), { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, ...form.headers });

/** A file in a record. @param as who stores it */
export async function aStoredFile(
  world: World,
  path: string,
  form: FormOfAFile = {},
  as: Client = world.as('nurse'),
): Promise<StoredFileResponse> {
  const { status, body, text } = await sendFile(as, path, { file: aPdf(path), ...form });
  if (status !== 201) throw new Error(`${path}: ${text}`);
  return body as StoredFileResponse;
}

/** A small paper that says `text`. */
export const aPdf = (text = 'a', objects = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n% ${text}\n${objects}\ntrailer << /Root 1 0 R >>\n%%EOF\n`,
  );

/** A grey picture; `before` stands before its end, `behind` behind it. */
export function aPng({ width = 2, height = 2, before = Buffer.alloc(0), behind = '' } = {}): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size[8] = 8;
  const rows = deflateSync(Buffer.alloc(Math.min(height, 16) * (Math.min(width, 16) + 1)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[chunk('IHDR', size), chunk('IDAT', rows), chunk('tEXt', before), chunk('IEND', Buffer.alloc(0))],
    Buffer.from(behind),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(framed));
  return Buffer.concat([length, framed, sum]);
}

/** The segments of a JPEG that say how large it is, and a scan of nothing. */
export const aJpeg = (width = 8, height = 8): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]),
  ]);

import { createHash } from 'node:crypto';
import { httpProblems, Problem } from '../../kernel/problem.js';
import type { Upload } from '../routes/upload.js';
import { cleanJson } from './json-body.js';

/** A file and some fields about it; more parts come from nobody's form. */
const MOST_PARTS = 20;
const MOST_HEADER_BYTES = 2_048;
const MOST_FIELD_BYTES = 8_192;
const END_OF_HEADERS = '\r\n\r\n';

/** A form as it was sent: its fields, empty ones left out, and its file. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Upload | undefined;
  /** SHA-256 of what it says, whatever stands between its parts: a form that is sent again is the same. */
  readonly hash: string;
}

/**
 * A multipart/form-data body (RFC 7578) as browsers and curl write it: fields as UTF-8, and at most one file, called `file`. What it is, its
 * bytes tell and not the header of its part. Nothing is copied: the file is a part of the body.
 * @throws Problem malformedBody, invalidUtf8, nulCharacter
 */
export function readMultipart(contentType: string, body: Buffer): Form {
  const fields = new Map<string, string>();
  let file: Upload | undefined;
  for (const { name, isFile, bytes } of partsOf(delimiterOf(contentType), body)) {
    if (fields.has(name) || (isFile && (file !== undefined || name !== 'file'))) throw malformed();
    if (isFile) file = { bytes, sha256: sha256(bytes) };
    else fields.set(name, textOf(bytes));
  }
  const given = cleanJson(Object.fromEntries([...fields].filter(([, text]) => text !== ''))) as Record<string, string>;
  const said = Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
  return { fields: given, file, hash: sha256(Buffer.from(JSON.stringify([said, file?.sha256 ?? null]))) };
}

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly bytes: Buffer;
}

function* partsOf(delimiter: string, body: Buffer): Generator<Part> {
  let at = delimiter.length;
  if (body.indexOf(delimiter) !== 0) throw malformed();
  for (let count = 0; body.toString('latin1', at, at + 2) !== '--'; count++) {
    if (count === MOST_PARTS || body.toString('latin1', at, at + 2) !== '\r\n') throw malformed();
    const begins = body.subarray(at, at + MOST_HEADER_BYTES).indexOf(END_OF_HEADERS);
    if (begins === -1) throw malformed();
    const from = at + begins + END_OF_HEADERS.length;
    const ends = body.indexOf(`\r\n${delimiter}`, from);
    if (ends === -1) throw malformed();
    yield { ...nameIn(textOf(body.subarray(at + 2, at + begins))), bytes: body.subarray(from, ends) };
    at = ends + 2 + delimiter.length;
  }
  if (!/^--\s*$/.test(body.toString('latin1', at, at + 10)) || body.length > at + 10) throw malformed();
}

/** @throws Problem malformedBody where the header has none as RFC 2046, section 5.1.1, allows */
function delimiterOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^";\s]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary || !/^[\w'()+,./:=? -]+$/.test(boundary)) throw malformed();
  return `--${boundary}`;
}

function nameIn(headers: string): Omit<Part, 'bytes'> {
  const lines = headers.split('\r\n');
  // RFC 7578, section 4.7: no encodings any more. What came in one would be kept as it came.
  if (lines.some((line) => /^content-transfer-encoding:/i.test(line) && !/:\s*(?:binary|8bit|7bit)\s*$/i.test(line))) {
    throw malformed();
  }
  const disposition = lines.find((line) => /^content-disposition:\s*form-data\s*;/i.test(line));
  const [, name] = /;\s*name="([^"]{1,100})"/i.exec(disposition ?? '') ?? [];
  if (!disposition || !name) throw malformed();
  return { name, isFile: /;\s*filename\*?=/i.test(disposition) };
}

function textOf(bytes: Buffer): string {
  if (bytes.length > MOST_FIELD_BYTES) throw malformed();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem(httpProblems.invalidUtf8, { cause });
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const malformed = (): Problem => new Problem(httpProblems.malformedBody);

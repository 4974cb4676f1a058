import { StreamableFile } from '@nestjs/common';
import type { StoredFileResponse } from './dto/file.response.js';
import type { MediaType } from './file-content.rules.js';

const ENDINGS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** A file on its way out: to be saved, under no name that tells of its patient. It still knows whom it shows, and is recorded as any answer. */
export class GivenFile extends StreamableFile {
  constructor(
    readonly file: StoredFileResponse,
    bytes: Buffer,
  ) {
    const { id, kind, mediaType } = file;
    const disposition = `attachment; filename="${kind}-${id}.${ENDINGS[mediaType as MediaType]}"`;
    super(bytes, { type: mediaType, length: bytes.length, disposition });
  }
}

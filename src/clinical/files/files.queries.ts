import { Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import { patientProblems } from '../patients/patients.errors.js';
import type { FilesQuery } from './dto/file.dto.js';
import type { StoredFilePage, StoredFileResponse } from './dto/file.response.js';
import { kindText } from './file.mapper.js';
import { fileProblems } from './files.errors.js';

type FileRow = Omit<
  StoredFileResponse,
  'kindText' | 'addedBy' | 'addedAt' | 'markedBy' | 'markedAt' | 'content' | 'updatedAt'
> & {
  readonly addedBy: string;
  readonly adderName: string | null;
  readonly addedAt: Date;
  readonly markedBy: string | null;
  readonly markerName: string | null;
  readonly markedAt: Date | null;
  readonly updatedAt: Date;
};

/** A file with its bytes as they lie in the database. */
export interface SealedFile {
  readonly file: StoredFileResponse;
  readonly content: Buffer | null;
  readonly sealedKey: string | null;
}

/** Reads papers and pictures. */
@Injectable()
export class FilesQueries {
  constructor(private readonly database: Database) {}

  /** The latest added first. @throws Problem patientNotFound */
  async list(patientId: string, query: FilesQuery): Promise<StoredFilePage> {
    const known = await this.database.query(KNOWN, [patientId]);
    if (known.length === 0) throw new Problem(patientProblems.patientNotFound);
    return { patientId, ...(await readPage(this.database, LIST, query, [patientId], toFile)) };
  }

  /** @throws Problem fileNotFound */
  async get(id: string): Promise<StoredFileResponse> {
    const [row] = await this.database.query<FileRow>({ name: 'files.one', text: ONE }, [id]);
    if (!row) throw new Problem(fileProblems.fileNotFound);
    return toFile(row);
  }

  /** With its bytes. @throws Problem fileNotFound */
  async sealed(id: string): Promise<SealedFile> {
    const file = await this.get(id);
    const [row] = await this.database.query<SealedRow>(BYTES, [id, 1, PIECE]);
    if (!row) return { file, content: null, sealedKey: null };
    return { file, content: await this.whole(id, row), sealedKey: row.sealedKey };
  }

  /** In pieces: drivers take bytes as text, several times as large. */
  private async whole(id: string, { length, piece }: SealedRow): Promise<Buffer> {
    if (piece.length === length) return piece;
    const content = Buffer.allocUnsafe(length);
    for (let at = piece.copy(content); at < length;) {
      const [row] = await this.database.query<SealedRow>(BYTES, [id, at + 1, PIECE]);
      if (!row || row.piece.length === 0) break;
      at += row.piece.copy(content, at);
    }
    return content;
  }

  /** Inside a transaction that has just written it. */
  getWithin = async (tx: Tx, id: string): Promise<StoredFileResponse> =>
    toFile(firstRow(await tx.$queryRawUnsafe<FileRow[]>(ONE, id)));
}

const SELECT = `SELECT f.id, f.patient_id AS "patientId", f.encounter_id AS "encounterId", f.kind, f.title, f.dated_on::text AS "datedOn",
    f.media_type AS "mediaType", f.size, f.width, f.height, f.sha256, f.late_reason AS "lateReason", f.status,
    f.status_reason AS "statusReason", f.added_by AS "addedBy", adder.full_name AS "adderName", f.added_at AS "addedAt",
    f.marked_by AS "markedBy", marker.full_name AS "markerName", f.marked_at AS "markedAt", f.version, f.updated_at AS "updatedAt",
    (SELECT o.id FROM stored_file o WHERE o.patient_id = f.patient_id AND o.sha256 = f.sha256 AND o.id < f.id ORDER BY o.id LIMIT 1) AS "sameAs"
  FROM stored_file f LEFT JOIN staff_member adder ON adder.id = f.added_by LEFT JOIN staff_member marker ON marker.id = f.marked_by`;
const ONE = `${SELECT} WHERE f.id = $1::uuid`;
const KNOWN = { name: 'files.known', text: 'SELECT FROM patient WHERE id = $1' };
/** In bytes; most files are one. */
const PIECE = 4_194_304;
interface SealedRow {
  readonly length: number;
  readonly piece: Buffer;
  readonly sealedKey: string;
}
const BYTES = {
  name: 'files.bytes',
  text: `SELECT length(c.content) AS length, substring(c.content FROM $2 FOR $3) AS piece, k.sealed AS "sealedKey" FROM stored_file_content c JOIN stored_file_key k ON k.file_id = c.file_id
    WHERE c.file_id = $1`,
};
const LIST: KeysetList = {
  name: 'files.list',
  select: SELECT,
  where: 'f.patient_id = $1',
  filters: { kind: (value) => `f.kind = ${value}`, encounterId: (value) => `f.encounter_id = ${value}::uuid` },
  ...newestFirst('f'),
};

function toFile({ adderName, markerName, ...row }: FileRow): StoredFileResponse {
  const { id, kind, addedBy, addedAt, markedBy, markedAt, updatedAt } = row;
  return {
    ...row,
    kindText: kindText(kind),
    addedBy: personRef(addedBy, adderName),
    addedAt: addedAt.toISOString(),
    markedBy: personRef(markedBy, markerName),
    markedAt: markedAt?.toISOString() ?? null,
    content: `/api/v1/files/${id}/content`,
    updatedAt: updatedAt.toISOString(),
  };
}

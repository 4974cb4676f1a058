import { Injectable } from '@nestjs/common';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import type { Localised } from '../../kernel/language.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { grouped } from './document-code.js';
import { FORM_TITLES, RECIPIENT_WORDS } from './documents.words.js';
import type { IssuedDocumentPage, IssuedDocumentResponse } from './dto/issued-document.response.js';

type IssuedRow = Omit<
  IssuedDocumentResponse,
  'title' | 'recipientText' | 'issuedBy' | 'issuedAt' | 'withdrawnBy' | 'withdrawnAt'
> & {
  readonly recipient: string | null;
  readonly issuedBy: string;
  readonly issuerName: string;
  readonly issuedAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawerName: string | null;
  readonly withdrawnAt: Date | null;
};

/** Reads which papers were printed of a patient. */
@Injectable()
export class IssuedDocumentsQueries {
  constructor(private readonly database: Database) {}

  /** The latest first. @throws Problem patientNotFound */
  async list(patientId: string, query: PageQuery): Promise<IssuedDocumentPage> {
    const known = await this.database.query(KNOWN, [patientId]);
    if (known.length === 0) throw new Problem(patientProblems.patientNotFound);
    return { patientId, ...(await readPage(this.database, LIST, query, [patientId], toIssued)) };
  }

  /** Inside a transaction that has just written it. */
  getWithin = async (tx: Tx, id: string): Promise<IssuedDocumentResponse> =>
    toIssued(firstRow(await tx.$queryRawUnsafe<IssuedRow[]>(`${SELECT} WHERE d.id = $1::uuid`, id)));
}

const SELECT = `SELECT d.id, d.patient_id AS "patientId", d.printed_encounter_id AS "encounterId", d.form, d.language, d.code, d.draft, d.pages,
    d.recipient, d.reason, d.issued_by AS "issuedBy", d.issuer_name AS "issuerName", d.issued_at AS "issuedAt", d.withdrawn_at AS "withdrawnAt",
    d.withdrawn_by AS "withdrawnBy", s.full_name AS "withdrawerName", d.withdrawn_reason AS "withdrawnReason", d.version
  FROM issued_document d LEFT JOIN staff_member s ON s.id = d.withdrawn_by`;
const KNOWN = { name: 'issued-documents.known', text: 'SELECT FROM patient WHERE id = $1' };
const LIST: KeysetList = {
  name: 'issued-documents.list',
  select: SELECT,
  where: 'd.patient_id = $1',
  ...newestFirst('d'),
};

function toIssued({ recipient, issuerName, withdrawerName, ...row }: IssuedRow): IssuedDocumentResponse {
  const { language } = requestContext();
  const titles: Readonly<Record<string, Localised>> = FORM_TITLES;
  const recipients: Readonly<Record<string, Localised>> = RECIPIENT_WORDS;
  return {
    ...row,
    code: grouped(row.code),
    title: titles[row.form]?.[language] ?? row.form,
    recipientText: recipient === null ? null : (recipients[recipient]?.[language] ?? recipient),
    issuedBy: personRef(row.issuedBy, issuerName),
    issuedAt: row.issuedAt.toISOString(),
    withdrawnBy: personRef(row.withdrawnBy, withdrawerName),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { may } from '../../platform/routes/policy.js';
import { documentProblems } from './documents.errors.js';
import type { IssuedDocumentResponse } from './dto/issued-document.response.js';
import { IssuedDocumentsQueries } from './issued-documents.queries.js';

interface HeldDocument extends VersionedRow {
  readonly issuedBy: string;
  readonly withdrawnAt: Date | null;
}
const DOCUMENT: Holdable = {
  table: 'issued_document',
  columns: 'r.issued_by AS "issuedBy", r.withdrawn_at AS "withdrawnAt"',
  notFound: documentProblems.documentNotFound,
};

/** Takes papers back that should not have been given: the paper is gone, and whoever asks with its code is told that it counts no more. */
@Injectable()
export class IssuedDocumentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: IssuedDocumentsQueries,
  ) {}

  /** Once, for good; for who printed it, doctors and the records office. @throws Problem documentNotFound, documentNotYours, documentWithdrawn; StaleVersion */
  withdraw(id: string, version: number, reason: string): Promise<IssuedDocumentResponse> {
    const wanted = { id, version };
    return this.unitOfWork.change<HeldDocument, IssuedDocumentResponse>(DOCUMENT, wanted, async (tx, held) => {
      if (held.withdrawnAt !== null) throw new Problem(documentProblems.documentWithdrawn);
      const { actor } = requestContext();
      if (held.issuedBy !== actor.id && !may(actor.role, 'note.read-in-error')) {
        throw new Problem(documentProblems.documentNotYours);
      }
      const data = { withdrawnAt: new Date(), withdrawnBy: actingPerson(), withdrawnReason: reason };
      await tx.issuedDocument.update({ where: { id }, data, select: { id: true } });
      return this.queries.getWithin(tx, id);
    });
  }
}

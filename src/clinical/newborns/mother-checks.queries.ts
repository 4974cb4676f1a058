import { Injectable } from '@nestjs/common';
import type { MotherCheck } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { Database } from '../../platform/database/database.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { PatientsService } from '../patients/patients.service.js';
import type { Occasion, Outcome } from './bracelets.rules.js';
import type { MotherCheckPage, MotherCheckResponse } from './dto/mother-check.response.js';

type Row = Omit<MotherCheck, 'motherBracelet' | 'newbornBracelet'> & { readonly checkerName: string | null };

/** Reads how bracelets were compared. */
@Injectable()
export class MotherChecksQueries {
  constructor(
    private readonly database: Database,
    private readonly patients: PatientsService,
  ) {}

  /** Those of a newborn, newest first. @throws Problem patientNotFound */
  async ofNewborn(patientId: string, query: PageQuery): Promise<MotherCheckPage> {
    const [page] = await Promise.all([
      readPage(this.database, OF_NEWBORN, query, [patientId], toMotherCheck),
      this.patients.requireKnown(patientId),
    ]);
    return { patientId, ...page };
  }

  async getWithin(tx: Tx, id: string): Promise<MotherCheckResponse> {
    return toMotherCheck(firstRow(await tx.$queryRawUnsafe<Row[]>(`${SELECT} WHERE m.id = $1::uuid`, id)));
  }
}

const SELECT = `SELECT ${modelColumns('MotherCheck', 'm', ['motherBracelet', 'newbornBracelet'])}, checker.full_name AS "checkerName"
  FROM mother_check m LEFT JOIN staff_member checker ON checker.id = m.checked_by`;

const OF_NEWBORN: KeysetList = {
  name: 'mother-checks.of-newborn',
  select: SELECT,
  where: 'm.patient_id = $1',
  ...newestFirst('m'),
};

const toMotherCheck = ({ checkerName, ...row }: Row): MotherCheckResponse => ({
  ...row,
  occasion: row.occasion as Occasion,
  outcome: row.outcome as Outcome,
  checkedBy: personRef(row.checkedBy, checkerName),
  checkedAt: row.checkedAt.toISOString(),
});

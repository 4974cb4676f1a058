import { Injectable } from '@nestjs/common';
import type { MedicineReconciliation } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { Database } from '../../platform/database/database.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { EncountersService } from '../encounters/encounters.service.js';
import type { ReconciliationPage, ReconciliationResponse } from './dto/reconciliation.response.js';
import type { Item, Point, ReconciliationState } from './reconciliation.rules.js';

type Row = Omit<MedicineReconciliation, 'items'> & {
  readonly items: Item[];
  readonly openerName: string | null;
  readonly completerName: string | null;
};

/** Reads which medicines were reconciled, and how. */
@Injectable()
export class ReconciliationQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /** Those of an encounter, newest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<ReconciliationPage> {
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, OF_ENCOUNTER, query, [encounterId], toReconciliation),
    ]);
    return { patientId, encounterId, ...page };
  }

  async getWithin(tx: Tx, id: string): Promise<ReconciliationResponse> {
    return toReconciliation(firstRow(await tx.$queryRawUnsafe<Row[]>(`${SELECT} WHERE m.id = $1::uuid`, id)));
  }
}

const SELECT = `SELECT ${modelColumns('MedicineReconciliation', 'm')}, opener.full_name AS "openerName", completer.full_name AS "completerName"
  FROM medicine_reconciliation m LEFT JOIN staff_member opener ON opener.id = m.opened_by
    LEFT JOIN staff_member completer ON completer.id = m.completed_by`;

const OF_ENCOUNTER: KeysetList = {
  name: 'reconciliations.of-encounter',
  select: SELECT,
  where: 'm.encounter_id = $1',
  ...newestFirst('m'),
};

const toReconciliation = ({
  openerName,
  completerName,
  updatedAt: _updatedAt,
  ...row
}: Row): ReconciliationResponse => ({
  ...row,
  point: row.point as Point,
  status: row.status as ReconciliationState,
  openedBy: personRef(row.openedBy, openerName),
  completedBy: personRef(row.completedBy, completerName),
  completedAt: row.completedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

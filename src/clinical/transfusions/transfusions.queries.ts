import { Injectable } from '@nestjs/common';
import type { Transfusion } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { Database } from '../../platform/database/database.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { EncountersService } from '../encounters/encounters.service.js';
import type { TransfusionPage, TransfusionResponse } from './dto/transfusion.response.js';

type Row = Transfusion & {
  readonly recorderName: string | null;
  readonly witnessName: string | null;
  readonly enderName: string | null;
};

/** Reads the units that were given. */
@Injectable()
export class TransfusionsQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /** Those of an encounter, newest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<TransfusionPage> {
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, OF_ENCOUNTER, query, [encounterId], toTransfusion),
    ]);
    return { patientId, encounterId, ...page };
  }

  async getWithin(tx: Tx, id: string): Promise<TransfusionResponse> {
    return toTransfusion(firstRow(await tx.$queryRawUnsafe<Row[]>(`${SELECT} WHERE t.id = $1::uuid`, id)));
  }
}

const SELECT = `SELECT ${modelColumns('Transfusion', 't')}, recorder.full_name AS "recorderName", witness.full_name AS "witnessName",
    ender.full_name AS "enderName"
  FROM transfusion t LEFT JOIN staff_member recorder ON recorder.id = t.recorded_by LEFT JOIN staff_member witness ON witness.id = t.witness_id
    LEFT JOIN staff_member ender ON ender.id = t.ended_by`;

const OF_ENCOUNTER: KeysetList = {
  name: 'transfusions.of-encounter',
  select: SELECT,
  where: 't.encounter_id = $1',
  ...newestFirst('t'),
};

const toTransfusion = (row: Row): TransfusionResponse =>
  ({
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    orderId: row.orderId,
    unitNumber: row.unitNumber,
    product: row.product,
    unitGroup: { abo: row.unitAbo, rhd: row.unitRhd },
    patientGroup: { abo: row.patientAbo, rhd: row.patientRhd },
    expiresAt: row.expiresAt.toISOString(),
    status: row.status,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    volume: row.volume,
    reaction: row.reaction,
    reason: row.reason,
    recordedBy: personRef(row.recordedBy, row.recorderName),
    witness: personRef(row.witnessId, row.witnessName),
    witnessConfirmed: row.witnessConfirmed,
    endedBy: personRef(row.endedBy, row.enderName),
    version: row.version,
  }) as TransfusionResponse;

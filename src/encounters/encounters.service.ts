import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import { Problem } from '../http/problem.js';
import { encounterProblems } from './encounters.errors.js';

/** What other domains need of an encounter they chart in. */
export interface OpenEncounter {
  readonly id: string;
  readonly patientId: string;
  readonly wardId: string | null;
}

/** Admits, moves and discharges patients. */
@Injectable()
export class EncountersService {
  /**
   * The encounter, held open until the transaction ends: a discharge at the same moment waits.
   * @throws Problem encounterNotFound, encounterClosed
   */
  async requireOpen(tx: Tx, id: string): Promise<OpenEncounter> {
    const [row] = await tx.$queryRaw<(OpenEncounter & { status: string })[]>`
      SELECT id, patient_id AS "patientId", ward_id AS "wardId", status FROM encounter WHERE id = ${id}::uuid FOR SHARE`;
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    if (row.status !== 'in-progress') throw new Problem(encounterProblems.encounterClosed);
    return { id: row.id, patientId: row.patientId, wardId: row.wardId };
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { BatchedStatements } from '../database/batched-statements.js';
import { EVERYONE, NOBODY, onlyPatients, THE_TRAIL, withNames, type Scope } from '../../kernel/scope.js';
import type { RouteOptions } from '../routes/route.decorator.js';
import { reviews, seesNoPatients } from '../routes/policy.js';
import type { Subject } from './subject.rules.js';

const MOST_TOGETHER = 32;

/**
 * What a request of a machine, or of a role whose rights do not follow care, may see: the patient of the record that it
 * names; everyone where it names none, for lists and searches; no chart for those who review or administer.
 */
@Injectable()
export class ScopeOfOthers {
  private readonly batches: BatchedStatements<Subject, string | null>;

  constructor(database: Database) {
    this.batches = new BatchedStatements(async (asked) => {
      const placed = JSON.stringify(asked.map(({ kind, id }, place) => ({ place, kind, id })));
      const rows = await database.queryWithoutScope<{ patient_id: string | null }>(PATIENTS, [placed]);
      return rows.map(({ patient_id }) => patient_id);
    }, MOST_TOGETHER);
  }

  async scopeOf(role: string | undefined, { scope, discloses }: RouteOptions, subject?: Subject): Promise<Scope> {
    if (seesNoPatients(role)) return NOBODY;
    if (reviews(role)) return THE_TRAIL;
    if (scope === 'names') return withNames(NOBODY);
    if (!subject) return discloses === 'nothing' ? NOBODY : EVERYONE;
    const patientId = await this.patientOf(subject);
    if (patientId === undefined) return EVERYONE;
    return patientId === null ? NOBODY : onlyPatients([patientId]);
  }

  /** @returns undefined for lists, null when there is no such record or it is of no patient */
  private async patientOf(subject: Subject): Promise<string | null | undefined> {
    const { kind, id } = subject;
    if (kind === 'mine' || kind === 'ward') return undefined;
    if (!id) return null;
    return PATIENTS_OWN.has(kind) ? id.toLowerCase() : this.batches.add(subject);
  }
}

/** Kinds whose id is the patient's. */
const PATIENTS_OWN: ReadonlySet<string> = new Set(['patient', 'admission', 'newborn']);

const PATIENTS = {
  name: 'care.patients-of',
  text: `SELECT public.care_patient_of(kind, id) AS patient_id
         FROM jsonb_to_recordset($1::jsonb) AS asked (place int, kind text, id uuid) ORDER BY place`,
};

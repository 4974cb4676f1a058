import { Injectable } from '@nestjs/common';
import { requireNotBeforeBirth, type Born } from '../../../clinical/patients/born.rules.js';
import { PatientsService } from '../../../clinical/patients/patients.service.js';
import type { FoundRecord } from './known-records.js';
import { parsePartialInstant } from '../../../clinical/datatypes/partial-instant.js';
import type { Tx } from '../../../platform/database/prisma.js';

/** Facts that say when something was, and their elements. */
const MOMENTS = {
  startedAt: '/period/start',
  effectiveAt: '/effectiveDateTime',
  onset: '/onsetDateTime',
  authoredAt: '/authoredOn',
} as const;
/** A sender's day may begin before or after the hospital's. */
const DAY_MS = 86_400_000;

/** Whose birth a Bundle's records are compared with; looked up once a transaction. */
@Injectable()
export class Births {
  private readonly known = new WeakMap<object, Map<string, Born | undefined>>();

  constructor(private readonly patients: PatientsService) {}

  /** Takes over what was read with the records that references name. */
  remember(tx: Tx, named: readonly FoundRecord[]): void {
    const known = this.of(tx);
    for (const { patientId, born } of named) {
      if (patientId !== null && born !== undefined) known.set(patientId, { birthDate: born });
    }
  }

  /** Looks up those who are not known yet. */
  async learn(tx: Tx, patientIds: readonly (string | undefined)[]): Promise<void> {
    const known = this.of(tx);
    const ids = [...new Set(patientIds)].filter((id): id is string => id !== undefined && !known.has(id));
    if (ids.length === 0) return;
    const born = await this.patients.bornWithin(tx, ids);
    for (const id of ids) known.set(id, born.get(id));
  }

  /** Nothing happens to a patient before birth. @throws Problem validation naming the element */
  requireAfter(tx: Tx, patientId: string, facts: object): void {
    const born = this.of(tx).get(patientId);
    if (!born) return;
    for (const [name, pointer] of Object.entries(MOMENTS)) {
      const moment = momentOf((facts as Record<string, unknown>)[name]);
      if (moment) requireNotBeforeBirth(born, new Date(moment.getTime() + DAY_MS), pointer);
    }
  }

  private of(tx: Tx): Map<string, Born | undefined> {
    const known = this.known.get(tx) ?? new Map<string, Born | undefined>();
    this.known.set(tx, known);
    return known;
  }
}

/** The last moment that it may stand for. */
function momentOf(said: unknown): Date | undefined {
  if (said instanceof Date) return said;
  return typeof said === 'string' ? (parsePartialInstant(said)?.last ?? undefined) : undefined;
}

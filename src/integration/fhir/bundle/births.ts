import { Injectable } from '@nestjs/common';
import { isBeforeBirth, requireNotBeforeBirth, type Born } from '../../../clinical/patients/born.rules.js';
import { PatientsService } from '../../../clinical/patients/patients.service.js';
import type { Draft } from './draft.js';
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
    for (const { patientId, person } of named) {
      if (patientId !== null && person) known.set(patientId, { birthDate: person.born });
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
  requireAfter(tx: Tx, patientId: string, draft: Draft): void {
    const born = this.of(tx).get(patientId);
    if (!born) return;
    for (const { moment, pointer } of momentsOf(draft)) requireNotBeforeBirth(born, moment, pointer);
  }

  private of(tx: Tx): Map<string, Born | undefined> {
    const known = this.known.get(tx) ?? new Map<string, Born | undefined>();
    this.known.set(tx, known);
    return known;
  }
}

/** Whether a draft tells of something before its patient's birth. @param named what was read with the records that references name */
export function isBeforeBirthOf(patientId: string, named: readonly FoundRecord[], draft: Draft): boolean {
  const birthDate = named.find((record) => record.patientId === patientId && record.person?.born)?.person?.born ?? null;
  return momentsOf(draft).some(({ moment }) => isBeforeBirth({ birthDate }, moment));
}

/** When what a draft tells was, with what it contains: the last moment that each may stand for. */
function momentsOf({ facts, contained }: Draft): { readonly moment: Date; readonly pointer: string }[] {
  const of = (said: object, within: string) =>
    Object.entries(MOMENTS).flatMap(([name, pointer]) => {
      const moment = momentOf((said as Record<string, unknown>)[name]);
      return moment ? [{ moment: new Date(moment.getTime() + DAY_MS), pointer: `${within}${pointer}` }] : [];
    });
  return [...of(facts as object, ''), ...contained.flatMap((value) => of(value, '/contained'))];
}

/** The last moment that it may stand for. */
function momentOf(said: unknown): Date | undefined {
  if (said instanceof Date) return said;
  return typeof said === 'string' ? (parsePartialInstant(said)?.last ?? undefined) : undefined;
}

import { Injectable } from '@nestjs/common';
import { stateAfter, type Refusals } from '../../kernel/lifecycle.js';
import { hold, type Holdable, type VersionedRow } from '../../platform/database/held-row.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Disposition, EncounterClass } from './dto/encounter.dto.js';
import type { EncounterResponse, LeaveOverResponse } from './dto/encounter.response.js';
import {
  transition,
  type EncounterAction,
  type EncounterRefusal,
  type EncounterState,
} from './encounter-state.rules.js';
import { encounterProblems } from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import type { Presence } from './presence.rules.js';

/** A leave that is over, as the stay keeps it. */
export type KeptLeave = LeaveOverResponse;

/** An encounter whose row is held until the transaction ends. */
export interface HeldEncounter extends VersionedRow, Presence {
  readonly patientId: string;
  readonly wardId: string | null;
  readonly class: EncounterClass;
  readonly status: EncounterState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly admittedBy: string | null;
  readonly leaveSince: Date | null;
  readonly leaveUntil: Date | null;
  readonly leaveReason: string | null;
  readonly leaves: readonly KeptLeave[] | null;
  readonly seenAt: Date | null;
  readonly closedAt: Date | null;
  readonly holdSince: Date | null;
  readonly deceasedAt: Date | null;
  readonly dischargeDisposition: Disposition | null;
  /** Whether the discharge put the death on record; null where that was not kept. */
  readonly toldDeath: boolean | null;
  /** Hours since the row was last changed: of a finished one, since the discharge, whenever it says that the patient left. */
  readonly hoursSince: number;
}

const ENCOUNTER: Holdable = {
  table: 'encounter',
  columns: `r.patient_id AS "patientId", r.ward_id AS "wardId", r.class, r.status, r.started_at AS "startedAt", r.ended_at AS "endedAt",
    r.admitted_by AS "admittedBy", r.leave_since AS "leaveSince", r.leave_until AS "leaveUntil", r.leave_reason AS "leaveReason", r.leaves, r.seen_at AS "seenAt",
    (SELECT deceased_at FROM patient WHERE id = r.patient_id) AS "deceasedAt",
    (SELECT deceased_undated FROM patient WHERE id = r.patient_id) AS "deceasedUndated",
    r.closed_at AS "closedAt", r.hold_since AS "holdSince", r.discharge_disposition AS "dischargeDisposition", r.told_death AS "toldDeath",
    (extract(epoch FROM now() - r.updated_at) / 3600)::float8 AS "hoursSince"`,
  notFound: encounterProblems.encounterNotFound,
  withReferences: true,
};

const REFUSALS: Refusals<EncounterRefusal> = {
  'encounter-not-started': encounterProblems.encounterClosed,
  'encounter-already-started': encounterProblems.encounterClosed,
  'encounter-finished': encounterProblems.encounterClosed,
  'encounter-cancelled': encounterProblems.encounterClosed,
  'encounter-not-finished': encounterProblems.encounterNotFinished,
};

/** One change of one encounter: held, of the version the caller read, and allowed in its state; answered as it is then. */
@Injectable()
export class EncounterChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: EncountersQueries,
  ) {}

  /** @throws Problem encounterNotFound, a refusal of encounter-state.rules; StaleVersion */
  change(
    id: string,
    version: number,
    action: EncounterAction,
    work: (tx: Tx, encounter: HeldEncounter) => Promise<void>,
  ): Promise<EncounterResponse> {
    return this.unitOfWork.change<HeldEncounter, EncounterResponse>(
      ENCOUNTER,
      { id, version },
      async (tx, encounter) => {
        stateAfter(transition(encounter.status, action), REFUSALS, encounter.status);
        await work(tx, encounter);
        return this.queries.getWithin(tx, id);
      },
    );
  }

  /** Holds an encounter whatever its version, for what adds to it. @throws Problem encounterNotFound, a refusal of encounter-state.rules */
  async holdWithin(tx: Tx, id: string, action: EncounterAction): Promise<HeldEncounter> {
    const encounter = await hold<HeldEncounter>(tx, ENCOUNTER, id);
    stateAfter(transition(encounter.status, action), REFUSALS, encounter.status);
    return encounter;
  }

  /** Writes columns of the encounter, inside a change. */
  async writeWithin(tx: Tx, id: string, data: Prisma.EncounterUncheckedUpdateInput): Promise<void> {
    await tx.encounter.update({ where: { id }, data, select: { id: true } });
  }
}

import { Injectable } from '@nestjs/common';
import { actingPerson } from '../../kernel/request-context.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { lateColumns } from '../encounters/late-entry.rules.js';
import { wasGiven } from './dose.mapper.js';
import { KEEP_VERSION } from './dose.sql.js';
import type { DoseState } from './dose.rules.js';
import { DosesQueries } from './doses.queries.js';
import type { DoseResponse } from './dto/dose.response.js';
import { plannedAtOf, type HeldDose } from './held-dose.js';
import { stepsOf } from './infusion.mapper.js';
import type { DoseColumns, NewStep } from './infusion-columns.js';

/** What a change makes of a dose, and of the steps of what runs in. */
export interface Changed {
  readonly columns: DoseColumns;
  readonly step?: NewStep;
  /** Steps that did not happen so, and why. */
  readonly inError?: { readonly ids: readonly string[]; readonly reason: string };
}
export type Change = (tx: Tx, held: HeldDose) => Changed | Promise<Changed>;

export interface How {
  /** It is put right, whenever. */
  readonly afterDischarge?: boolean;
  readonly because?: string | null;
  readonly lateReason?: string;
}

/** Keeps what becomes of doses: one after the other, each as a version, within what the encounter allows. */
@Injectable()
export class DoseRecorder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: DosesQueries,
  ) {}

  /** @throws Problem doseNotFound, encounterClosed, and those of the change */
  act(id: string, change: Change, how: How = {}): Promise<DoseResponse> {
    return this.unitOfWork.write((tx) => this.actWithin(tx, id, change, how));
  }

  /** The same inside a transaction that is already open. */
  async actWithin(
    tx: Tx,
    anyId: string,
    change: Change,
    { afterDischarge = false, because = null, lateReason }: How,
  ): Promise<DoseResponse> {
    const id = anyId.toLowerCase();
    const order = await this.queries.heldWithin(tx, id);
    const held = { id, order, row: order.doses.find((dose) => dose.id === id), plannedAt: plannedAtOf(id, order) };
    const { columns, step, inError } = await change(tx, held);
    const at = step?.at ?? [columns.endedAt, columns.effectiveAt].find((one) => one instanceof Date);
    const told = { columns, at };
    const late = afterDischarge ? {} : await this.requireChartable(tx, order.encounterId, told, lateReason);
    await store(tx, held, { ...columns, ...late });
    await keepSteps(tx, held, { step, inError });
    await tx.$executeRawUnsafe(KEEP_VERSION, id, because, actingPerson());
    return this.queries.getWithin(tx, id);
  }

  /** What was done before the discharge may be recorded after it. @returns what is kept of a late entry, where a moment was said */
  private async requireChartable(
    tx: Tx,
    encounterId: string,
    { columns, at }: { readonly columns: DoseColumns; readonly at: Date | undefined },
    lateReason: string | undefined,
  ) {
    const isDone = wasGiven({ status: columns.status as Exclude<DoseState, 'planned'> });
    const lateness = {
      effectiveAt: at,
      lateReason,
      ...(isDone && columns.effectiveAt ? ({ atBedside: true } as const) : {}),
    };
    const { lateEntry } = await this.encounters.requireChartable(tx, encounterId, lateness);
    return at ? lateColumns(lateEntry, lateReason) : {};
  }
}

async function store(tx: Tx, { id, order, row, plannedAt }: HeldDose, columns: DoseColumns): Promise<void> {
  if (row) {
    await tx.dose.update({ where: { id }, data: columns, select: { id: true } });
    return;
  }
  const { patientId, encounterId, id: orderId } = order;
  const data = { ...{ id, orderId, patientId, encounterId, plannedAt }, ...columns } as Prisma.DoseUncheckedCreateInput;
  await tx.dose.create({ data, select: { id: true } });
}

async function keepSteps(tx: Tx, held: HeldDose, { step, inError }: Omit<Changed, 'columns'>): Promise<void> {
  if (inError && inError.ids.length > 0) {
    const data = { status: 'entered-in-error', statusReason: inError.reason };
    await tx.infusionStep.updateMany({ where: { id: { in: [...inError.ids] } }, data });
  }
  if (!step) return;
  const kept = stepsOf(held.order, held.row);
  const [made] = kept.filter(({ id }) => id === held.id);
  // Of one that was begun before steps were kept, its beginning is kept first.
  if (made) {
    const begun = {
      ...{ kind: 'begin', number: 0, at: new Date(made.at), rateValue: made.rateValue, rateUnit: made.rateUnit },
      ...{ mlPerHour: made.mlPerHour, weightKg: made.weightKg, volume: made.volume },
    };
    await tx.infusionStep.create({ data: { ...ownOf(held), ...begun, recordedBy: made.recordedBy } });
  }
  const number = step.number ?? Math.max(0, ...kept.map((one) => one.number)) + 1;
  const { kind, at, rate, volume = null, reason = null, witnessId = null, witnessConfirmed = false } = step;
  await tx.infusionStep.create({
    data: {
      ...ownOf(held),
      ...{ kind, at, number, volume, reason, witnessId, witnessConfirmed, replacesId: step.replacesId ?? null },
      ...{ rateValue: rate?.value ?? null, rateUnit: rate?.unit ?? null },
      ...{ mlPerHour: rate?.mlPerHour ?? null, weightKg: rate?.weightKg ?? null, recordedBy: actingPerson() },
      against: [...(step.against ?? [])],
    },
    select: { id: true },
  });
}

const ownOf = ({ id: doseId, order: { patientId, encounterId } }: HeldDose) => ({ doseId, patientId, encounterId });

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import type {
  AddMedicinesDto,
  DecideMedicineDto,
  DecideMedicinesDto,
  ListedMedicineDto,
  OpenReconciliationDto,
} from './dto/reconciliation.dto.js';
import type { ReconciliationResponse } from './dto/reconciliation.response.js';
import { reconciliationProblems } from './reconciliation.errors.js';
import { ReconciliationQueries } from './reconciliation.queries.js';
import { isDecided, needsReason, type Item } from './reconciliation.rules.js';
import { reconciliationWords } from './reconciliation.words.js';

interface Held extends VersionedRow {
  readonly status: string;
  readonly encounterId: string;
  readonly items: readonly Item[];
}
const RECONCILIATION: Holdable = {
  table: 'medicine_reconciliation',
  columns: 'r.status, r.encounter_id AS "encounterId", r.items',
  notFound: reconciliationProblems.reconciliationNotFound,
};
const MOST_ITEMS = 100;

/** Keeps what a patient takes, and what the doctor decides of it when the patient comes, moves and goes. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: ReconciliationQueries,
  ) {}

  /**
   * Opens the list of a point; at a transfer and a discharge with the medicines in force. Without any it is completed at once.
   * @throws Problem encounterNotFound, encounterClosed, reconciliationOpen; validation when nothing is said
   */
  open(encounterId: string, { point, items = [], none }: OpenReconciliationDto): Promise<ReconciliationResponse> {
    return this.unitOfWork.write(async (tx) => {
      const { patientId } = await this.encounters.requireOpen(tx, encounterId);
      const ordered = point === 'admission' ? [] : await orderedIn(tx, encounterId);
      const all = [...items.map(listed), ...ordered];
      if ((all.length === 0) !== (none === true)) {
        throw invalidField('/items', 'required', reconciliationWords.nothingListed);
      }
      const done = all.length === 0 ? completedNow() : {};
      const data = { patientId, encounterId, point, items: json(all), openedBy: actingPerson(), ...done };
      const { id } = await tx.medicineReconciliation.create({ data, select: { id: true } });
      return this.queries.getWithin(tx, id);
    });
  }

  /** @throws Problem reconciliationNotFound, reconciliationCompleted, encounterClosed; StaleVersion */
  add(id: string, version: number, { items }: AddMedicinesDto): Promise<ReconciliationResponse> {
    return this.change(id, version, (_, held) => Promise.resolve([...held.items, ...items.map(listed)]));
  }

  /**
   * The doctor's decisions, of some or of all; the last one completes it.
   * @throws Problem as {@link add}; validation for a medicine that is not on the list, a missing reason, an order of another stay
   */
  decide(id: string, version: number, { decisions }: DecideMedicinesDto): Promise<ReconciliationResponse> {
    return this.change(id, version, async (tx, held) => {
      await requireOrders(tx, held.encounterId, decisions);
      const by = await whoDecides(tx);
      requireOnce(decisions);
      const decided = new Map(decisions.map((one, at) => [one.itemId.toLowerCase(), { one, at }]));
      for (const [itemId, { one, at }] of decided) requireSaid(held.items, itemId, one, `/decisions/${at}`);
      return held.items.map((item) => {
        const { one } = decided.get(item.id) ?? {};
        if (!one) return item;
        const { decision } = one;
        const [reason, orderId] = [one.reason ?? null, one.orderId ?? item.orderId];
        return { ...item, decision, reason, orderId, decidedBy: by, decidedAt: new Date().toISOString() };
      });
    });
  }

  private change(
    id: string,
    version: number,
    change: (tx: Tx, held: Held) => Promise<readonly Item[]>,
  ): Promise<ReconciliationResponse> {
    return this.unitOfWork.change<Held, ReconciliationResponse>(RECONCILIATION, { id, version }, async (tx, held) => {
      if (held.status !== 'open') throw new Problem(reconciliationProblems.reconciliationCompleted);
      await this.encounters.requireOpen(tx, held.encounterId);
      const items = await change(tx, held);
      if (items.length > MOST_ITEMS) throw invalidField('/items', 'too-many', reconciliationWords.tooMany);
      const done = isDecided(items) && completedNow();
      await tx.medicineReconciliation.update({
        where: { id },
        data: { items: json(items), ...done },
        select: { id: true },
      });
      return this.queries.getWithin(tx, id);
    });
  }
}

const json = (items: readonly Item[]): Prisma.InputJsonValue => items as unknown as Prisma.InputJsonValue;

const completedNow = () => ({ status: 'completed', completedBy: actingPerson(), completedAt: new Date() });

const UNDECIDED = { orderId: null, decision: null, reason: null, decidedBy: null, decidedAt: null } as const;

const listed = ({ medication, dose, source }: ListedMedicineDto): Item => {
  const { display } = medication;
  const [system, code] = [medication.system ?? null, medication.code ?? null];
  return { ...UNDECIDED, id: randomUUID(), medication: { system, code, display }, dose: dose ?? null, source };
};

interface OrderedRow {
  readonly id: string;
  readonly system: string;
  readonly code: string;
  readonly display: string;
  readonly dose: string | null;
}

/** Medicines in force in this stay. */
async function orderedIn(tx: Tx, encounterId: string): Promise<Item[]> {
  const rows = await tx.$queryRaw<OrderedRow[]>`SELECT id, code_system AS system, code, display,
      concat_ws(' ', detail->'dose'->>'value', detail->'dose'->>'unit') AS dose FROM service_order
    WHERE encounter_id = ${encounterId}::uuid AND kind = 'medication' AND status IN ('active', 'on-hold') ORDER BY id LIMIT ${MOST_ITEMS}`;
  return rows.map(({ id: orderId, system, code, display, dose }) => ({
    ...{ ...UNDECIDED, id: randomUUID(), medication: { system, code, display }, dose, source: 'order', orderId },
  }));
}

function requireSaid(items: readonly Item[], itemId: string, one: DecideMedicineDto, at: string): void {
  if (!items.some(({ id }) => id === itemId)) {
    throw invalidField(`${at}/itemId`, 'of-list', reconciliationWords.noSuchItem);
  }
  if (needsReason(one.decision) && !one.reason) {
    throw invalidField(`${at}/reason`, 'required', reconciliationWords.reasonNeeded);
  }
}

/** @throws Problem validation when a medicine is decided twice: which of the two is meant nobody can tell */
function requireOnce(decisions: readonly DecideMedicineDto[]): void {
  const ids = decisions.map(({ itemId }) => itemId.toLowerCase());
  const again = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (again >= 0) throw invalidField(`/decisions/${again}/itemId`, 'unique', reconciliationWords.decidedTwice);
}

/** @throws Problem validation when a named order is no medicine of this stay */
async function requireOrders(tx: Tx, encounterId: string, decisions: readonly DecideMedicineDto[]): Promise<void> {
  const ids = [...new Set(decisions.flatMap(({ orderId }) => (orderId ? [orderId.toLowerCase()] : [])))];
  if (ids.length === 0) return;
  const found = await tx.serviceOrder.findMany({
    where: { id: { in: ids }, encounterId, kind: 'medication' },
    select: { id: true },
    take: ids.length,
  });
  const missing = decisions.findIndex(
    ({ orderId }) => orderId && !found.some(({ id }) => id === orderId.toLowerCase()),
  );
  if (missing >= 0) throw invalidField(`/decisions/${missing}/orderId`, 'of-stay', reconciliationWords.noSuchOrder);
}

async function whoDecides(tx: Tx): Promise<{ id: string; fullName: string }> {
  const id = actingPerson();
  return firstRow(
    await tx.$queryRaw<
      { id: string; fullName: string }[]
    >`SELECT id, full_name AS "fullName" FROM staff_member WHERE id = ${id}::uuid`,
  );
}

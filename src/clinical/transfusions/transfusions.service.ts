import { Injectable } from '@nestjs/common';
import { notAhead } from '../../kernel/hospital-time.js';
import { stateAfter } from '../../kernel/lifecycle.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { OrdersService, type HeldOrder } from '../orders/orders.service.js';
import { timeRefusal } from './begin-time.rules.js';
import { compatibilityOf, type BloodGroup } from './compatibility.rules.js';
import type { BeginTransfusionDto, EndTransfusionDto } from './dto/transfusion.dto.js';
import type { TransfusionResponse } from './dto/transfusion.response.js';
import { endedAs, type TransfusionState } from './transfusion-state.rules.js';
import { REFUSALS, transfusionProblems } from './transfusions.errors.js';
import { TransfusionsQueries } from './transfusions.queries.js';
import { transfusionWords } from './transfusions.words.js';

interface HeldTransfusion extends VersionedRow {
  readonly status: TransfusionState;
  readonly startedAt: Date;
  readonly orderId: string;
}
const TRANSFUSION: Holdable = {
  table: 'transfusion',
  columns: 'r.status, r.started_at AS "startedAt", r.order_id AS "orderId"',
  notFound: transfusionProblems.transfusionNotFound,
};

/** What is known of the patient and of the units that came before. */
interface Known {
  readonly mrn: string;
  readonly given: number;
  readonly before: BloodGroup | null;
}

/** Gives blood: nothing runs before two people have compared patient, unit, groups and expiry at the bedside. */
@Injectable()
export class TransfusionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: OrdersService,
    private readonly encounters: EncountersService,
    private readonly queries: TransfusionsQueries,
    private readonly witness: WitnessPins,
  ) {}

  /**
   * Begins a unit. The first begins the order, the last completes it when it ends.
   * @throws Problem orderNotFound, the refusals of an order that is not in force, encounterClosed, afterDeath, transfusionOtherPatient, transfusionIncompatible,
   *   transfusionReasonNeeded, transfusionGroupDiffers, transfusionAllGiven, transfusionUnitUsed, witnessPinWrong, signInPaused, validation
   */
  async begin(orderId: string, input: BeginTransfusionDto): Promise<TransfusionResponse> {
    const witnessConfirmed = await this.witness.confirms(input);
    return this.unitOfWork.write(async (tx) => {
      // One unit after the other of an order: its row is held.
      const order = await this.orders.holdForReport(tx, orderId);
      if (order.kind !== 'blood' || order.status !== 'active') {
        throw new Problem(transfusionProblems.transfusionNoBloodOrder, { extra: { currentStatus: order.status } });
      }
      const startedAt = notAhead(input.startedAt);
      const { wardId } = await this.encounters.requireOpen(tx, order.encounterId, startedAt);
      requireRight(input, await knownOf(tx, order), order, startedAt);
      await requireWitness(tx, input.witnessId, wardId, startedAt);
      const { unitNumber, product, unitGroup, patientGroup, expiresAt, witnessId, reason } = input;
      const { id } = await tx.transfusion.create({
        data: {
          ...{ patientId: order.patientId, encounterId: order.encounterId, orderId: order.id },
          ...{ unitNumber: unitNumber.toUpperCase(), product, expiresAt: new Date(expiresAt), startedAt },
          ...{ unitAbo: unitGroup.abo, unitRhd: unitGroup.rhd },
          ...{ patientAbo: patientGroup.abo, patientRhd: patientGroup.rhd },
          ...{ recordedBy: actingPerson(), witnessId, witnessConfirmed, reason: reason ?? null },
        },
        select: { id: true },
      });
      const change = this.orders.reportedChange(order, 'unfinished');
      if (change) await tx.$executeRaw(change);
      return this.queries.getWithin(tx, id);
    });
  }

  /** @throws Problem transfusionNotFound, transfusionOver, validation; StaleVersion */
  end(id: string, version: number, input: EndTransfusionDto): Promise<TransfusionResponse> {
    const { outcome, volume, reaction = null, reason } = input;
    if (outcome === 'stopped' && !reason) throw invalidField('/reason', 'required', transfusionWords.reasonNeeded);
    return this.unitOfWork.change<HeldTransfusion, TransfusionResponse>(
      TRANSFUSION,
      { id, version },
      async (tx, { status: from, startedAt, orderId }) => {
        const status = stateAfter(endedAs(from, outcome), REFUSALS, from);
        const endedAt = notAhead(input.endedAt);
        if (endedAt < startedAt) throw invalidField('/endedAt', 'before-start', transfusionWords.beforeStart);
        const ended = { status, endedAt, endedBy: actingPerson() };
        await tx.transfusion.update({
          where: { id },
          data: { ...ended, volume, reaction, reason },
          select: { id: true },
        });
        await this.completeOrder(tx, orderId);
        return this.queries.getWithin(tx, id);
      },
    );
  }

  /** Once as many units as were ordered have ended, and none runs. The order is held first: of two that end at once the later sees both. */
  private async completeOrder(tx: Tx, orderId: string): Promise<void> {
    await tx.$queryRaw`SELECT FROM service_order WHERE id = ${orderId}::uuid FOR NO KEY UPDATE`;
    const [units] = await tx.$queryRaw<{ done: boolean }[]>`
      SELECT count(*) >= (o.detail->>'units')::int AND bool_and(t.status <> 'in-progress') AND o.status = 'active' AS done
        FROM transfusion t JOIN service_order o ON o.id = t.order_id WHERE o.id = ${orderId}::uuid GROUP BY o.id`;
    if (!units?.done) return;
    const change = this.orders.reportedChange(await this.orders.holdForReport(tx, orderId), 'final');
    if (change) await tx.$executeRaw(change);
  }
}

const inWords = ({ abo, rhd }: BloodGroup): string => `${abo} Rh(D) ${rhd === 'positive' ? '+' : '−'}`;

/** The bedside check, in the order in which it is made: patient, unit, groups. */
function requireRight(input: BeginTransfusionDto, known: Known, order: HeldOrder, startedAt: Date): void {
  const { patientMrn, product, unitGroup, patientGroup, expiresAt, reason } = input;
  if (patientMrn.toUpperCase() !== known.mrn.toUpperCase()) {
    throw new Problem(transfusionProblems.transfusionOtherPatient);
  }
  if (known.given >= (order.detail.units ?? 1)) throw new Problem(transfusionProblems.transfusionAllGiven);
  requireTime(startedAt, new Date(expiresAt), order);
  const { before } = known;
  if (before && (before.abo !== patientGroup.abo || before.rhd !== patientGroup.rhd)) {
    throw new Problem(transfusionProblems.transfusionGroupDiffers, { params: { before: inWords(before) } });
  }
  const fits = compatibilityOf(product, unitGroup, patientGroup);
  const params = { unit: inWords(unitGroup), patient: inWords(patientGroup) };
  if (fits === 'never') throw new Problem(transfusionProblems.transfusionIncompatible, { params });
  if (fits === 'with-reason' && !reason) throw new Problem(transfusionProblems.transfusionReasonNeeded, { params });
}

/** @throws Problem validation when it cannot have begun then, or the unit had expired */
function requireTime(startedAt: Date, expiresAt: Date, order: HeldOrder): void {
  const { encounterStartedAt: stayStartedAt, readBackAt, signedAt } = order;
  // What was said aloud has effect since it was read back; the signature comes later.
  const orderedAt = readBackAt ?? signedAt ?? stayStartedAt;
  const refusal = timeRefusal(startedAt, expiresAt, { stayStartedAt, orderedAt });
  if (!refusal) return;
  throw invalidField(refusal === 'expired' ? '/expiresAt' : '/startedAt', refusal, transfusionWords.time[refusal]);
}

async function knownOf(tx: Tx, { id, patientId }: HeldOrder): Promise<Known> {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT p.mrn, (SELECT count(*)::int FROM transfusion WHERE order_id = ${id}::uuid) AS given,
      (SELECT jsonb_build_object('abo', patient_abo, 'rhd', patient_rhd) FROM transfusion WHERE patient_id = p.id ORDER BY id DESC LIMIT 1) AS before
    FROM patient p WHERE p.id = ${patientId}::uuid`;
  return known!;
}

/** @throws Problem validation when the second person is the first, or no doctor or nurse who works or was on duty in the ward then */
async function requireWitness(tx: Tx, witnessId: string, wardId: string | null, at: Date): Promise<void> {
  const isOther = witnessId.toLowerCase() !== actingPerson();
  if (isOther && (await tx.$queryRawUnsafe<object[]>(BESIDE, witnessId, wardId, at)).length > 0) return;
  const error = { pointer: '/witnessId', rule: 'second-person', message: transfusionWords.witness };
  throw new Problem(httpProblems.validation, { errors: [error] });
}

/** A doctor or nurse of the ward, of its roster at that moment, or on call for the whole hospital; any, where the encounter has no ward. */
const BESIDE = `SELECT 1 FROM staff_member s WHERE s.id = $1::uuid AND s.status = 'active'
  AND EXISTS (SELECT FROM staff_role r WHERE r.staff_id = s.id AND r.revoked_at IS NULL
    AND r.role IN ('doctor', 'department-head', 'nurse', 'head-nurse'))
  AND (s.hospital_wide OR $2::uuid IS NULL
    OR EXISTS (SELECT FROM wards_of(s.id) w WHERE w.ward_id = $2::uuid)
    OR EXISTS (SELECT FROM duty d WHERE d.staff_id = s.id AND d.ward_id = $2::uuid AND d.cancelled_at IS NULL
      AND d.starts_at <= $3::timestamptz AND d.ends_at > $3::timestamptz))`;

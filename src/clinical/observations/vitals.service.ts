import { Injectable } from '@nestjs/common';
import { CareRelationship } from '../../platform/care/care-relationship.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { runWithin } from '../../platform/database/writing-statement.js';
import { TasksService } from '../tasks/tasks.service.js';
import { requireAmendable } from '../encounters/amending.queries.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { encounterProblems, onLeaveError, requireAlive } from '../encounters/encounters.errors.js';
import { absenceAt } from '../encounters/presence.rules.js';
import { OPEN } from '../encounters/encounter-state.rules.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { ChartVitalsDto, CorrectVitalsDto, MoveVitalsDto } from './dto/vitals.dto.js';
import type { ChartedVitalsResponse, ReplacedVitalsResponse, VitalsResponse } from './dto/vitals.response.js';
import { gcsOf } from './gcs.rules.js';
import { observationProblems } from './observations.errors.js';
import { MEASURED, type VitalSigns } from './vital-signs.rules.js';
import { inOwnUnits } from './vital-units.js';
import { beforeEncounter, requirePlausible, requirePossible } from './vitals-input.js';
import { chartedRow, toCharted, type ChartedRow, type PackedCharted } from './vitals.mapper.js';
import { VitalsQueries } from './vitals.queries.js';
import { acceptedByAge, acceptedValues, chartStatement, storedValues, type StoredSet } from './vitals.statement.js';
import type { News2Values } from './news2.rules.js';
import { pewsWarningOf } from './pews-warning.rules.js';
import { mayWarn, warningsOf, type Warning } from './warning.rules.js';
import { inTenths } from '../datatypes/tenths.js';

interface HeldVitals extends VersionedRow {
  readonly status: string;
  readonly encounterId: string;
  readonly effectiveAt: Date;
}

const VITALS: Holdable = {
  table: 'vital_signs',
  columns: 'r.status, r.encounter_id AS "encounterId", r.effective_at AS "effectiveAt"',
  notFound: observationProblems.vitalsNotFound,
};

/** Charts vital signs. Nothing is corrected in place: what was wrong is marked, and what is right is charted anew. */
@Injectable()
export class VitalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: VitalsQueries,
    private readonly care: CareRelationship,
    private readonly encounters: EncountersService,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Charts one round: the encounter's check, the patient's age, the row, its event and the retry key in one round trip.
   * @throws Problem validation, confirmationNeeded, encounterNotFound, encounterClosed, recordClosed, lateEntryNotYours
   */
  async chart(encounterId: string, input: ChartVitalsDto): Promise<ChartedVitalsResponse> {
    requirePossible(input);
    const set = setOf(encounterId, input);
    if (mayWarn(set.values as News2Values)) return this.chartAndTell(set, checkedOf(input));
    // One statement; where a child's score asks for somebody it writes nothing, and both are done together.
    const row = await this.unitOfWork.attempt<PackedCharted | ChartedRow | ChartedVitalsResponse>(
      chartStatement({ ...set, mayAsk: true }),
    );
    if (!row) return this.chartAndTell(set, checkedOf(input));
    // What is kept under a key is the row, packed or as an older version kept it, or the answer of the transaction.
    if ('patient' in row) return row;
    return toCharted('packed' in row ? chartedRow(row) : row);
  }

  /** The same inside a transaction that is already open. */
  async chartWithin(tx: Tx, encounterId: string, input: ChartVitalsDto): Promise<ChartedVitalsResponse> {
    requirePossible(input);
    const set = setOf(encounterId, input);
    const found = await runWithin<PackedCharted>(tx, chartStatement(set));
    if (!found) return this.refuse(set, checkedOf(input));
    const row = chartedRow(found);
    const answer = toCharted(row);
    await this.tell(tx, row, answer);
    return answer;
  }

  /** Charts a round of which somebody may have to be told; with it, or not at all. */
  private async chartAndTell(set: StoredSet, checked: Checked): Promise<ChartedVitalsResponse> {
    // Left to the one statement otherwise.
    await requestContext().pending?.decide();
    const done = this.unitOfWork.write(async (tx) => {
      const found = await runWithin<PackedCharted>(tx, chartStatement(set));
      // Nothing stays of a transaction that wrote nothing, not even the key: who confirms may use it again.
      if (!found) throw new NothingCharted();
      const row = chartedRow(found);
      const answer = toCharted(row);
      await this.tell(tx, row, answer);
      return answer;
    });
    return done.catch((error: unknown) => {
      if (error instanceof NothingCharted) return this.refuse(set, checked);
      throw error;
    });
  }

  /** Opens the tasks that a set asks for, of the patients whom the score is for. */
  private async tell(tx: Tx, row: ChartedRow, scores: Pick<ChartedVitalsResponse, 'news2' | 'pews'>): Promise<void> {
    // Of who has left nobody is called any more.
    if (row.lateEntry) return;
    const { patientId, encounterId } = row;
    for (const kind of raisedBy(row, scores)) {
      await this.tasks.openWithin(tx, { kind, patientId, encounterId, focus: 'encounter', focusId: encounterId });
    }
  }

  /**
   * Marks a set as entered in error: it stays readable, and counts no more.
   * @throws Problem vitalsNotFound, vitalsInError; StaleVersion
   */
  markInError(id: string, version: number, reason: string): Promise<VitalsResponse> {
    return this.unitOfWork.change<HeldVitals, VitalsResponse>(VITALS, { id, version }, async (tx, held) => {
      await mark(tx, held, reason);
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Puts another set in the place of one that was charted wrong; both stay readable.
   * @throws Problem vitalsNotFound, vitalsInError, encounterClosed, validation, confirmationNeeded; StaleVersion
   */
  correct(id: string, version: number, { reason, ...input }: CorrectVitalsDto): Promise<ReplacedVitalsResponse> {
    requirePossible(input);
    requestContext().reason = reason.normalize();
    return this.unitOfWork.change<HeldVitals, ReplacedVitalsResponse>(VITALS, { id, version }, async (tx, held) => {
      await mark(tx, held, reason);
      const set = setOf(held.encounterId, {
        ...input,
        effectiveAt: input.effectiveAt ?? held.effectiveAt.toISOString(),
      });
      const row = await runWithin<PackedCharted>(tx, chartStatement({ ...set, replacesId: id, lateReason: reason }));
      return row ? this.replaced(tx, row, id) : this.refuse({ ...set, lateReason: reason }, checkedOf(input));
    });
  }

  /**
   * Charts a set for the patient whose it is, and marks it as an error where it was charted; in one step, told on both trails.
   * @throws Problem vitalsNotFound, vitalsInError, encounterNotFound, encounterClosed, movedToItself, validation, confirmationNeeded; a refusal of care; StaleVersion
   */
  async move(id: string, version: number, input: MoveVitalsDto): Promise<ReplacedVitalsResponse> {
    const { encounterId, reason } = input;
    const context = requestContext();
    context.reason = reason.normalize();
    const wanted = await this.care.alsoSee(context, { action: 'vitals.write' }, { kind: 'encounter', id: encounterId });
    if (wanted === null) throw new Problem(encounterProblems.encounterNotFound);
    return this.unitOfWork.change<HeldVitals, ReplacedVitalsResponse>(VITALS, { id, version }, async (tx, held) => {
      if (held.encounterId === encounterId.toLowerCase()) throw new Problem(observationProblems.movedToItself);
      const { recordedBy, ...stored } = await this.queries.storedWithin(tx, id);
      await mark(tx, held, reason);
      // What was usual of the one may be unusual of the other, or cannot be.
      const confirmed = input.confirmed ?? [];
      const values = measuredOf(stored);
      const row = await runWithin<PackedCharted>(
        tx,
        chartStatement({
          encounterId,
          effectiveAt: held.effectiveAt,
          recordedBy,
          values: { ...stored, confirmed },
          accepted: acceptedValues(values, confirmed),
          replacesId: id,
          movedBy: context.actor.id,
          lateReason: reason,
        }),
      );
      if (row) return this.replaced(tx, row, id);
      return this.refuse({ encounterId, effectiveAt: held.effectiveAt, lateReason: reason }, { values, confirmed });
    });
  }

  private async replaced(tx: Tx, found: PackedCharted, id: string): Promise<ReplacedVitalsResponse> {
    const row = chartedRow(found);
    const charted = toCharted(row);
    await this.tell(tx, row, charted);
    return inTenths({ ...charted, replaced: await this.queries.getWithin(tx, id) });
  }

  /** The statement wrote nothing: says why. */
  private async refuse(
    { encounterId, effectiveAt, lateReason }: Pick<StoredSet, 'encounterId' | 'effectiveAt' | 'lateReason'>,
    { values, confirmed }: Checked,
  ): Promise<never> {
    const found = await this.queries.chartable(encounterId, effectiveAt);
    if (!found) throw new Problem(encounterProblems.encounterNotFound);
    if (found.status !== OPEN) await this.encounters.requireNotOver(encounterId, { effectiveAt, lateReason });
    requireAlive(found, found.at);
    if (found.isBefore) throw beforeEncounter();
    const isAsked = absenceAt(found, found.at, new Date()) === 'on-leave' && !confirmed?.includes('onLeave');
    requirePlausible(values, confirmed, found.bands, isAsked ? [onLeaveError] : []);
    throw new Problem(encounterProblems.encounterClosed);
  }
}

/** The statement wrote nothing. */
class NothingCharted extends Error {}

/** The tasks that a set asks for by the score that is its patient's. */
function raisedBy(row: ChartedRow, { news2, pews }: Pick<ChartedVitalsResponse, 'news2' | 'pews'>): readonly Warning[] {
  if (news2) return warningsOf(row, news2.scale === 2 ? 2 : 1).raises;
  const kind = pews && pewsWarningOf(pews);
  return kind ? [kind] : [];
}

/** What is checked of a set: its values in their own units, and which of them were looked at again. */
interface Checked {
  readonly values: VitalSigns;
  readonly confirmed: readonly string[] | undefined;
}
const checkedOf = (input: ChartVitalsDto): Checked => ({
  values: inOwnUnits(input).values,
  confirmed: input.confirmed,
});

/** What is stored of a set, as it is checked: its values, and that there is something beside them. */
const measuredOf = (stored: Readonly<Record<string, unknown>>): VitalSigns => ({
  ...Object.fromEntries([...MEASURED, 'consciousness', 'respiratoryEffort'].map((field) => [field, stored[field]])),
  gcs: gcsOf(stored.gcsEye as number | null, stored.gcsVerbal as number | null, stored.gcsMotor as number | null),
  notMeasured: stored.notMeasured === null ? null : [],
});

const setOf = (encounterId: string, input: ChartVitalsDto): StoredSet => ({
  encounterId,
  effectiveAt: input.effectiveAt ?? null,
  recordedBy: requestContext().actor.id ?? null,
  values: storedValues(input),
  accepted: acceptedByAge(input),
  lateReason: input.lateReason,
});

/** @throws Problem vitalsInError; lateEntryNotYours, validation of a closed record */
async function mark(tx: Tx, { id, status, encounterId }: HeldVitals, reason: string): Promise<void> {
  if (status !== 'final') throw new Problem(observationProblems.vitalsInError);
  await requireAmendable(tx, encounterId, { reason });
  const data = { status: 'entered-in-error', statusReason: reason };
  await tx.vitalSigns.update({ where: { id }, data, select: { id: true } });
}

import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { actingPerson, requestContext } from '../../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { RUNS_AT } from '../../infusions/infused-fluids.queries.js';
import { requireAmendable } from '../../encounters/amending.queries.js';
import { observationProblems } from '../observations.errors.js';
import { VITALS_COUNT } from '../vitals.mapper.js';
import { BedsideEncounters } from './bedside-encounters.js';
import { bedsideProblems } from './bedside.errors.js';
import { bedsideWords } from './bedside.words.js';
import type { CorrectFluidDto, RecordFluidDto } from './dto/bedside.dto.js';
import type { FluidResponse } from './dto/bedside.response.js';
import { kindFits, usualWeight, volumeLimits } from './fluid.rules.js';
import { FluidsQueries } from './fluids.queries.js';

interface HeldFluid extends VersionedRow {
  readonly encounterId: string;
  readonly status: string;
  readonly effectiveAt: Date;
}

const FLUID: Holdable = {
  table: 'fluid_entry',
  columns: 'r.encounter_id AS "encounterId", r.status, r.effective_at AS "effectiveAt"',
  notFound: bedsideProblems.fluidNotFound,
};

/** Records fluids. Nothing is corrected in place: what was wrong is marked, and recorded anew. */
@Injectable()
export class FluidsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: BedsideEncounters,
    private readonly queries: FluidsQueries,
  ) {}

  /** @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, validation */
  record(encounterId: string, input: RecordFluidDto): Promise<FluidResponse> {
    return this.unitOfWork.write((tx) => this.recordWithin(tx, encounterId, input));
  }

  /** The same inside a transaction that is already open. */
  async recordWithin(tx: Tx, encounterId: string, input: RecordFluidDto): Promise<FluidResponse> {
    requireKind(input);
    return this.store(tx, encounterId, input);
  }

  /** @throws Problem fluidNotFound, fluidInError; StaleVersion */
  markInError(id: string, version: number, reason: string): Promise<FluidResponse> {
    return this.unitOfWork.change<HeldFluid, FluidResponse>(FLUID, { id, version }, async (tx, held) => {
      await mark(tx, held, reason);
      return this.queries.getWithin(tx, id);
    });
  }

  /** Puts another entry in the place of one that was wrong; both stay readable. @throws Problem as the two above */
  correct(id: string, version: number, { reason, ...input }: CorrectFluidDto): Promise<FluidResponse> {
    requireKind(input);
    requestContext().reason = reason.normalize();
    return this.unitOfWork.change<HeldFluid, FluidResponse>(FLUID, { id, version }, async (tx, held) => {
      await mark(tx, held, reason);
      const effectiveAt = input.effectiveAt ?? held.effectiveAt.toISOString();
      return this.store(tx, held.encounterId, { lateReason: reason, ...input, effectiveAt }, id);
    });
  }

  private async store(
    tx: Tx,
    encounterId: string,
    { siteId, effectiveAt, lateReason, ...input }: RecordFluidDto,
    replacesId?: string,
  ): Promise<FluidResponse> {
    const moment = { given: effectiveAt, lateReason };
    const { patientId, at, late } = await this.encounters.chartableAt(tx, encounterId, moment);
    if (siteId) await this.encounters.requireSite(tx, { id: siteId, encounterId, kind: 'drain' });
    const { direction, kind, volume, comment } = input;
    const [kg, infusions] = [
      await weightOf(tx, patientId),
      replacesId ? [] : await runningAt(tx, encounterId, input, at),
    ];
    requirePlausible(input, kg, infusions);
    const entry = { direction, kind, volume, comment, siteId, replacesId, ...late };
    const data = { ...entry, patientId, encounterId, effectiveAt: at, recordedBy: actingPerson() };
    const { id } = await tx.fluidEntry.create({ data, select: { id: true } });
    return this.queries.getWithin(tx, id);
  }
}

function requireKind({ direction, kind, siteId }: RecordFluidDto): void {
  if (!kindFits(direction, kind)) {
    throw invalidField('/kind', 'kind-of-other-direction', bedsideWords.kindOfOtherDirection);
  }
  if (siteId && kind !== 'drain') throw invalidField('/siteId', 'no-drain', bedsideWords.siteIsNoDrain);
}

/** What ran into the patient at the moment for which somebody charts an infusion by hand: it counts by itself. */
async function runningAt(
  tx: Tx,
  encounterId: string,
  { direction, kind }: Pick<RecordFluidDto, 'direction' | 'kind'>,
  at: Date,
): Promise<string[]> {
  if (direction !== 'in' || kind !== 'intravenous') return [];
  const rows = await tx.$queryRawUnsafe<{ display: string }[]>(RUNS_AT, encounterId, at);
  return rows.map(({ display }) => display);
}

/**
 * @throws Problem validation for what cannot be at this weight, confirmationNeeded for what is unusual, or counts already, and is not confirmed; all
 *   that is to be confirmed is told at once
 */
function requirePlausible(
  { kind, volume, confirmed = [] }: Pick<RecordFluidDto, 'kind' | 'volume' | 'confirmed'>,
  kg: number,
  infusions: readonly string[],
): void {
  const { usual, possible } = volumeLimits(kind, kg);
  if (volume > possible) throw invalidField('/volume', 'impossible', bedsideWords.volumeImpossible, { high: possible });
  const improbable = { pointer: '/volume', rule: 'improbable', params: { high: usual } };
  const counted = { pointer: '/kind', rule: 'counted-already', params: { medicines: infusions.join(', ') } };
  const errors = [
    ...(volume > usual && !confirmed.includes('volume')
      ? [{ ...improbable, message: bedsideWords.volumeImprobable }]
      : []),
    ...(infusions.length > 0 && !confirmed.includes('kind')
      ? [{ ...counted, message: bedsideWords.countedAlready }]
      : []),
  ];
  if (errors.length > 0) throw new Problem(observationProblems.confirmationNeeded, { errors });
}

/** The weight last measured, in kg, or the usual one of the age. */
async function weightOf(tx: Tx, patientId: string): Promise<number> {
  const { weight, months } = firstRow(await tx.$queryRawUnsafe<WeightRow[]>(WEIGHT, patientId));
  return weight ?? usualWeight(months);
}

interface WeightRow {
  readonly weight: number | null;
  readonly months: number | null;
}
const WEIGHT = `SELECT (SELECT weight::float8 FROM vital_signs WHERE patient_id = p.id AND weight IS NOT NULL AND ${VITALS_COUNT}
      ORDER BY effective_at DESC, id DESC LIMIT 1) AS weight,
    (extract(year FROM age(p.birth_date)) * 12 + extract(month FROM age(p.birth_date)))::int AS months
  FROM patient p WHERE p.id = $1::uuid`;

/** @throws Problem fluidInError; lateEntryNotYours, validation of a closed record */
async function mark(tx: Tx, { id, status, encounterId }: HeldFluid, reason: string): Promise<void> {
  if (status !== 'final') throw new Problem(bedsideProblems.fluidInError);
  await requireAmendable(tx, encounterId, { reason });
  const data = { status: 'entered-in-error', statusReason: reason };
  await tx.fluidEntry.update({ where: { id }, data, select: { id: true } });
}

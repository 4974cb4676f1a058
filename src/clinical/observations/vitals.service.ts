import { Injectable } from '@nestjs/common';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { OPEN } from '../encounters/encounter-state.rules.js';
import { lateSql } from '../encounters/late-entry.rules.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { ChartVitalsDto } from './dto/vitals.dto.js';
import type { ChartedVitalsResponse, VitalsResponse } from './dto/vitals.response.js';
import { observationProblems } from './observations.errors.js';
import { beforeEncounter, requirePlausible } from './vitals-input.js';
import { toCharted, VITALS_COLUMNS, VITALS_PEOPLE, type ChartedRow } from './vitals.mapper.js';
import { VitalsQueries } from './vitals.queries.js';

interface HeldVitals extends VersionedRow {
  readonly status: string;
}

const VITALS: Holdable = {
  table: 'vital_signs',
  columns: 'r.status',
  notFound: observationProblems.vitalsNotFound,
};

/** Charts vital signs. Nothing is corrected in place: what was wrong is marked, and charted anew. */
@Injectable()
export class VitalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: VitalsQueries,
  ) {}

  /**
   * Charts one round: the encounter's check, the row, its event and the retry key in one round trip.
   * @throws Problem validation, confirmationNeeded, encounterNotFound, encounterClosed, recordClosed, lateEntryNotYours
   */
  async chart(encounterId: string, input: ChartVitalsDto): Promise<ChartedVitalsResponse> {
    requirePlausible(input);
    const row = await this.unitOfWork.statement<ChartedRow>({ ...CHART, values: valuesOf(encounterId, input) });
    return row ? toCharted(row) : this.refuse(encounterId, input);
  }

  /**
   * Marks a set as entered in error: it stays readable, and counts no more.
   * @throws Problem vitalsNotFound, vitalsInError; StaleVersion
   */
  markInError(id: string, version: number, reason: string): Promise<VitalsResponse> {
    return this.unitOfWork.change<HeldVitals, VitalsResponse>(VITALS, { id, version }, async (tx, held) => {
      if (held.status !== 'final') throw new Problem(observationProblems.vitalsInError);
      await tx.vitalSigns.update({
        where: { id },
        data: { status: 'entered-in-error', statusReason: reason },
        select: { id: true },
      });
      return this.queries.getWithin(tx, id);
    });
  }

  /** The statement wrote nothing: says why. */
  private async refuse(encounterId: string, input: ChartVitalsDto): Promise<never> {
    await this.encounters.requireNotOver(encounterId, input);
    throw beforeEncounter();
  }
}

const VALUES = [
  'heartRate',
  'respiratoryRate',
  'systolic',
  'diastolic',
  'temperature',
  'oxygenSaturation',
  'supplementalOxygen',
  'consciousness',
  'weight',
  'height',
  'glucose',
] as const satisfies (keyof ChartVitalsDto)[];

function valuesOf(encounterId: string, input: ChartVitalsDto): unknown[] {
  const recordedBy = requestContext().actor.id;
  return [
    encounterId,
    input.effectiveAt ?? null,
    recordedBy,
    ...VALUES.map((field) => input[field] ?? null),
    input.lateReason ?? null,
  ];
}

/** $1 encounter, $2 moment or null, $3 who, then the values, $15 why late. FOR SHARE: a discharge at the same moment waits or comes first. */
const CHART = {
  name: 'vitals.chart',
  text: `open AS MATERIALIZED (
      SELECT e.id, e.patient_id, e.status <> '${OPEN}' AS late FROM encounter e
      WHERE e.id = $1::uuid AND (e.status = '${OPEN}' OR ${lateSql('e', '$2', '$3', '$15')})
        AND e.started_at <= coalesce($2::timestamptz, now()) + interval '1 minute' FOR SHARE OF e),
    v AS (
      INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic,
        diastolic, temperature, oxygen_saturation, supplemental_oxygen, consciousness, weight, height, glucose, late_entry, late_reason)
      SELECT open.id, open.patient_id, coalesce($2::timestamptz, now()), $3::uuid, $4::smallint, $5::smallint, $6::smallint,
        $7::smallint, $8::numeric, $9::smallint, $10::boolean, $11::text, $12::numeric, $13::numeric, $14::numeric,
        open.late, CASE WHEN open.late THEN $15::text END
      FROM open RETURNING *),
    result AS (
      SELECT ${VITALS_COLUMNS}, p.mrn, p.full_name AS "fullName", b.id AS "bedId", b.code AS "bedCode"
      FROM v JOIN patient p ON p.id = v.patient_id ${VITALS_PEOPLE}
        LEFT JOIN stay s ON s.encounter_id = v.encounter_id AND s.ended_at IS NULL LEFT JOIN bed b ON b.id = s.bed_id)`,
};

import { Injectable } from '@nestjs/common';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { VALUE_COLUMNS, type NewObservation } from './new-observation.js';

export type { NewObservation, ObservationComponent } from './new-observation.js';

/** Keeps observations that come from elsewhere: coded, with a value of any kind. */
@Injectable()
export class ObservationsService {
  /** Records one inside a transaction that is already open. A correction takes the place of what it corrects. */
  async recordWithin(tx: Tx, observation: NewObservation): Promise<{ id: string }> {
    const { correctsId } = observation;
    const corrected = correctsId ? await supersede(tx, correctsId) : undefined;
    const data = { ...columnsOf(observation), reportId: observation.reportId ?? corrected?.reportId };
    return tx.observation.create({ data, select: { id: true } });
  }

  /** Records many that correct nothing, in one statement. @returns their ids, in the same order */
  async recordManyWithin(tx: Tx, observations: readonly NewObservation[]): Promise<{ id: string }[]> {
    return tx.$queryRawUnsafe<{ id: string }[]>(INSERT_MANY, JSON.stringify(observations.map(columnsOf)));
  }
}

/** A history has thousands of observations: as one JSON value they are parsed and stored several times faster. */
const COLUMNS = {
  patientId: 'patient_id uuid',
  encounterId: 'encounter_id uuid',
  reportId: 'report_id uuid',
  ...VALUE_COLUMNS,
  valueCode: 'value_code jsonb',
  components: 'components jsonb',
} as const satisfies Partial<Record<keyof Prisma.ObservationUncheckedCreateInput, string>>;

const named = Object.values(COLUMNS).map((column) => column.split(' ')[0]);
const given = Object.entries(COLUMNS).map(([name, column]) => `"${name}" ${column.split(' ')[1]}`);
const INSERT_MANY = `
  WITH provided AS MATERIALIZED (
    SELECT uuidv7() AS id, provided.*
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${given.join(', ')})) WITH ORDINALITY AS provided),
  stored AS (
    INSERT INTO observation (id, ${named.join(', ')})
    SELECT id, ${Object.keys(COLUMNS)
      .map((name) => `"${name}"`)
      .join(', ')} FROM provided)
  SELECT id FROM provided ORDER BY ordinality`;

async function supersede(tx: Tx, id: string): Promise<{ reportId: string | null }> {
  return tx.observation.update({ where: { id }, data: { supersededAt: new Date() }, select: { reportId: true } });
}

function columnsOf({ code, value, text, coded, unit, comparator, ...given }: NewObservation) {
  const { components, referenceLow, referenceHigh, details, ...rest } = given;
  return {
    ...rest,
    codeSystem: code.system,
    code: code.code,
    display: code.display,
    valueNumber: exact(value),
    valueComparator: comparator,
    valueUnit: unit,
    valueText: text,
    valueCode: coded as Prisma.InputJsonObject | undefined,
    components: components as Prisma.InputJsonArray | undefined,
    details: details as Prisma.InputJsonObject | undefined,
    referenceLow: exact(referenceLow),
    referenceHigh: exact(referenceHigh),
  } satisfies Prisma.ObservationCreateManyInput;
}

/** As text: Prisma writes numbers with 16 digits, and some that were measured have 17. */
const exact = (number: number | undefined): string | undefined => number?.toString();

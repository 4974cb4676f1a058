import { Injectable } from '@nestjs/common';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import { Problem } from '../../../kernel/problem.js';
import { NOBODY, withNames } from '../../../kernel/scope.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { IDENTIFIER_SYSTEMS } from '../identifier.rules.js';
import { patientProblems } from '../patients.errors.js';
import type { InsuranceListResponse } from './dto/insurance.response.js';
import { cardWarnings, identityOf, readCard, type InsuredIdentity } from './insurance-card.rules.js';
import { INSURANCE_COLUMNS, toInsurance, type InsuranceRow } from './insurance.mapper.js';

/** Cards and citizen ids on record. */
interface Numbers {
  readonly cards: string[];
  readonly citizenIds: string[];
}

/** Reads when somebody was insured, and by which cards. */
@Injectable()
export class InsuranceQueries {
  constructor(private readonly database: Database) {}

  /** All periods, with which are valid on a day. @throws Problem patientNotFound */
  async list(patientId: string, on = hospitalDate()): Promise<InsuranceListResponse> {
    const [numbers] = await this.database.query<Numbers>({ name: 'insurance.numbers', text: NUMBERS }, [patientId]);
    if (!numbers) throw new Problem(patientProblems.patientNotFound);
    const rows = await this.database.query<InsuranceRow>({ name: 'insurance.list', text: LIST }, [patientId]);
    const cards = rows.filter(({ status }) => status === 'active').map(({ cardNumber }) => cardNumber);
    const { socialNumbers, citizenIds } = identityOf([...numbers.cards, ...cards], numbers.citizenIds);
    const identity = { socialNumbers: [...socialNumbers], citizenIds: [...citizenIds] };
    const known = identityOf(numbers.cards, numbers.citizenIds);
    const items = rows.map((row) =>
      toInsurance(row, on, row.status === 'active' ? cardWarnings(readCard(row.cardNumber)!, known) : []),
    );
    return { patientId, on, identity, items, next: null };
  }

  /** A period, inside a transaction that has just written it. */
  async rowWithin(tx: Tx, id: string): Promise<InsuranceRow> {
    const rows = await tx.$queryRawUnsafe<InsuranceRow[]>(ONE, id);
    return rows[0]!;
  }

  /** The periods of a patient that count, but this one; inside a transaction that holds the patient. */
  othersWithin(tx: Tx, patientId: string, but?: string): Promise<InsuranceRow[]> {
    return tx.$queryRawUnsafe<InsuranceRow[]>(OTHERS, patientId, but ?? null);
  }

  /** What is on record of who is insured, inside a transaction. */
  async identityWithin(tx: Tx, patientId: string): Promise<InsuredIdentity> {
    const [numbers] = await tx.$queryRawUnsafe<Numbers[]>(NUMBERS, patientId);
    return identityOf(numbers?.cards ?? [], numbers?.citizenIds ?? []);
  }

  /** Which other patients have the number on record, in any form. */
  async others(patientId: string, number: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(ANOTHERS, [[number], patientId], withNames(NOBODY));
    return rows.map(({ id }) => id);
  }
}

const FROM = `SELECT ${INSURANCE_COLUMNS} FROM insurance_period r LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by`;
const LIST = `${FROM} WHERE r.patient_id = $1 ORDER BY r.valid_from DESC, r.id DESC LIMIT 100`;
const ONE = `${FROM} WHERE r.id = $1::uuid`;
const OTHERS = `${FROM} WHERE r.patient_id = $1::uuid AND r.status = 'active' AND r.id IS DISTINCT FROM $2::uuid
  ORDER BY r.valid_from DESC, r.id DESC LIMIT 100`;

const valuesOf = (system: string) =>
  `ARRAY(SELECT value FROM patient_identifier WHERE patient_id = p.id AND system = '${system}' AND retired_at IS NULL ORDER BY id)`;
const NUMBERS = `SELECT ${valuesOf(IDENTIFIER_SYSTEMS.bhyt)} AS cards, ${valuesOf(IDENTIFIER_SYSTEMS.cccd)} AS "citizenIds"
  FROM patient p WHERE p.id = $1::uuid`;

const ANOTHERS = {
  name: 'insurance.anothers',
  text: `SELECT id FROM patients_alike(NULL, NULL, NULL, '{}', $1::text[], $2::uuid, 10)`,
};

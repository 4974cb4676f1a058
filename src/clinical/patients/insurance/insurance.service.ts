import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { requestContext, tellHolders } from '../../../kernel/request-context.js';
import type { Holdable } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { IDENTIFIER_SYSTEMS } from '../identifier.rules.js';
import { PatientsService } from '../patients.service.js';
import type { InsuranceDto, UpdateInsuranceDto } from './dto/insurance.dto.js';
import type { InsuranceResponse } from './dto/insurance.response.js';
import { cardWarnings, overlap, readCard, type Days, type InsuranceCard } from './insurance-card.rules.js';
import { insuranceProblems } from './insurance.errors.js';
import { SAID_OF_INSURANCE, toInsurance, type InsuranceRow } from './insurance.mapper.js';
import { InsuranceQueries } from './insurance.queries.js';
import { insuranceWords } from './insurance.words.js';

const PERIOD: Holdable = {
  table: 'insurance_period',
  columns: SAID_OF_INSURANCE,
  notFound: insuranceProblems.insuranceNotFound,
  after: { table: 'patient', column: 'patient_id' },
};

/** Keeps when somebody is insured. What is doubtful is told and stops nobody; periods that overlap are asked about. */
@Injectable()
export class InsuranceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly queries: InsuranceQueries,
  ) {}

  /** Records a period; its number is one of the patient's from then on. @throws Problem patientNotFound, insuranceOverlaps, validation */
  async record(patientId: string, input: InsuranceDto): Promise<InsuranceResponse> {
    const card = readCard(input.cardNumber);
    if (!card) throw invalidField('/cardNumber', 'insurance-card', insuranceWords.cardForm);
    const others = await this.queries.others(patientId, card.number);
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const days = { validFrom: input.validFrom, validTo: input.validTo ?? null };
      await this.settle(tx, patientId, days, input.confirmed);
      const known = await this.queries.identityWithin(tx, patientId);
      await keepNumber(tx, patientId, card, known.socialNumbers);
      const { id } = await tx.insurancePeriod.create({ data: columnsOf(patientId, card, input), select: { id: true } });
      const isAnothers = others.length > 0;
      const warnings = [...cardWarnings(card, known), ...(isAnothers ? ['card-of-another-patient' as const] : [])];
      tellHolders(...others);
      return toInsurance(await this.queries.rowWithin(tx, id), undefined, warnings);
    });
  }

  /** @throws Problem insuranceNotFound, insuranceInError, insuranceOverlaps, validation; StaleVersion */
  update(patientId: string, id: string, version: number, input: UpdateInsuranceDto): Promise<InsuranceResponse> {
    return this.unitOfWork.change<InsuranceRow, InsuranceResponse>(PERIOD, { id, version }, async (tx, before) => {
      if (before.patientId !== patientId) throw new Problem(insuranceProblems.insuranceNotFound);
      if (before.status !== 'active') throw new Problem(insuranceProblems.insuranceInError);
      const { confirmed, reason, status, ...said } = input;
      const validTo = input.validTo === undefined ? before.validTo : input.validTo;
      if (status !== 'entered-in-error') {
        await this.settle(tx, patientId, { validFrom: before.validFrom, validTo }, confirmed, id);
      }
      const data = { ...dayColumns(said), facility: said.facility, status, statusReason: reason };
      await tx.insurancePeriod.update({ where: { id }, data, select: { id: true } });
      return toInsurance(await this.queries.rowWithin(tx, id));
    });
  }

  /** @throws Problem validation, insuranceOverlaps naming every period that is there already */
  private async settle(tx: Tx, patientId: string, days: Days, confirmed: readonly string[] = [], but?: string) {
    if (days.validTo !== null && days.validTo < days.validFrom) {
      throw invalidField('/validTo', 'ends-before-start', insuranceWords.endsBeforeStart);
    }
    if (confirmed.includes('overlap')) return;
    const others = (await this.queries.othersWithin(tx, patientId, but)).filter((other) => overlap(days, other));
    if (others.length === 0) return;
    const errors = others.map(({ cardNumber, validFrom, validTo }) => ({
      pointer: '/validFrom',
      rule: 'overlap',
      params: { number: cardNumber, from: validFrom, to: validTo ?? '…' },
      message: insuranceWords.overlaps,
    }));
    throw new Problem(insuranceProblems.insuranceOverlaps, { errors });
  }
}

const columnsOf = (patientId: string, card: InsuranceCard, input: InsuranceDto) => ({
  patientId,
  cardNumber: card.number,
  validFrom: new Date(input.validFrom),
  ...dayColumns(input),
  facility: input.facility,
  recordedBy: requestContext().actor.id,
});

const dayOf = (day: string | null | undefined) => (typeof day === 'string' ? new Date(day) : day);

const dayColumns = ({ validTo, fiveYearsFrom }: UpdateInsuranceDto) => ({
  validTo: dayOf(validTo),
  fiveYearsFrom: dayOf(fiveYearsFrom),
});

/** By the number of a card its holder is found. One of another length of the same number does that already; one of another patient stays theirs. */
async function keepNumber(tx: Tx, patientId: string, card: InsuranceCard, known: readonly string[]): Promise<void> {
  if (card.socialNumber === null || known.includes(card.socialNumber)) return;
  await tx.$executeRaw`INSERT INTO patient_identifier (patient_id, system, value)
    VALUES (${patientId}::uuid, ${IDENTIFIER_SYSTEMS.bhyt}, ${card.number})
    ON CONFLICT (system, value) WHERE retired_at IS NULL DO NOTHING`;
  await tx.$executeRaw`UPDATE patient SET updated_at = now() WHERE id = ${patientId}::uuid`;
}

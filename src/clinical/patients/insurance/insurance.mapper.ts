import type { InsurancePeriod } from '../../../generated/prisma/client.js';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import { currentContext } from '../../../kernel/request-context.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { modelColumns } from '../../../platform/database/model-columns.js';
import type { InsuranceResponse } from './dto/insurance.response.js';
import { isValidOn, readCard, timeWarnings } from './insurance-card.rules.js';
import { INSURANCE_WARNINGS, type InsuranceWarning } from './insurance.words.js';

const DAYS = ['validFrom', 'validTo', 'fiveYearsFrom'] as const;

/** Columns of a period `r` beside its id and version; days as YYYY-MM-DD. */
export const SAID_OF_INSURANCE = `${modelColumns('InsurancePeriod', 'r', ['id', 'version', ...DAYS])}, r.valid_from::text AS "validFrom",
  r.valid_to::text AS "validTo", r.five_years_from::text AS "fiveYearsFrom"`;
export const INSURANCE_COLUMNS = `r.id, r.version, ${SAID_OF_INSURANCE}, recorder.full_name AS "recorderName"`;

/** A period as {@link INSURANCE_COLUMNS} reads it. */
export type InsuranceRow = Omit<InsurancePeriod, (typeof DAYS)[number]> & {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly fiveYearsFrom: string | null;
  readonly recorderName: string | null;
};

/** @param found doubts that need more than the period to see */
export function toInsurance(
  row: InsuranceRow,
  on = hospitalDate(),
  found: readonly InsuranceWarning[] = [],
): InsuranceResponse {
  const counts = row.status === 'active';
  const warnings = [...found, ...(counts ? timeWarnings(row, on) : [])];
  const language = currentContext()?.language ?? 'vi';
  const { form, socialNumber, group, benefitLevel, province } = readCard(row.cardNumber)!;
  return {
    id: row.id,
    patientId: row.patientId,
    cardNumber: row.cardNumber,
    ...{ form, socialNumber, group, benefitLevel, province },
    validFrom: row.validFrom,
    validTo: row.validTo,
    valid: counts && isValidOn(row, on),
    facility: row.facility,
    fiveYearsFrom: row.fiveYearsFrom,
    status: row.status,
    statusReason: row.statusReason,
    recordedBy: personRef(row.recordedBy, row.recorderName),
    recordedAt: row.recordedAt.toISOString(),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    warnings,
    warningTexts: warnings.map((code) => INSURANCE_WARNINGS[code][language]),
  };
}

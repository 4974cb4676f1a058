import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { ChartDosageResponse } from './chart-dosage.response.js';
import { CodingResponse } from '../../../clinical/datatypes/dto/coding.response.js';
import type { AllergyKnowledge } from '../../../clinical/history/dto/allergy.response.js';
import { ChartAlertResponse, ChartAllergyResponse } from './chart-allergy.response.js';
import { ChartCutResponse, ChartFileResponse } from './chart-file.response.js';
import { ChartReconciliationResponse } from './chart-reconciliation.response.js';
import { StateNowResponse } from '../../../clinical/history/background/dto/background.response.js';
import { ChartVitalsResponse, LastWeightResponse } from './chart-vitals.response.js';

export class ChartIdentifierResponse {
  /** @example https://benhan.vn/fhir/sid/cccd */
  system!: string;
  /** @example 079190001234 */
  value!: string;
}

/** Completed years; a range when only the year or month of birth is known. At death, for who has died. */
export class ChartAgeResponse {
  /** Years. @example 36 */
  min!: number;
  /** Years. @example 36 */
  max!: number;
  /** As people say it, of small children in months and days. @example "7 tháng tuổi" */
  text!: string;
}

export class ChartPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** Hospital number (mã người bệnh). @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: string;
  /** Nobody knows who it is: the name is a working name. @example false */
  unknown!: boolean;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
  age!: ChartAgeResponse | null;
  /** @example 2026-11-24T03:00:00.000Z */
  deceasedAt!: string | null;
  /** E.164. @example ["+84903123456"] */
  phones!: string[];
  /** Beside the MRN; at most 20. */
  identifiers!: ChartIdentifierResponse[];
}

export class ChartProblemResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  id!: string;
  code!: CodingResponse;
  /** active, recurrence or relapse. @example active */
  clinicalStatus!: string;
  /** @example confirmed */
  verificationStatus!: string;
  /** A year, month, day or instant. @example "2015" */
  onset!: string | null;
}

export class ChartWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000004 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội tổng hợp" */
  name!: string;
}

export class ChartBedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  id!: string;
  /** @example P1.2 */
  code!: string;
}

export class ChartEncounterResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** Null when it took place elsewhere. @example 26-000001 */
  visitNumber!: string | null;
  /** inpatient, outpatient, emergency or day. @example inpatient */
  class!: string;
  /** planned, in-progress, finished or cancelled. @example in-progress */
  status!: string;
  /** @example "Sốt cao, mệt nhiều" */
  reason!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  startedAt!: string;
  /** @example 2026-11-24T03:00:00.000Z */
  endedAt!: string | null;
  ward!: ChartWardResponse | null;
}

export class ChartOpenEncounterResponse extends ChartEncounterResponse {
  /** The bed the patient lies in now. */
  bed!: ChartBedResponse | null;
}

export class ChartOrderResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  encounterId!: string;
  /** @example XN26-000001 */
  number!: string;
  /** @example laboratory */
  kind!: string;
  code!: CodingResponse;
  /** routine, urgent, asap or stat. @example urgent */
  priority!: string;
  /** active or on-hold. @example active */
  status!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  signedAt!: string | null;
  /** When work on it began. @example 2026-11-24T03:00:00.000Z */
  startedAt!: string | null;
  /** Of a medicine. */
  dosage!: ChartDosageResponse | null;
}

export class ChartObservationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000080 */
  id!: string;
  code!: CodingResponse;
  /** @example 5.9 */
  value!: number | null;
  /** `<`, `<=`, `>=` or `>`: the value is a limit of what could be measured. @example "<" */
  comparator!: string | null;
  /** UCUM. @example mmol/L */
  unit!: string | null;
  /** A value that is no number. @example "Âm tính" */
  text!: string | null;
  /** Flag: N, L, H, LL, HH, A and others of HL7 v3 ObservationInterpretation. @example H */
  interpretation!: string | null;
  /** Somebody has to be told at once; null: it could not be judged, and somebody has to look. @example true */
  critical!: boolean | null;
  /** Why it could not be judged. @example unit-unfit */
  notJudgedBecause!: string | null;
  /** The number with the digits it was sent with. @example "5.90" */
  valueText!: string | null;
  /** In the unit of the value. @example 3.5 */
  referenceLow!: number | null;
  /** In the unit of the value. @example 5.1 */
  referenceHigh!: number | null;
  /** @example "Âm tính" */
  referenceText!: string | null;
  /** FHIR R4 observation-status. @example final */
  status!: string;
}

export class ChartResultResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  encounterId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  orderId!: string | null;
  code!: CodingResponse;
  /** @example LAB */
  category!: string;
  /** FHIR R4 diagnostic-report-status. @example final */
  status!: string;
  /** @example "Kali máu tăng" */
  conclusion!: string | null;
  /** @example 2026-11-23T09:00:00.000Z */
  effectiveAt!: string;
  /** @example 2026-11-23T10:00:00.000Z */
  issuedAt!: string | null;
  /** Values as they stand now, those out of their range first: all that are critical, and at most 30 in all. */
  observations!: ChartObservationResponse[];
  /** How many values are left out; 170 stands for 170 or more. @example 0 */
  observationsMore!: number;
}

export class ChartNoteResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000090 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  encounterId!: string;
  /** @example progress */
  type!: string;
  /** @example 2026-11-23T08:30:00.000Z */
  signedAt!: string;
  author!: PersonRefResponse | null;
  /** How it begins: the words of its sections that say something, at most 160 characters. @example "Người bệnh tỉnh, sốt cao ngày thứ hai" */
  headline!: string;
}

export class ChartMedicationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000040 */
  id!: string;
  code!: CodingResponse;
  /** active or on-hold. @example active */
  status!: string;
  /** FHIR R4 medicationrequest-intent. @example order */
  intent!: string;
  /** @example "Uống 1 viên mỗi sáng" */
  dosageText!: string | null;
  /** @example 2026-11-20T08:00:00.000Z */
  authoredAt!: string;
}

/** The patient on one page. Every list is bounded, the latest first; `cut` tells which were cut, and how many more there are. */
@ApiExtraModels(ChartCutResponse)
export class ChartResponse {
  patient!: ChartPatientResponse;
  /** Today, as the encounter or the history says, the later of both; null of a man. */
  pregnancy!: StateNowResponse | null;
  /** Today; null of a man. */
  lactation!: StateNowResponse | null;
  /** What everybody at the bed must know, in force, at most 20. */
  alerts!: ChartAlertResponse[];
  /** `not-asked` says nothing about the patient; `none-known` that somebody asked. @example known */
  allergyStatus!: AllergyKnowledge;
  /** Active allergies, those of high criticality first: all of them, and at most 30 in all. */
  allergies!: ChartAllergyResponse[];
  /** Active problems, at most 30. */
  problems!: ChartProblemResponse[];
  /** The encounter in progress, with where the patient is. */
  encounter!: ChartOpenEncounterResponse | null;
  /** The latest 5, the open one among them. */
  encounters!: ChartEncounterResponse[];
  /** Of encounters in progress: medicines of which nobody has decided whether they go on, at most 10. */
  openReconciliations!: ChartReconciliationResponse[];
  /** The latest 8 sets: the first is how the patient is, the others how it came. */
  vitals!: ChartVitalsResponse[];
  /** Null when nobody weighed the patient. */
  lastWeight!: LastWeightResponse | null;
  /** Orders in force, at most 20. */
  orders!: ChartOrderResponse[];
  /** The latest 6 reports. */
  results!: ChartResultResponse[];
  /** The latest 6 signed notes. */
  notes!: ChartNoteResponse[];
  /** Prescriptions in force, at most 30. */
  medications!: ChartMedicationResponse[];
  /** The latest 4 papers and pictures, without what was entered in error. */
  files!: ChartFileResponse[];
  /** For each list above that was cut, how many more there are, counted up to 20. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(ChartCutResponse) } })
  cut!: Record<string, ChartCutResponse>;
  /** For each list above that was cut, where all of it is. @example {"notes": "/api/v1/encounters/019a1b2c-0000-7000-8000-000000000010/notes"} */
  more!: Record<string, string>;
}

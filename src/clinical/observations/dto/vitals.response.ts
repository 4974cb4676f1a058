import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { News2Parameter, News2Risk } from '../news2.rules.js';
import { UnitResponse } from '../../datatypes/dto/quantity.response.js';
import type { Consciousness } from '../vital-signs.rules.js';

/** National Early Warning Score 2, for patients of 16 and over. */
export class News2Response {
  /** 0 to 20; null while a parameter is missing. @example 2 */
  total!: number | null;
  /** Sum of the parameters that are there. @example 2 */
  partial!: number;
  /** @example [] */
  missing!: News2Parameter[];
  /** low, low-medium, medium or high; at least this, when parameters are missing. @example low */
  risk!: News2Risk | null;
  /** One parameter alone scores 3. @example false */
  redParameter!: boolean;
  /** Longest time to the next set, in minutes; 0 is continuous monitoring. @example 240 */
  recheckMinutes!: number | null;
}

export class VitalsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000050 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** /min @example 96 */
  heartRate!: number | null;
  /** /min @example 20 */
  respiratoryRate!: number | null;
  /** mmHg @example 124 */
  systolic!: number | null;
  /** mmHg @example 78 */
  diastolic!: number | null;
  /** °C @example 38.4 */
  temperature!: number | null;
  /** % @example 96 */
  oxygenSaturation!: number | null;
  /** @example false */
  supplementalOxygen!: boolean | null;
  /** A, C, V, P or U. @example A */
  consciousness!: Consciousness | null;
  /** kg @example 52.5 */
  weight!: number | null;
  /** cm @example 158 */
  height!: number | null;
  /** mmol/L @example 5.6 */
  glucose!: number | null;
  /** final or entered-in-error. @example final */
  status!: string;
  /** Why it was marked as entered in error. @example "Chọn nhầm người bệnh" */
  statusReason!: string | null;
  /** Who charted it. */
  recordedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:01:12.000Z */
  recordedAt!: string;
  /** Charted after the discharge, for a time before it. @example false */
  lateEntry!: boolean;
  /** @example "Máy ghi chưa đồng bộ" */
  lateReason!: string | null;
  /** Null for children, and for what was entered in error. */
  news2!: News2Response | null;
  /** @example 1 */
  version!: number;
}

export class ChartedPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

export class ChartedBedResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** @example N01 */
  code!: string;
}

/** A set that was just charted, and for whom: what a screen says after saving. */
export class ChartedVitalsResponse extends VitalsResponse {
  patient!: ChartedPatientResponse;
  /** Where the patient lies now; null without a bed. */
  bed!: ChartedBedResponse | null;
}

export class VitalsPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: VitalsResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

export class FlowsheetRowResponse extends UnitResponse {
  /** @example temperature */
  parameter!: string;
  /** LOINC. @example 8310-5 */
  code!: string;
  /** In the reader's language. @example "Nhiệt độ" */
  display!: string;
  /** One value for each time, in the order of `times`; null where it was not taken. @example [38.4, null, 37.1] */
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, { type: 'null' as never }] },
  })
  values!: (number | string | boolean | null)[];
}

/** Vital signs as the sheet at the bed's end shows them: a column for each time, a row for each parameter. */
export class FlowsheetResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example ["2026-11-23T02:00:00.000Z", "2026-11-23T08:00:00.000Z"] */
  times!: string[];
  /** Who charted each set, in the order of `times`. */
  recordedBy!: PersonRefResponse[];
  /** Parameters taken at least once. */
  rows!: FlowsheetRowResponse[];
  /** NEWS2 total for each time; null where it cannot be told. @example [2, 0] */
  @ApiProperty({ type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'null' as never }] } })
  news2!: (number | null)[];
  /** Whether older sets lie within the period and are not shown: at most the latest 500 are. @example false */
  more!: boolean;
}

import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { UnitResponse } from '../../datatypes/dto/quantity.response.js';
import { News2Response, NotScoredResponse, PewsResponse } from './early-warning.response.js';
import { VitalSignsResponse } from './vital-signs.response.js';

const gcsPart = () => ApiProperty({ oneOf: [{ type: 'integer' }, { type: 'string', enum: ['NT'] }] });

export class GcsResponse {
  /** 1 to 4, or NT: not testable. @example 4 */
  @gcsPart()
  eye!: number | string;
  /** 1 to 5, or NT. @example 5 */
  @gcsPart()
  verbal!: number | string;
  /** 1 to 6, or NT. @example 6 */
  @gcsPart()
  motor!: number | string;
  /** 3 to 15; null when a part could not be tested. @example 15 */
  total!: number | null;
  /** @example "E4 V5 M6" */
  text!: string;
}

export class NotMeasuredResponse {
  /** @example systolic */
  field!: string;
  /** @example refused */
  reason!: string;
  /** What was said, or the reason in the reader's language. @example "người bệnh từ chối" */
  text!: string;
}

export class EnteredResponse {
  /** @example 101.1 */
  value!: number;
  /** UCUM. @example [degF] */
  unit!: string;
}

/** A set of vital signs as it was charted: what was measured, by whom, and what became of it. */
export class VitalsResponse extends VitalSignsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  gcs!: GcsResponse | null;
  /** kg/m², from weight and height of this set. @example 21 */
  bmi!: number | null;
  /** What was not measured, and why. */
  notMeasured!: NotMeasuredResponse[];
  /** Values that were given in another unit, as they were given. @example {"temperature": {"value": 101.1, "unit": "[degF]"}} */
  entered!: Record<string, EnteredResponse>;
  /** Fields whose unusual value was confirmed. @example ["heartRate"] */
  confirmed!: string[];
  /** @example "Đo sau khi uống hạ sốt 1 giờ" */
  comment!: string | null;
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
  /** Whether it was recorded more than an hour after it was taken. @example false */
  late!: boolean;
  /** The set that this one takes the place of: a correction, or the same set charted for another patient. @example 019a1b2c-0000-7000-8000-000000000052 */
  replacesId!: string | null;
  /** The set that took the place of this one. @example 019a1b2c-0000-7000-8000-000000000052 */
  replacedById!: string | null;
  /** Who moved it here from another patient; whoever took it is `recordedBy`. */
  movedBy!: PersonRefResponse | null;
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
  /** I, II or III; null when nobody set one. @example II */
  careLevel!: string | null;
  /** When the next set is due, by the score and the level of care; null when neither tells. @example 2026-11-23T12:00:00.000Z */
  dueAt!: string | null;
}

/** A set that took the place of another, and the other. */
export class ReplacedVitalsResponse extends ChartedVitalsResponse {
  /** What was charted wrong, as it was; of a set that was moved, as it stands with the other patient. */
  replaced!: VitalsResponse;
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
  /** LOINC; null for what has no code there. @example 8310-5 */
  code!: string | null;
  /** In the reader's language. @example "Nhiệt độ" */
  display!: string;
  /** One value for each time, in the order of `times`; null where it was not taken. @example [38.4, null, 37.1] */
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }, { type: 'null' as never }] },
  })
  values!: (number | string | boolean | null)[];
  /** The same as the reader writes them, tenths as they were taken. @example ["38,4", null, "37,0"] */
  @ApiProperty({ type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'null' as never }] } })
  texts!: (string | null)[];
}

/** What is known of a column of the sheet besides its values. */
export class FlowsheetSetResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000050 */
  id!: string;
  /** @example 2026-11-23T02:00:00.000Z */
  effectiveAt!: string;
  /** @example 2026-11-23T02:01:00.000Z */
  recordedAt!: string;
  /** Whether it was recorded more than an hour after it was taken. @example false */
  late!: boolean;
  recordedBy!: PersonRefResponse;
  notMeasured!: NotMeasuredResponse[];
  /** @example "Đo sau khi uống hạ sốt 1 giờ" */
  comment!: string | null;
  /** The set whose correction this one is. @example 019a1b2c-0000-7000-8000-000000000052 */
  replacesId!: string | null;
  news2!: News2Response | null;
  pews!: PewsResponse | null;
  notScored!: NotScoredResponse | null;
  /** The score against the complete one before: rising, falling or steady. @example rising */
  trend!: string | null;
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
  /** Bedside PEWS total for each time; null where it cannot be told. @example [null, null] */
  @ApiProperty({ type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'null' as never }] } })
  pews!: (number | null)[];
  /** Each set, in the order of `times`. */
  sets!: FlowsheetSetResponse[];
  /** Whether older sets lie within the period and are not shown: at most the latest 500 are. @example false */
  more!: boolean;
}

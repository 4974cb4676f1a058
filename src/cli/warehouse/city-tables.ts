/**
 * What can be asked across hospitals: no names, no numbers of people, no texts, no day of birth; and nothing of patients whose records are
 * very restricted. Each is filled from the copies of the hospitals, with the code of the facility beside each row.
 */
export interface CityTable {
  /** In the schema `city`. */
  readonly name: string;
  /** The hospital's table that it is filled from. */
  readonly from: string;
  /** Column, its type, and what it is in the hospital's row `r`. */
  readonly columns: readonly (readonly [name: string, type: string, value?: string])[];
  /** The column that says whose the row is. */
  readonly patient?: string;
}

export const CITY_TABLES: readonly CityTable[] = [
  {
    name: 'ward',
    from: 'ward',
    columns: [
      ['id', 'uuid'],
      ['code', 'text'],
      ['name', 'text'],
      ['kind', 'text'],
      ['active', 'boolean'],
    ],
  },
  {
    name: 'patient',
    from: 'patient',
    patient: 'id',
    columns: [
      ['id', 'uuid'],
      ['sex', 'text'],
      ['birth_year', 'int', 'extract(year FROM r.birth_date)::int'],
      ['ethnic_group', 'text'],
      ['nationality', 'text'],
      ['died_on', 'date', `(r.deceased_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`],
      ['merged_into', 'uuid'],
    ],
  },
  {
    name: 'encounter',
    from: 'encounter',
    patient: 'patient_id',
    columns: [
      ['id', 'uuid'],
      ['patient_id', 'uuid'],
      ['class', 'text'],
      ['status', 'text'],
      ['ward_id', 'uuid'],
      ['started_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
      ['discharge_disposition', 'text'],
      ['triage_level', 'smallint'],
    ],
  },
  {
    name: 'stay',
    from: 'stay',
    patient: 'patient_id',
    columns: [
      ['id', 'uuid'],
      ['patient_id', 'uuid'],
      ['encounter_id', 'uuid'],
      ['ward_id', 'uuid'],
      ['bed_id', 'uuid'],
      ['started_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
    ],
  },
  {
    name: 'diagnosis',
    from: 'problem',
    patient: 'patient_id',
    columns: [
      ['id', 'uuid'],
      ['patient_id', 'uuid'],
      ['encounter_id', 'uuid'],
      ['code_system', 'text'],
      ['code', 'text'],
      ['clinical_status', 'text'],
      ['verification_status', 'text'],
      ['rank', 'text'],
      ['recorded_at', 'timestamptz'],
    ],
  },
  {
    name: 'report',
    from: 'diagnostic_report',
    patient: 'patient_id',
    columns: [
      ['id', 'uuid'],
      ['patient_id', 'uuid'],
      ['encounter_id', 'uuid'],
      ['category', 'text'],
      ['code_system', 'text'],
      ['code', 'text'],
      ['status', 'text'],
      ['effective_at', 'timestamptz'],
    ],
  },
];

/** Codes of facilities are parts of names in the warehouse. */
export const FACILITY = /^[0-9A-Za-z]{2,20}$/;
export const databaseOf = (facility: string): string => `hospital_${facility.toLowerCase()}`;
export const subscriptionOf = (facility: string): string => `emr_warehouse_${facility.toLowerCase()}`;

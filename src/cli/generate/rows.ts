import type { TableText } from '../../platform/database/bulk-session.js';
import { elementAt, valueOf } from '../../kernel/list.js';

/** What a column may be given; null is SQL's. Times are milliseconds as {@link at} writes them. */
export type Value = string | number | boolean | null | undefined;

const COLUMNS = {
  staff_member: 'id username full_name practising_certificate password_hash created_at updated_at',
  staff_role: 'id staff_id role granted_at',
  ward: 'id code name kind',
  room: 'id ward_id code',
  bed: 'id ward_id room_id code',
  staff_ward: 'id staff_id ward_id started_at',
  patient:
    'id mrn full_name name_search name_sort sex birth_date birth_date_precision deceased_at phones addresses contacts confidentiality created_at updated_at',
  patient_identifier: 'id patient_id system value created_at',
  encounter:
    'id visit_number patient_id class status reason ward_id started_at ended_at admitted_by discharged_by discharge_disposition discharge_note created_at updated_at',
  allergy:
    'id patient_id encounter_id code_system code display none_known category criticality reaction recorded_by recorded_at updated_at',
  problem:
    'id patient_id encounter_id code_system code display clinical_status onset_at onset_precision abated_at abated_precision recorded_by recorded_at updated_at',
  stay: 'id encounter_id patient_id ward_id bed_id started_at ended_at updated_at',
  vital_signs:
    'id patient_id encounter_id effective_at heart_rate respiratory_rate systolic diastolic temperature oxygen_saturation supplemental_oxygen consciousness weight height glucose recorded_by recorded_at',
  note: 'id patient_id encounter_id type status sections author_id signed_by signed_at content_hash created_at updated_at',
  note_version: 'id note_id patient_id encounter_id number sections saved_by saved_at',
  service_order:
    'id number patient_id encounter_id kind code_system code display priority status requested_by signed_by signed_at started_at ended_at created_at updated_at',
  diagnostic_report:
    'id patient_id encounter_id order_id category code_system code display status effective_at issued_at recorded_by created_at updated_at',
  diagnostic_report_version:
    'id report_id patient_id encounter_id number status effective_at issued_at observation_ids recorded_by recorded_at',
  observation:
    'id patient_id encounter_id report_id category code_system code display value_number value_unit reference_low reference_high interpretation status effective_at issued_at recorded_by recorded_at',
  medication_request:
    'id patient_id encounter_id status intent code_system code display dosage_text authored_at recorded_by created_at updated_at',
} as const;

export type Table = keyof typeof COLUMNS;

/** A moment as PostgreSQL reads it; null stays null. */
export const at = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

/** Rows of several tables in the text format of COPY, in the order in which tables refer to each other. */
export class Rows {
  private readonly lines = new Map<Table, string[]>();
  /** How many rows there are. */
  count = 0;

  /** Adds a row; `values` stand in the order of the table's columns. */
  add(table: Table, ...values: readonly Value[]): void {
    let lines = this.lines.get(table);
    if (!lines) this.lines.set(table, (lines = []));
    lines.push(values.map(written).join('\t'));
    this.count++;
  }

  /** The values of a table's rows, each with its columns' names; for tests. */
  of(table: Table): Record<string, string | null>[] {
    const columns = columnsOf(table);
    return (this.lines.get(table) ?? []).map((line) =>
      Object.fromEntries(
        line.split('\t').map((value, column) => [elementAt(columns, column), value === '\\N' ? null : value]),
      ),
    );
  }

  *tables(): Generator<TableText> {
    for (const table of Object.keys(COLUMNS) as Table[]) {
      const lines = this.lines.get(table);
      if (lines) yield { table, columns: columnsOf(table), text: lines.join('\n') + '\n' };
    }
  }
}

const columnsOf = (table: Table): string[] => COLUMNS[table].split(' ');

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function written(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => valueOf(ESCAPES, character)) : value;
}

import { Injectable } from '@nestjs/common';
import { patientRecords } from '../../kernel/patient-record.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../kernel/problem.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import type { MissingCode } from './closing.words.js';
import type { ContentRow } from './content.rules.js';
import type { RecordFacts } from './completeness.rules.js';
import type { RetentionClass } from '../encounters/retention.rules.js';
import { allergiesWereAsked } from '../history/active-allergies.queries.js';

export type FactsRow = Omit<RecordFacts, 'openKinds'> & {
  readonly patientId: string;
  readonly endedAt: Date | null;
  readonly codes: readonly string[];
};

export interface ClosedRow {
  readonly patientId: string;
  readonly closedAt: Date | null;
  readonly closedBy: string;
  readonly closerName: string | null;
  readonly closedContent: ContentRow[];
  readonly contentHash: string;
  readonly closingSignature: string | null;
  readonly partners: string[];
  readonly closedWithout: { code: MissingCode; reason: string }[] | null;
  readonly retentionClass: RetentionClass;
  readonly retainUntil: string;
}

interface HeldText {
  readonly name: string;
  readonly rowId: string;
  readonly content: string;
}

/** Tables whose rows a record consists of. */
const recordTables = () => [
  'encounter',
  ...patientRecords().flatMap(({ table, inEncounter }) => (inEncounter ? [table] : [])),
];

/** What is on record of an encounter, for its completeness and its closing. */
@Injectable()
export class ClosingQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem encounterNotFound */
  async facts(id: string): Promise<FactsRow> {
    const [row] = await this.database.query<FactsRow>({ name: 'closing.facts', text: FACTS }, [id]);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    return row;
  }

  async factsWithin(tx: Tx, id: string): Promise<FactsRow> {
    return firstRow(await tx.$queryRawUnsafe<FactsRow[]>(FACTS, id));
  }

  /** Each row that the record holds now, with its hash, inside a transaction that holds the encounter. */
  async contentWithin(tx: Tx, id: string): Promise<ContentRow[]> {
    const rows = await tx.$queryRawUnsafe<{ row: ContentRow }[]>(CONTENT, id, recordTables());
    return rows.map(({ row }) => row);
  }

  /** The same outside of one. */
  async content(id: string): Promise<ContentRow[]> {
    const rows = await this.database.query<{ row: ContentRow }>({ name: 'closing.content', text: CONTENT }, [
      id,
      recordTables(),
    ]);
    return rows.map(({ row }) => row);
  }

  /** Each row that the record holds now, as the text that is hashed, by its table and id. */
  async contents(id: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<HeldText>({ name: 'closing.contents', text: CONTENTS }, [
      id,
      recordTables(),
    ]);
    return new Map(rows.map(({ name, rowId, content }) => [`${name} ${rowId}`, content]));
  }

  /** How it was closed. @throws Problem encounterNotFound */
  async closing(id: string): Promise<ClosedRow> {
    const [row] = await this.database.query<ClosedRow>({ name: 'closing.one', text: CLOSING }, [id]);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    return row;
  }
}

const CONTENTS = `SELECT name, row_id AS "rowId", content FROM record_rows($1::uuid, $2::text[])`;
const CONTENT = `SELECT jsonb_build_array(name, row_id, hash) AS row FROM record_content($1::uuid, $2::text[])`;

const CLOSING = `SELECT e.patient_id AS "patientId", e.closed_at AS "closedAt", e.closed_by AS "closedBy", s.full_name AS "closerName",
    e.closed_content AS "closedContent", e.content_hash AS "contentHash", e.closing_signature AS "closingSignature",
    ARRAY(SELECT merge_partners(e.patient_id)) AS partners, e.closed_without AS "closedWithout",
    e.retention_class AS "retentionClass", e.retain_until::text AS "retainUntil"
  FROM encounter e LEFT JOIN staff_member s ON s.id = e.closed_by WHERE e.id = $1::uuid`;

/** A day is the ward's. */
const day = (moment: string) => `(${moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

const FACTS = `SELECT e.patient_id AS "patientId", e.class, e.discharge_disposition AS disposition, e.reason, e.ended_at AS "endedAt",
    p.birth_date::text AS "birthDate", coalesce(jsonb_array_length(to_jsonb(p.addresses)), 0) > 0 AS "hasAddress",
    EXISTS (SELECT FROM patient_identifier i WHERE i.patient_id = p.id AND i.retired_at IS NULL) AS "hasIdentity",
    e.destination, p.death_cause AS "deathCause", e.triaged_at IS NOT NULL AS "isTriaged",
    ${day('coalesce(e.ended_at, now())')} - ${day('e.started_at')} + 1 AS days,
    (SELECT count(DISTINCT ${day('coalesce(n.effective_at, n.created_at)')})::int FROM note n
      WHERE n.encounter_id = e.id AND n.status = 'signed' AND n.type IN ('progress', 'admission', 'discharge')) AS "progressDays",
    coalesce((SELECT jsonb_object_agg(type, n) FROM (SELECT type, count(*) AS n FROM note
      WHERE encounter_id = e.id AND status = 'signed' GROUP BY type) signed), '{}') AS notes,
    (SELECT count(*)::int FROM problem WHERE patient_id = e.patient_id AND encounter_id = e.id
      AND verification_status = 'confirmed') AS diagnoses,
    (SELECT count(*)::int FROM vital_signs WHERE encounter_id = e.id AND status = 'final') AS vitals,
    ${allergiesWereAsked('e.patient_id')} AS "allergiesAsked",
    ARRAY(SELECT code FROM problem WHERE patient_id = e.patient_id AND encounter_id = e.id AND code IS NOT NULL
      AND verification_status NOT IN ('refuted', 'entered-in-error') ORDER BY id LIMIT 100) AS codes
  FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid`;

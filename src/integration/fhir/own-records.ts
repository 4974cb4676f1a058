import { Injectable } from '@nestjs/common';
import { Problem, tellingOf } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import { requestingAccount } from './bundle/account.js';
import { contentHash, type Identity } from './bundle/identity.js';
import { fhirProblems, notTaken } from './fhir.errors.js';
import { rootOf } from './search/observation.table.js';
import { HOW_ANSWERED, type Query } from './search/search-request.js';

/** What the sender who asks has sent before, and the id that it has here. */
export interface OwnRecord {
  readonly id: string;
  readonly identity: Identity;
}

/** What a condition names: an identifier with its system. */
export interface Named {
  readonly system: string;
  readonly value: string;
}

/**
 * The identifier that a condition (`identifier=system|value`) names.
 * @throws Problem notImportable for any other condition: who else is meant by it, nobody could say
 */
export function namedIn(condition: Query | string, path: string): Named {
  const given =
    typeof condition === 'string'
      ? [...new URLSearchParams(condition)]
      : Object.entries(condition).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  const [asked, ...more] = given.filter(([name]) => !HOW_ANSWERED.has(name));
  const [system, value, ...rest] = asked?.[0] === 'identifier' && more.length === 0 ? asked[1].split('|') : [];
  if (system && value && rest.length === 0) return { system, value };
  throw notTaken(path, 'condition-not-taken');
}

/** The id under which a sender makes what a condition of its finds nothing for: asked twice at once, it is made once. */
export const idByCondition = (type: string, { system, value }: Named): string => contentHash([type, system, value]);

/** Finds what a sender sent by an identifier in it. What another sent under the same number is another's. */
@Injectable()
export class OwnRecords {
  constructor(private readonly database: Database) {}

  /** @returns undefined when there is none @throws Problem severalMatch */
  async named(type: string, { system, value }: Named): Promise<OwnRecord | undefined> {
    const { machine } = requestingAccount();
    const values = [type, JSON.stringify([{ system, value }]), machine ?? null];
    const rows = await this.database.query<Row>(OWN, values, requestContext().scope);
    const [row, other] = rows;
    if (other) throw new Problem(fhirProblems.severalMatch, { tellsOf: tellingOf(rows.map((one) => one.patientId)) });
    return row && { id: row.id, identity: { source: row.source, type, id: row.sourceId } };
  }

  /**
   * What another machine sent is not even compared with what this one holds of it: whether a test fits would tell what it says.
   * @throws Problem notImportable
   */
  async requireOwn({ source, type, id }: Identity): Promise<void> {
    const { machine } = requestingAccount();
    if (machine === undefined) return;
    const [row] = await this.database.query<{ sentBy: string | null }>(
      SENT_BY,
      [source, type, id],
      requestContext().scope,
    );
    if (row?.sentBy && row.sentBy !== machine) throw notTaken(type, 'other-sender');
  }
}

/** Whose a record is that a machine wants to change. */
const SENT_BY = {
  name: 'fhir.sent-by',
  text: `SELECT sent_by AS "sentBy" FROM fhir_source WHERE source = $1 AND resource_type = $2 AND source_id = $3`,
};

interface Row {
  readonly id: string;
  readonly source: string;
  readonly sourceId: string;
  readonly patientId: string | null;
}

const OWN = {
  name: 'fhir.own-records',
  text: `SELECT DISTINCT ON (coalesce(k.entity_id, k.id))
      coalesce(CASE k.resource_type WHEN 'Observation' THEN ${rootOf('k.entity_id')} END, k.entity_id, k.id)::text AS id,
      k.source, k.source_id AS "sourceId", k.patient_id AS "patientId"
    FROM fhir_source_in_scope k
    WHERE k.resource_type = $1 AND k.resource ? 'identifier' AND k.resource->'identifier' @> $2::jsonb AND k.sent_by IS NOT DISTINCT FROM $3
    ORDER BY coalesce(k.entity_id, k.id), k.updated_at DESC LIMIT 2`,
};

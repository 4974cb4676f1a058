import { Prisma } from '../../../platform/database/prisma.js';
import { readReference } from '../bundle/identity.js';
import { rootOf } from './observation.table.js';

/** A reference as its sender wrote it, and what it names: by type and id, since systems number each type from 1. */
export interface WantedPlace {
  /** The system of the resource that refers, by which relative references are meant. */
  readonly source: string;
  readonly reference: string;
}

/** By {@link placeKey}, where the resource is here: `Type/<our id>`. */
export type Places = ReadonlyMap<string, string>;

export const placeKey = (source: string, reference: string): string => `${source} ${reference}`;

const FOUND = `FROM fhir_source WHERE source = w.system AND source_id = w.id AND (w.type IS NULL OR resource_type = w.type) OFFSET 0`;
const AT = `k.resource_type || '/' || coalesce(CASE k.resource_type WHEN 'Observation' THEN ${rootOf('k.entity_id')} END, k.entity_id, k.id)::text`;
const COLUMNS = '(key text, system text, type text, id text)';

/** Where resources are that others refer to. */
export const PLACES = {
  name: 'fhir.places',
  text: `SELECT w.key, ${AT} AS place FROM jsonb_to_recordset($1::jsonb) AS w ${COLUMNS}
    CROSS JOIN LATERAL (SELECT id, resource_type, entity_id ${FOUND}) k`,
};

/** The same as a SELECT of `places`, an object, for the transaction that has just written what refers to them. */
export const selectPlaces = (source: string, references: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT coalesce(jsonb_object_agg(w.key, ${Prisma.raw(AT)}), '{}') AS places
  FROM jsonb_to_recordset(${wanted(references.map((reference) => ({ source, reference })))}::jsonb) AS w ${Prisma.raw(COLUMNS)}
    CROSS JOIN LATERAL (SELECT id, resource_type, entity_id ${Prisma.raw(FOUND)}) k`;

/** What {@link PLACES} asks for, as its JSON. */
export const wanted = (references: readonly WantedPlace[]): string =>
  JSON.stringify(
    references.flatMap(({ source, reference }) => {
      const named = readReference(reference);
      const key = placeKey(source, reference);
      return named ? [{ key, system: named.system ?? source, type: named.type, id: named.id }] : [];
    }),
  );

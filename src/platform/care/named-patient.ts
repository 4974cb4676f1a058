import { Injectable } from '@nestjs/common';
import { patientRecord } from '../../kernel/patient-record.js';
import { Database } from '../database/database.js';
import { namedInResources } from './named-in-resources.rules.js';
import { recordInAddress, recordInQuery, uuidOf, type Asked, type Subject } from './subject.rules.js';

/** A record that a request names: by its kind and id. */
export type Named = Subject & { readonly id: string };

/**
 * Of the records that a request names, the one that says best whose data it asks for: in the address, else in the query, else in the body.
 * @returns undefined when it names none
 */
export function recordNamed(asked: Asked): Named | undefined {
  const inAddress = recordInAddress(asked) ?? recordOnTrail(asked) ?? emergencyAccess(asked);
  return withId(inAddress ?? recordInQuery(asked)) ?? withId(recordInBody(asked));
}

const withId = (subject: Subject | undefined): Named | undefined =>
  subject?.id === undefined ? undefined : { ...subject, id: subject.id };

/** `/audit/records/:entity/:id`: the life of a record. */
function recordOnTrail({ params }: Asked): Subject | undefined {
  const { entity, id } = params;
  return typeof entity === 'string' && patientRecord(entity) ? { kind: entity, id: uuidOf(id) } : undefined;
}

/** `/break-glass/:id`: an emergency access, which is a grant like others. */
const emergencyAccess = ({ route, params }: Asked): Subject | undefined =>
  route.includes('/break-glass/:id') ? { kind: 'access_grant', id: uuidOf(params.id) } : undefined;

function recordInBody({ body }: Asked): Subject | undefined {
  const { patientId, encounterId, subject, patient } = (body ?? {}) as Record<string, unknown>;
  const id = uuidOf(patientId) ?? uuidOf(referenceOf(subject)) ?? uuidOf(referenceOf(patient));
  return id ? { kind: 'patient', id } : { kind: 'encounter', id: uuidOf(encounterId) };
}

/** Of a FHIR reference. */
const referenceOf = (value: unknown): unknown => (value as { reference?: unknown } | undefined | null)?.reference;

/** Finds whom a request that is not let in asked about; nothing of them is shown to it. */
@Injectable()
export class NamedPatient {
  constructor(private readonly database: Database) {}

  /** @returns undefined when it names nobody who exists */
  async of(asked: Asked): Promise<string | undefined> {
    const named = recordNamed(asked);
    if (!named) return undefined;
    const [row] = await this.database.queryWithoutScope<{ patient_id: string | null }>(OWNER, [named.kind, named.id]);
    return row?.patient_id ?? undefined;
  }

  /** The same, or of resources that were sent everyone whom they name and who is known here. */
  async allOf(asked: Asked): Promise<string[]> {
    const one = await this.of(asked);
    if (one) return [one];
    if (!asked.route.startsWith('POST /fhir/R4')) return [];
    const { ids, identifiers } = namedInResources(asked.body);
    if (ids.length + identifiers.length === 0) return [];
    const [row] = await this.database.queryWithoutScope<{ ids: string[] }>(NAMED, [ids, identifiers]);
    return row?.ids ?? [];
  }
}

const OWNER = { name: 'care.named-patient', text: 'SELECT public.care_patient_of($1, $2::uuid) AS patient_id' };
const NAMED = { name: 'care.patients-named', text: 'SELECT public.care_patients_named($1::uuid[], $2::text[]) AS ids' };

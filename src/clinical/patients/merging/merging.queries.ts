import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { currentContext } from '../../../kernel/request-context.js';
import { Database } from '../../../platform/database/database.js';
import { onlyPatients } from '../../../kernel/scope.js';
import { CONFIDENTIALITIES, lowers, type Confidentiality } from '../confidentiality.rules.js';
import type { PatientResponse } from '../dto/patient.response.js';
import { comparedNumber, IDENTIFIER_SYSTEMS } from '../identifier.rules.js';
import { toPatientResponse, type PatientRow } from '../patient.mapper.js';
import { ONE_PATIENT } from '../patient-reads.js';
import { patientProblems } from '../patients.errors.js';
import type { MergePreviewResponse } from './dto/merge.response.js';
import { STOP_WORDS, type MergeStop } from './merging.errors.js';

const COMPARED = [
  'fullName',
  'sex',
  'birthDate',
  'identifiers',
  'phones',
  'addresses',
  'contacts',
  'unknown',
  'ethnicGroup',
  'nationality',
  'occupation',
  'workplace',
  'newborn',
  'deceasedAt',
  'confidentiality',
] as const;

/** Shows what a merge would do, before it is done. */
@Injectable()
export class MergingQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem patientNotFound */
  async preview(id: string, otherId: string): Promise<MergePreviewResponse> {
    const [row] = await this.database.query<{ preview: Preview | null; people: PatientRow[] }>(
      PREVIEW,
      [id, otherId],
      onlyPatients([id, otherId]),
    );
    const [survivor, other] = [id, otherId].map((one) => {
      const person = row?.people.find((each) => each.id === one);
      if (!person) throw new Problem(patientProblems.patientNotFound);
      return toPatientResponse(withMoments(person));
    }) as [PatientResponse, PatientResponse];
    const language = currentContext()?.language ?? 'vi';
    const { moves, stops } = row!.preview!;
    return {
      patientId: id,
      survivor,
      other,
      differing: COMPARED.filter((field) => saidOf(survivor, field) !== saidOf(other, field)),
      confidentiality: higher(survivor.confidentiality, other.confidentiality),
      moves,
      stops: stops.map((code) => ({ code, text: STOP_WORDS[code][language] })),
    };
  }
}

/** What a record says of a person, to be compared; of identifiers the papers that they have, since every record has an MRN of its own. */
function saidOf(person: PatientResponse, field: (typeof COMPARED)[number]): string {
  if (field !== 'identifiers') return JSON.stringify(person[field]);
  const papers = person.identifiers.filter(({ system, retired }) => system !== IDENTIFIER_SYSTEMS.mrn && !retired);
  return JSON.stringify([...new Set(papers.map(({ system, value }) => comparedNumber(system, value)))].sort());
}

/** JSON has moments as text. */
const withMoments = (person: PatientRow): PatientRow => ({
  ...person,
  deceasedAt: person.deceasedAt && new Date(person.deceasedAt),
  createdAt: new Date(person.createdAt),
  updatedAt: new Date(person.updatedAt),
});

interface Preview {
  readonly moves: Record<string, number>;
  readonly stops: MergeStop[];
}

const higher = (one: string, other: string): string =>
  CONFIDENTIALITIES.includes(other as Confidentiality) && lowers(other, one as Confidentiality) ? other : one;

const PREVIEW = {
  name: 'patients.merge-preview',
  text: `SELECT merge_preview($1::uuid, $2::uuid) AS preview, (
    SELECT coalesce(json_agg(person), '[]') FROM unnest(ARRAY[$1::uuid, $2::uuid]) AS asked (entity_id)
      CROSS JOIN LATERAL (${ONE_PATIENT.shows}) person) AS people`,
};

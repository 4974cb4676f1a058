import type { Note } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { currentContext } from '../../kernel/request-context.js';
import { may } from '../../platform/routes/policy.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { unitText } from '../datatypes/ucum.js';
import type { Language } from '../../kernel/language.js';
import { noteWords } from './notes.words.js';
import type { PulledValue } from './pulled-values.js';
import { disorderIn, missingIn, type Disorder, type Missing, type NoteSection } from './section.rules.js';
import { templateOf } from './templates/templates.js';
import type { NoteState } from './note-state.rules.js';
import { NOTE_TYPES, type NoteType } from './note-types.js';
import type {
  MissingSectionResponse,
  NoteSummaryResponse,
  NoteTextResponse,
  PatientConfirmationResponse,
} from './dto/note.response.js';

const HEADLINE_LENGTH = 160;

/** A note as {@link NOTE_COLUMNS} reads it; inside a JSON list its moments are texts. */
export type NoteRow = Omit<
  Note,
  'type' | 'status' | 'sections' | 'pulled' | 'signedAt' | 'createdAt' | 'updatedAt' | 'effectiveAt'
> & {
  readonly type: NoteType;
  readonly status: NoteState;
  readonly sections: NoteSection[];
  readonly pulled: PulledValue[] | null;
  readonly headline: string;
  readonly authorName: string | null;
  readonly signerName: string | null;
  readonly signatures: readonly {
    kind: string;
    signerId: string;
    fullName: string | null;
    signedAt: string;
    patient: PatientConfirmationResponse | null;
  }[];
  readonly signedAt: Date | string | null;
  readonly createdAt: Date | string;
  readonly effectiveAt: Date | string | null;
};

/**
 * SQL of how a note `n` begins, for lists: the words of its sections that say something, one after the other, at most 160 characters.
 */
export const headlineSql = (
  n: string,
): string => `coalesce((SELECT left(string_agg(said.words, ' · ' ORDER BY said.place), ${HEADLINE_LENGTH})
    FROM (SELECT regexp_replace(section->>'text', '^\\s+|\\s+$', '', 'g') AS words, place
      FROM jsonb_array_elements(${n}.sections) WITH ORDINALITY AS sections (section, place)) said
    WHERE said.words <> ''), '')`;

/** Columns of a note `n`, with the names of who wrote and who signed it, from {@link NOTE_PEOPLE}. */
export const NOTE_COLUMNS = `${modelColumns('Note', 'n', ['updatedAt'])}, ${headlineSql('n')} AS headline, author.full_name AS "authorName", signer.full_name AS "signerName"`;
/** Beside {@link NOTE_COLUMNS} where a note is shown whole. */
export const NOTE_SIGNATURES = `(SELECT coalesce(json_agg(json_build_object('kind', s.kind, 'signerId', s.signer_id, 'signedAt', s.signed_at,
      'patient', s.patient - 'drawing',
      'fullName', ${staffNameSql('s.signer_id')}) ORDER BY s.number), '[]')
    FROM note_signature s WHERE s.note_id = n.id) AS signatures`;
export const NOTE_PEOPLE = `LEFT JOIN staff_member author ON author.id = n.author_id
  LEFT JOIN staff_member signer ON signer.id = n.signed_by`;

/** Whether the person asking may read the text: of what was entered in error, its author and those whose work it is. */
export function readsText({ status, authorId }: Pick<NoteRow, 'status' | 'authorId'>): boolean {
  if (status !== 'entered-in-error') return true;
  const actor = currentContext()?.actor;
  return actor?.id === authorId || may(actor?.role, 'note.read-in-error');
}

export function toNoteSummary(row: NoteRow): NoteSummaryResponse {
  return {
    id: row.id,
    patientId: row.patientId,
    encounterId: row.encounterId,
    type: row.type,
    title: NOTE_TYPES[row.type]?.title[language()] ?? row.type,
    status: row.status,
    author: personRef(row.authorId, row.authorName),
    headline: readsText(row) ? row.headline : '',
    addendumTo: row.addendumTo,
    signedAt: row.signedAt === null ? null : new Date(row.signedAt).toISOString(),
    createdAt: new Date(row.createdAt).toISOString(),
    effectiveAt: row.effectiveAt === null ? null : new Date(row.effectiveAt).toISOString(),
    lateEntry: row.lateEntry,
    lateReason: row.lateReason,
    version: row.version,
  };
}

const language = (): Language => currentContext()?.language ?? 'vi';

export function toNoteText(row: NoteRow): NoteTextResponse {
  const template = templateOf(row.template, row.templateVersion);
  const reads = readsText(row);
  return {
    ...toNoteSummary(row),
    textWithheld: !reads,
    sections: (reads ? row.sections : []).map(({ code, text, data }) => ({
      code,
      text,
      ...(data && { data: { ...data } }),
    })),
    form: template ? { code: template.code, version: template.version, title: template.title[language()] } : null,
    pulled: (reads ? (row.pulled ?? []) : []).map(({ sections, ...value }) => ({
      ...value,
      unitText: unitText(value.unit ?? null),
      sections: [...sections],
    })),
    signedBy: row.signedBy ? personRef(row.signedBy, row.signerName) : null,
    contentHash: row.contentHash,
    signatures: row.signatures.map(({ kind, signerId, fullName, signedAt, patient }) => ({
      kind,
      signer: personRef(signerId, fullName),
      signedAt: new Date(signedAt).toISOString(),
      patient: patient && toConfirmation(patient),
    })),
    statusReason: row.statusReason,
  };
}

const toConfirmation = ({ meaning, fullName, relation, method, witness }: PatientConfirmationResponse) => ({
  meaning,
  fullName,
  relation,
  method,
  witness,
});

/** What is missing or out of order before a draft can be signed; of anything else nothing. */
export function toMissing(row: NoteRow): MissingSectionResponse[] {
  if (row.status !== 'draft') return [];
  const form = templateOf(row.template, row.templateVersion);
  const missing = missingIn(form, row.sections).map((one) => [one.section, missingWords(one)] as const);
  const disorder = disorderIn(form, row.sections).map((one) => [one.section, disorderWords(one)] as const);
  return [...missing, ...disorder].map(([{ code }, words]) => ({ code, message: words[language()] }));
}

export const disorderWords = ({ section, field, firstSection, first }: Disorder) =>
  noteWords.follows([section.title, field.title], [firstSection.title, first.title]);

export const missingWords = ({ section, fields }: Missing) =>
  fields ? noteWords.answers(section.title, fields) : noteWords.says(section.title);

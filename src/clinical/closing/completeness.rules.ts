import type { Disposition, EncounterClass } from '../encounters/dto/encounter.dto.js';
import type { MissingCode } from './closing.words.js';

/** What is on record of an encounter, as far as its legal form asks for it. */
export interface RecordFacts {
  readonly class: EncounterClass;
  readonly disposition: Disposition | null;
  readonly reason: string | null;
  readonly birthDate: string | null;
  readonly hasAddress: boolean;
  readonly hasIdentity: boolean;
  readonly destination: string | null;
  readonly deathCause: string | null;
  readonly isTriaged: boolean;
  /** Days of the stay, begun ones counted. */
  readonly days: number;
  /** Days on which a progress note was signed. */
  readonly progressDays: number;
  /** Signed notes by type. */
  readonly notes: Readonly<Record<string, number>>;
  readonly diagnoses: number;
  readonly vitals: number;
  readonly allergiesAsked: boolean;
  /** What is unfinished, by kind. */
  readonly openKinds: readonly string[];
}

interface Requirement {
  readonly code: MissingCode;
  readonly of: readonly EncounterClass[];
  readonly isMet: (facts: RecordFacts) => boolean;
}

const ALL = ['inpatient', 'outpatient', 'emergency', 'day'] as const satisfies readonly EncounterClass[];
const LYING = ['inpatient', 'emergency', 'day'] as const satisfies readonly EncounterClass[];
const signed = ({ notes }: RecordFacts, type: string): boolean => (notes[type] ?? 0) > 0;

/**
 * What a record holds before it is closed, by the kind of stay. Source: Circular 32/2023/TT-BYT, chapter X and its forms: the
 * administrative part, the record of admission, tờ điều trị for each day, phiếu chăm sóc, vital signs, diagnosis, and the summary.
 */
const REQUIREMENTS: readonly Requirement[] = [
  { code: 'birth-date', of: ALL, isMet: ({ birthDate }) => birthDate !== null },
  { code: 'address', of: ['inpatient', 'day'], isMet: ({ hasAddress }) => hasAddress },
  { code: 'identity', of: ['inpatient', 'day'], isMet: ({ hasIdentity }) => hasIdentity },
  { code: 'reason', of: ALL, isMet: ({ reason }) => Boolean(reason) },
  { code: 'allergies', of: LYING, isMet: ({ allergiesAsked }) => allergiesAsked },
  { code: 'triage', of: ['emergency'], isMet: ({ isTriaged }) => isTriaged },
  { code: 'admission-record', of: ['inpatient', 'day'], isMet: (facts) => signed(facts, 'admission') },
  {
    code: 'examination',
    of: ['outpatient', 'emergency'],
    isMet: (facts) => ['visit', 'admission', 'progress'].some((type) => signed(facts, type)),
  },
  { code: 'progress-notes', of: ['inpatient'], isMet: ({ days, progressDays }) => progressDays >= days },
  { code: 'nursing-notes', of: ['inpatient'], isMet: (facts) => signed(facts, 'nursing') },
  { code: 'vital-signs', of: LYING, isMet: ({ vitals }) => vitals > 0 },
  { code: 'diagnosis', of: ALL, isMet: ({ diagnoses }) => diagnoses > 0 },
  { code: 'discharge-summary', of: ['inpatient', 'day'], isMet: (facts) => signed(facts, 'discharge') },
  { code: 'disposition', of: ALL, isMet: ({ disposition }) => disposition !== null },
  {
    code: 'destination',
    of: ALL,
    isMet: ({ disposition, destination }) => disposition !== 'other-hcf' || destination !== null,
  },
  {
    code: 'death-cause',
    of: ALL,
    isMet: ({ disposition, deathCause }) => disposition !== 'exp' || deathCause !== null,
  },
  { code: 'unsigned-notes', of: ALL, isMet: ({ openKinds }) => !openKinds.includes('unsigned-note') },
  { code: 'open-items', of: ALL, isMet: ({ openKinds }) => openKinds.every((kind) => kind === 'unsigned-note') },
];

/** What the record lacks, in the order of the form. */
export const missingOf = (facts: RecordFacts): MissingCode[] =>
  REQUIREMENTS.filter((one) => one.of.includes(facts.class) && !one.isMet(facts)).map(({ code }) => code);

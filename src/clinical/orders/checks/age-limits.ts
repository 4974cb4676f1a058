import { foldText } from '../../datatypes/folded-text.js';
import type { Severity } from './finding.js';

/** An age under which a medicine is dangerous, and why. */
export interface AgeLimit {
  /** ATC codes, or classes of the formulary. */
  readonly of: readonly string[];
  /** A number of years, months or days: 16y, 3m, 29d. */
  readonly under: `${number}${'y' | 'm' | 'd'}`;
  readonly severity: Exclude<Severity, 'not-judged'>;
  readonly because: AgeReason;
  /** Only by these ways; by every one that reaches the body otherwise. */
  readonly by?: readonly string[];
  /** Only after an operation that an order of the patient names. */
  readonly after?: (procedure: string) => boolean;
}

export const AGE_REASONS = [
  ...['reye', 'teeth', 'cartilage', 'breathing', 'tonsils', 'tonsils-asked', 'movements', 'bilirubin', 'grey'],
  ...['sedation', 'kidneys', 'heart', 'ileus', 'kernicterus', 'haemolysis', 'secretion'],
  ...['secretion-asked'],
] as const;
export type AgeReason = (typeof AGE_REASONS)[number];

/** The removal of tonsils or adenoids, as orders name it: V.A. is written in capitals, since "và" is another word. */
const ofTonsils = (procedure: string): boolean =>
  /a-?mi-?dan|amygdal|tonsil|adenoid/.test(foldText(procedure)) || /\bV\.?A\b/.test(procedure);

const BY_AIRWAY_OR_MOUTH = ['oral', 'enteral', 'nebulised', 'inhaled'] as const;

/**
 * Medicines by age. Those that were compared with a text stand in `knowledge/compared.ts` (`age.reye` and the like); by the others nothing is
 * judged. Each may be signed over with a reason: aspirin for Kawasaki disease, doxycycline for scrub typhus.
 */
export const AGE_LIMITS: readonly AgeLimit[] = [
  { of: ['N02BA01'], under: '16y', severity: 'serious', because: 'reye' },
  { of: ['tetracycline'], under: '8y', severity: 'serious', because: 'teeth' },
  { of: ['quinolone'], under: '18y', severity: 'serious', because: 'cartilage' },
  { of: ['R05DA04', 'N02AX02'], under: '12y', severity: 'contraindicated', because: 'breathing' },
  { of: ['R05DA04', 'N02AX02'], under: '18y', severity: 'contraindicated', because: 'tonsils', after: ofTonsils },
  { of: ['R05DA04', 'N02AX02'], under: '18y', severity: 'caution', because: 'tonsils-asked' },
  { of: ['A03FA01'], under: '1y', severity: 'contraindicated', because: 'movements' },
  { of: ['A03FA03'], under: '12y', severity: 'serious', because: 'heart' },
  { of: ['J01DD04'], under: '29d', severity: 'serious', because: 'bilirubin' },
  { of: ['J01BA01'], under: '29d', severity: 'contraindicated', because: 'grey' },
  { of: ['R06AD02'], under: '2y', severity: 'contraindicated', because: 'sedation' },
  { of: ['M01AE01'], under: '3m', severity: 'serious', because: 'kidneys' },
  { of: ['A07DA03'], under: '2y', severity: 'contraindicated', because: 'ileus' },
  { of: ['J01EE01'], under: '42d', severity: 'contraindicated', because: 'kernicterus' },
  { of: ['J01XE01'], under: '3m', severity: 'contraindicated', because: 'haemolysis' },
  // Into a vein acetylcysteine is the antidote of paracetamol.
  { of: ['R05CB01'], under: '2y', severity: 'serious', because: 'secretion', by: BY_AIRWAY_OR_MOUTH },
  // Some labels forbid ambroxol and bromhexine under two years, others give a dose that a doctor orders: it is told, and stops nobody.
  { of: ['R05CB02', 'R05CB06'], under: '2y', severity: 'caution', because: 'secretion-asked', by: BY_AIRWAY_OR_MOUTH },
];

import type { Localised } from '../../../kernel/language.js';
import type { Settled } from './fhir-sources.js';

/** An entry after the import: where it stands, and what of it was kept but not understood. */
export interface ImportedEntry {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly outcome: Settled['outcome'];
  readonly patientId: string | null;
  readonly encounterId: string | null;
  /** FHIRPath of the elements that are kept whole and not part of the chart. */
  readonly notUnderstood: string[];
  /** References that name nothing in the Bundle, nor here. */
  readonly leadNowhere: string[];
  /** What was taken though it is doubtful, by FHIRPath of its element; absent where nothing is. */
  readonly doubtful?: readonly Doubtful[];
}

/** An element that was taken, and what its sender has to know of it. */
export interface Doubtful {
  readonly element: string;
  readonly words: Localised;
}

import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { NoteSectionResponse, SectionChangeResponse } from './note.response.js';

/** A text that its author could not save, beside what the note says now. */
export class RefusedTextResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000061 */
  id!: string;
  /** The version of the note that its author had read. @example 2 */
  readVersion!: number;
  /** The version that it met. @example 3 */
  metVersion!: number;
  /** @example 2026-11-23T08:14:00.000Z */
  keptAt!: string;
  /** What was sent. */
  yours!: NoteSectionResponse[];
  /** The same sections as the note has them now. */
  current!: NoteSectionResponse[];
  /** What differs, from the note to what was sent. */
  diff!: SectionChangeResponse[];
}

export class RefusedTextList {
  /** The note. @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  author!: PersonRefResponse;
  /** Texts of the person who asks, the latest first; at most 50. */
  items!: RefusedTextResponse[];
  /** Always null. @example null */
  next!: string | null;
}

import { NoteSummaryResponse } from './note.response.js';

export class FoundPlaceResponse {
  /** The section in which a word was found. @example course */
  code!: string;
  /** What stands round it, at most some 160 characters. @example "… đau bụng hạ sườn phải, không sốt …" */
  text!: string;
}

export class FoundNoteResponse extends NoteSummaryResponse {
  /** Where the words were found; empty when none were asked for. */
  found!: FoundPlaceResponse[];
}

export class FoundNotePage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: FoundNoteResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients/019a1b2c-0000-7000-8000-000000000002/notes?q=dau */
  next!: string | null;
}

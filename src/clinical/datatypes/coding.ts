/** What a thing is called: its code in a system when it has one, and always the words people read (FHIR Coding). */
export interface Coding {
  /** URI of the code system. */
  readonly system?: string;
  readonly code?: string;
  readonly display: string;
}

/** The coding as the columns `code_system`, `code` and `display` keep it. */
export const codingOf = (row: { codeSystem: string | null; code: string | null; display: string }): Coding => ({
  system: row.codeSystem ?? undefined,
  code: row.code ?? undefined,
  display: row.display,
});

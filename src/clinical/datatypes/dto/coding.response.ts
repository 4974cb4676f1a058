/** What a thing is called (FHIR Coding). */
export class CodingResponse {
  /** URI of the code's system; null when there are only words. @example http://loinc.org */
  system!: string | null;
  /** @example 2823-3 */
  code!: string | null;
  /** What people read. @example "Kali huyết thanh" */
  display!: string;
}

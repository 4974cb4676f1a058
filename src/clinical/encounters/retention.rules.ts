/**
 * How long a closed record is kept, in years after the end of the stay. Source: Law 15/2023/QH15 on medical examination and treatment: 10
 * years; 15 for accidents at work or in daily life; 20 for psychiatric disorders and deaths.
 */
export const RETENTION_YEARS = { ordinary: 10, accident: 15, long: 20 } as const;
export type RetentionClass = keyof typeof RETENTION_YEARS;
export const RETENTION_CLASSES = Object.keys(RETENTION_YEARS) as RetentionClass[];

/** What the class follows from: how the patient left, and the ICD-10 codes of the stay. */
export interface Retained {
  readonly died: boolean;
  readonly codes: readonly string[];
}

/** The shortest class that the law allows: chapter V (F) is psychiatric, chapters XIX and XX (S, T, V–Y) are injuries and their causes. */
export function retentionOf({ died, codes }: Retained): RetentionClass {
  if (died || codes.some((code) => /^F\d/i.test(code))) return 'long';
  return codes.some((code) => /^[STV-Y]\d/i.test(code)) ? 'accident' : 'ordinary';
}

/** The longer of two classes: nobody shortens what the law asks for. */
export const longer = (one: RetentionClass, other: RetentionClass): RetentionClass =>
  RETENTION_YEARS[one] >= RETENTION_YEARS[other] ? one : other;

/** The day until which it is kept. @param ended day of the end, YYYY-MM-DD; 29 February ends on 28 February of other years */
export function retainUntil(ended: string, of: RetentionClass): string {
  const [year, month, day] = ended.split('-').map(Number);
  const last = new Date(Date.UTC(year! + RETENTION_YEARS[of], month, 0)).getUTCDate();
  return new Date(Date.UTC(year! + RETENTION_YEARS[of], month! - 1, Math.min(day!, last))).toISOString().slice(0, 10);
}

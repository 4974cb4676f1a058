/** A text that somebody really opened and compared a number with; facts without one are said not to be compared. */
export interface OpenedSource {
  readonly title: string;
  readonly address: string;
  /** The day on which it was opened and read. */
  readonly opened: string;
}

/** What is known and, where it was compared, with what. */
export interface KnownFact {
  /** What it is about: an ATC code, two classes, a LOINC code. */
  readonly about: string;
  readonly name: string;
  /** Which of its facts. */
  readonly fact: string;
  readonly value: string | number;
  readonly source?: OpenedSource;
  /** A limit of this system's own, beyond which it asks: it needs no text. */
  readonly isOwn?: boolean;
}

/** Reads lines of "about fact value source"; what stands there is compared, everything else is not. */
export function comparedIn(
  lines: string,
  sources: Readonly<Record<string, OpenedSource>>,
): ReadonlyMap<string, { readonly value: string; readonly source: OpenedSource }> {
  const rows = lines.trim().split('\n').filter(Boolean);
  return new Map(
    rows.map((row) => {
      const [about = '', fact = '', value = '', key = ''] = row.trim().split(/\s+/);
      const source = sources[key];
      if (!source) throw new Error(`no source "${key}" of ${about} ${fact}`);
      return [`${about} ${fact}`, { value, source }] as const;
    }),
  );
}

/** A source on one line, as it stands beside what was found by it. */
export const sourceText = ({ title, address, opened }: OpenedSource): string => `${title} (${address}, ${opened})`;

/**
 * What comparing a row with its events can find:
 * - `unwritten`: no event says that it was written
 * - `differs`: columns have other values than the last events say
 * - `version`: its version is not what its events make it
 * - `gone`: it is gone, and no event says that it was deleted
 * - `returned`: it is there, though its last event says that it was deleted
 * - `between`: an event's old values are not the new ones of the event before: something was written in between
 */
export type RowFindingKind = 'unwritten' | 'differs' | 'version' | 'gone' | 'returned' | 'between';

/** One row that its events do not account for. No values: who may see those asks the record. */
export interface RowFinding {
  readonly kind: RowFindingKind;
  readonly table: string;
  /** Null where the whole table is concerned. */
  readonly id: string | null;
  readonly columns?: readonly string[];
  /** The event that does not fit. */
  readonly eventId?: string;
}

/** Rows that are named; all are counted. */
export const MOST_NAMED = 1000;

/** Counts findings, and names the first. */
export class RowFindings {
  readonly named: RowFinding[] = [];
  /** By `table kind`. */
  readonly counts: Record<string, number> = {};
  total = 0;

  add(finding: RowFinding): void {
    this.total += 1;
    const key = `${finding.table} ${finding.kind}`;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    if (this.named.length < MOST_NAMED) this.named.push(finding);
  }
}

const SAY: Readonly<Record<RowFindingKind, string>> = {
  unwritten: 'no event says that it was written',
  differs: 'has other values than its events say',
  version: 'has another version than its events make it',
  gone: 'is gone, and no event says that it was deleted',
  returned: 'is there, though its last event says that it was deleted',
  between: 'was written between two events',
};

export const findingText = ({ kind, table, id, columns, eventId }: RowFinding): string =>
  [`${table} ${id ?? '(the whole table)'} ${SAY[kind]}`, columns?.join(', '), eventId && `at event ${eventId}`]
    .filter(Boolean)
    .join(': ');

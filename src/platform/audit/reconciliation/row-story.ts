import type { AuditedColumn, AuditedTable } from './audited-tables.js';
import type { RowFinding } from './findings.js';
import { isTimeOf, type WrittenAt } from './row-times.js';
import { hashKept, isSecretKept, isAsGiven, isHashOf, isSame, type Value } from './values.js';

/** An event about a row, as far as comparing needs it. */
export interface WriteEvent extends WrittenAt {
  readonly id: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly entity: string;
  readonly entityId: string;
  readonly patientId: string | null;
  readonly encounterId: string | null;
  readonly changes: Readonly<Record<string, Value>> | null;
}

/** A row as it is now. */
export interface CurrentRow {
  readonly id: string;
  readonly version: number | null;
  readonly values: Readonly<Record<string, Value>>;
  /** Of columns kept as a hash: their text as jsonb prints it, whole and without nulls. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Of secrets: the hash that the trail keeps. */
  readonly hashes: Readonly<Record<string, string | null>>;
  /** `created_at` and `updated_at` in ms since 1970; null where the table has none, or none that can be compared. */
  readonly created: number | null;
  readonly updated: number | null;
}

/** What a row's events tell of it, one after the other. */
export class RowStory {
  private state: Record<string, Value> = {};
  private version: number | undefined;
  private isCreated = false;
  private isDeleted = false;
  private created: WrittenAt | undefined;
  private updated: WrittenAt | undefined;
  /** The first event that does not go on from the one before. */
  private between: Pick<RowFinding, 'columns' | 'eventId'> | undefined;

  /** @param isWhole false when events from before those seen may lie in archives */
  constructor(
    private readonly table: AuditedTable,
    readonly id: string,
    private readonly isWhole: boolean,
  ) {}

  /** Begins with a row that a migration told of as a whole. */
  begin(row: Readonly<Record<string, Value>>): void {
    this.state = { ...row };
    this.isCreated = true;
    this.version = (row['version'] as number | undefined) ?? 1;
  }

  take(event: WriteEvent): void {
    const changes = event.changes ?? {};
    if (event.kind === 'delete') this.isDeleted = true;
    else if (event.kind === 'create') this.create(event, changes);
    else {
      this.updated = event;
      this.update(event.id, pairsOf(changes));
    }
  }

  /** @param row undefined when it is gone */
  compare(row: CurrentRow | undefined): RowFinding[] {
    const of = (kind: RowFinding['kind'], more: Partial<RowFinding> = {}): RowFinding => ({
      kind,
      table: this.table.name,
      id: this.id,
      ...more,
    });
    if (!row) return this.isDeleted ? [] : [of('gone')];
    if (this.isDeleted) return [of('returned')];
    if (!this.isCreated && this.isWhole) return [of('unwritten')];
    const columns = [
      ...this.table.columns.filter((column) => !this.fits(column, row)).map(({ name }) => name),
      ...this.table.secrets.filter((name) => !this.fitsSecret(name, row.hashes[name] ?? null)),
      ...(this.created && row.created !== null && !isTimeOf(this.created, row.created) ? ['created_at'] : []),
      ...(this.updated && row.updated !== null && !isTimeOf(this.updated, row.updated) ? ['updated_at'] : []),
    ];
    return [
      ...(this.between ? [of('between', this.between)] : []),
      ...(columns.length > 0 ? [of('differs', { columns })] : []),
      ...(this.table.isVersioned && this.version !== undefined && row.version !== this.version ? [of('version')] : []),
    ];
  }

  /** Whether the trail does not tell which secret this row had last: it was written before the hashes of secrets were kept. */
  isUnknownOf({ hashes }: CurrentRow): boolean {
    return this.table.secrets.some((name) => hashes[name] && !isSecretKept(this.state[name]));
  }

  private create(event: WriteEvent, changes: Record<string, Value>): void {
    const { patientId, encounterId } = event;
    this.created = this.updated = event;
    this.isDeleted = false;
    this.isCreated = true;
    this.state = { patient_id: patientId, encounter_id: encounterId, ...changes };
    this.version = 1;
  }

  private update(eventId: string, changes: Record<string, readonly [Value, Value]>): void {
    const { version, ...others } = changes;
    const told = (name: string) => name in others;
    const broken = [
      ...this.table.columns
        .filter(({ name }) => told(name) && !this.goesOn(name, others[name]![0]))
        .map(({ name }) => name),
      ...this.table.secrets.filter((name) => told(name) && !this.fitsSecret(name, others[name]![0])),
    ];
    const isNext = !version || this.version === undefined || version[0] === this.version;
    if (broken.length > 0 || !isNext) {
      const columns = [...broken, ...(isNext ? [] : ['version'])];
      this.between ??= { columns, eventId };
    }
    for (const [name, [, value]] of Object.entries(others)) this.state[name] = value;
    if (version) this.version = version[1] as number;
  }

  private goesOn(name: string, old: Value): boolean {
    const column = this.table.columns.find((one) => one.name === name)!;
    const known = this.state[name];
    if (!(name in this.state) && !this.isWhole) return true;
    if (isHashOf(column, old) || isHashOf(column, known)) return true; // only the last can be compared with something
    return isSame(column, known, old) || (known === undefined && isAsGiven(column, old, this.state));
  }

  /** @param value its hash, null when there is none, `***` from a time when none was kept */
  private fitsSecret(name: string, value: Value): boolean {
    const known = this.state[name];
    if (!(name in this.state) && !this.isWhole) return true;
    if (isSecretKept(known) && isSecretKept(value)) return known === value;
    return (known ?? null) === null ? (value ?? null) === null : (value ?? null) !== null;
  }

  private fits(column: AuditedColumn, row: CurrentRow): boolean {
    const { name } = column;
    const [known, value] = [this.state[name], row.values[name]];
    if (!(name in this.state) && !this.isWhole) return true;
    if (isHashOf(column, known)) return (row.texts[name] ?? []).some((text) => hashKept(text) === known);
    if (known === undefined && isAsGiven(column, value, this.state)) return true;
    return isSame(column, known, value);
  }
}

/** Old and new value of each column. What an event says otherwise, which no trigger wrote, is the new value after an unknown one. */
const pairsOf = (changes: Readonly<Record<string, Value>>): Record<string, readonly [Value, Value]> =>
  Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length === 2 ? [value[0] as Value, value[1] as Value] : [undefined, value],
    ]),
  );

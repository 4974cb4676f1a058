import { PLAIN_SESSION } from '../sealing/leaf-text.js';
import type { Session } from '../../database/session.js';
import { byTurns, Pace } from '../../../kernel/pace.js';
import { archivesOf, monthOf } from '../verification/archives.js';
import { auditedTables, type AuditedTable } from './audited-tables.js';
import { RowFindings } from './findings.js';
import { RowStory, type CurrentRow, type WriteEvent } from './row-story.js';
import { baselinesOf, eventsAfter, rowsBetween, writesOf, type EventSource } from './reading.js';

/** What comparing the data with the trail found out. */
export interface Reconciliation {
  readonly beganAt: string;
  readonly rows: number;
  readonly events: number;
  /** Rows of which events may lie in archives: compared with the events that are left. */
  readonly archived: number;
  /** Rows of which a secret was last written before the trail kept its hash: whether it was replaced since is not known. */
  readonly unknown: number;
  readonly findings: RowFindings;
}

/** Rows or events of a page: what is read comes in one piece, and requests wait for it. */
const AT_ONCE = 2000;
const LOWEST = '00000000-0000-0000-0000-000000000000';
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Compares every row of the audited tables with what its events tell: its columns with the last values, its version with the number
 * of its writes. Goes through events and rows side by side, in the order of the rows' ids, in one snapshot, so that memory stays small
 * and the time grows with the data. Verifying says whether the events are true; this, whether they are all.
 * @param source where the session's role may read events
 * @param gently whether it rests between pages, beside those who work: nobody waits for it
 */
export function reconcile(session: Session, source: EventSource, { gently = false } = {}): Promise<Reconciliation> {
  return session.transaction(async () => {
    await session.query(PLAIN_SESSION);
    await session.query({
      name: 'audit.reconcile.scope',
      text: `SELECT pg_catalog.set_config('emr.scope', '**', true)`,
    });
    const tables = await auditedTables(session.query);
    return new Comparison(session, source, tables, gently ? new Pace() : undefined).run();
  }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

class Comparison {
  private readonly beganAt = new Date().toISOString();
  private readonly findings = new RowFindings();
  private readonly byName: ReadonlyMap<string, AuditedTable>;
  private readonly stories = new Map<string, RowStory>();
  private baselines: ReadonlyMap<string, { eventId: string; row: Record<string, unknown> }> = new Map();
  /** Rows that a migration told of and that neither a row nor an event has shown since. */
  private readonly unseen = new Set<string>();
  private archivedBefore = LOWEST;
  private count = { rows: 0, events: 0, archived: 0, unknown: 0 };

  constructor(
    private readonly session: Session,
    private readonly source: EventSource,
    private readonly tables: readonly AuditedTable[],
    private readonly pace?: Pace,
  ) {
    this.byName = new Map(tables.map((table) => [table.name, table]));
  }

  async run(): Promise<Reconciliation> {
    const archives = await archivesOf(this.session.query);
    for (const { partition } of archives) {
      const past = monthOf(partition)?.pastId ?? LOWEST;
      if (past > this.archivedBefore) this.archivedBefore = past;
    }
    this.baselines = await baselinesOf(this.session, this.source);
    for (const key of this.baselines.keys()) this.unseen.add(key);
    await this.walk();
    this.nameUnseen();
    for (const table of this.tables) if (!table.hasId) await this.compareCounts(table);
    const { beganAt, findings } = this;
    return { beganAt, ...this.count, findings };
  }

  /** What a migration wrote and no event tells of since: it went without one. Tables that are no more went by a migration. */
  private nameUnseen(): void {
    for (const key of this.unseen) {
      const [name = '', id = ''] = key.split('/');
      if (this.byName.get(name)?.hasId) this.findings.add({ kind: 'gone', table: name, id });
    }
  }

  /** Ids of rows are the common order: all events of the ids up to a bound, then all rows up to it. */
  private async walk(): Promise<void> {
    let [bound, after] = [LOWEST, { entityId: LOWEST, id: LOWEST }];
    for (;;) {
      const events = await eventsAfter(this.session, this.source, after, AT_ONCE);
      const last = events.at(-1);
      // Of the last id more events may follow.
      const whole = events.length < AT_ONCE || !last ? HIGHEST : last.entityId;
      await byTurns(events, (event) => this.takeEvent(event));
      if (whole > bound) {
        const held = whole === HIGHEST ? [] : this.without(whole);
        await this.compareRows(bound, whole === HIGHEST ? HIGHEST : whole, whole !== HIGHEST);
        for (const [key, story] of held) this.stories.set(key, story);
        bound = whole;
      }
      if (whole === HIGHEST || !last) return;
      after = last;
      await this.pace?.rest();
    }
  }

  /** Sets stories of an id apart that is not complete yet. */
  private without(id: string): [string, RowStory][] {
    const held = [...this.stories].filter(([, story]) => story.id === id);
    for (const [key] of held) this.stories.delete(key);
    return held;
  }

  private takeEvent(event: WriteEvent): void {
    const table = this.byName.get(event.entity);
    if (!table?.hasId) return;
    this.count.events += 1;
    const baseline = this.baselines.get(`${event.entity}/${event.entityId}`);
    if (baseline && event.id <= baseline.eventId) return;
    this.storyOf(table, event.entityId).take(event);
  }

  private storyOf(table: AuditedTable, id: string): RowStory {
    const key = `${table.name}/${id}`;
    let story = this.stories.get(key);
    if (!story) {
      story = new RowStory(table, id, id >= this.archivedBefore);
      const baseline = this.baselines.get(key);
      if (baseline) story.begin(baseline.row);
      this.unseen.delete(key);
      this.stories.set(key, story);
    }
    return story;
  }

  /** Rows with ids from `from` to `to`; without `to` itself where its events go on. What stories are left tell of rows that are gone. */
  private async compareRows(from: string, to: string, isOpen: boolean): Promise<void> {
    for (const table of this.tables) {
      if (!table.hasId) continue;
      for (let after: string | undefined; ;) {
        const rows = await rowsBetween(this.session, table, { from, after, to, isOpen }, AT_ONCE);
        await byTurns(rows, (row) => this.compareRow(table, row));
        if (rows.length < AT_ONCE) break;
        after = rows.at(-1)!.id;
        await this.pace?.rest();
      }
    }
    for (const story of this.stories.values()) {
      for (const finding of story.compare(undefined)) this.findings.add(finding);
    }
    this.stories.clear();
  }

  private compareRow(table: AuditedTable, row: CurrentRow): void {
    this.count.rows += 1;
    if (row.id < this.archivedBefore) this.count.archived += 1;
    const story = this.storyOf(table, row.id);
    this.stories.delete(`${table.name}/${row.id}`);
    if (story.isUnknownOf(row)) this.count.unknown += 1;
    for (const finding of story.compare(row)) this.findings.add(finding);
  }

  /** A table whose rows have no id of their own: as many were written as events say, and no more. */
  private async compareCounts(table: AuditedTable): Promise<void> {
    const { rows, writes, created, updated } = await writesOf(this.session, this.source, table);
    this.count.rows += rows;
    this.count.events += created + updated;
    if (rows > created) this.findings.add({ kind: 'unwritten', table: table.name, id: null });
    if (rows < created) this.findings.add({ kind: 'gone', table: table.name, id: null });
    if (table.isVersioned && writes !== updated) this.findings.add({ kind: 'version', table: table.name, id: null });
  }
}

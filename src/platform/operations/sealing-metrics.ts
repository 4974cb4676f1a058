import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { UNSEALED_SECONDS } from '../audit/sealing/unsealed.sql.js';
import { Database } from '../database/database.js';

interface SealingRow {
  size: number;
  unsealedSeconds: number;
  /** What the database's clock says, in seconds since 1970. */
  now: number;
  /** Null before the first comparison of the data with the trail. */
  reconciled: { at: number; findings: number } | null;
  /** Null while nothing is delivered to. */
  witnesses: { name: string; undeliveredSeconds: number; ahead: number }[] | null;
}

/**
 * How sealing goes, for Prometheus: one statement a scrape, whichever process is asked and whichever seals. It reads at
 * most a thousand events and one checkpoint for each witness, whatever the trail's size.
 */
@Injectable()
export class SealingMetrics {
  private readonly registry = new Registry();
  private readonly size = this.gauge('audit_sealed_events', 'Events in the sealed trail');
  private readonly unsealed = this.gauge(
    'audit_oldest_unsealed_event_seconds',
    'Age of the oldest event of the trail that is not sealed yet; 0 when none waits',
  );
  private readonly undelivered = this.gauge(
    'audit_witness_undelivered_seconds',
    'Age of the oldest checkpoint that this witness does not have yet; 0 when it has all',
    'witness',
  );
  private readonly ahead = this.gauge(
    'audit_witness_ahead_events',
    'Events that this witness knew beyond the trail of the database when delivery began; above 0 after an older backup was restored',
    'witness',
  );
  private readonly reconciled = this.gauge(
    'audit_last_reconciliation_timestamp_seconds',
    'When the data was last compared with the trail; 0 when never',
  );
  private readonly findings = this.gauge(
    'audit_reconciliation_findings',
    'Rows that were not what their events say when the data was last compared with the trail',
  );

  private readonly clock = this.gauge(
    'database_clock_differs_seconds',
    'How far the database’s clock is from that of this process',
  );

  constructor(private readonly database: Database) {}

  /** The exposition text; empty while the database does not answer. */
  async text(): Promise<string> {
    const asked = Date.now();
    const [row] = await this.database.query<SealingRow>(SEALING).catch(() => []);
    if (!row) return '';
    this.registry.resetMetrics();
    this.size.set(row.size);
    this.unsealed.set(row.unsealedSeconds);
    this.clock.set(differenceOf(row, asked));
    this.reconciled.set(row.reconciled?.at ?? 0);
    this.findings.set(row.reconciled?.findings ?? 0);
    for (const { name: witness, undeliveredSeconds, ahead } of row.witnesses ?? []) {
      this.undelivered.set({ witness }, undeliveredSeconds);
      this.ahead.set({ witness }, ahead);
    }
    return this.registry.metrics();
  }

  /** How long the oldest event has waited to be sealed, 0 when none waits, and how far the clocks are apart, both in seconds. */
  async look(): Promise<{ unsealedSeconds: number; clockDiffersSeconds: number }> {
    const asked = Date.now();
    const [row] = await this.database.query<SealingRow>(SEALING);
    if (!row) return { unsealedSeconds: 0, clockDiffersSeconds: 0 };
    return { unsealedSeconds: row.unsealedSeconds, clockDiffersSeconds: differenceOf(row, asked) };
  }

  private gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

/** @param asked when it was asked for, in ms: half way between that and now it was read */
const differenceOf = ({ now }: SealingRow, asked: number): number => Math.abs(now - (asked + Date.now()) / 2000);

export const SEALING = {
  name: 'metrics.sealing',
  text: `
    SELECT coalesce((SELECT size FROM audit.checkpoint ORDER BY size DESC LIMIT 1), 0) AS size,
      ${UNSEALED_SECONDS} AS "unsealedSeconds", extract(epoch FROM clock_timestamp())::float8 AS now,
      (SELECT jsonb_build_object('at', extract(epoch FROM ended_at), 'findings', findings)
         FROM audit.reconciliation ORDER BY id DESC LIMIT 1) AS reconciled,
      (SELECT jsonb_agg(jsonb_build_object('name', w.name, 'ahead', w.ahead, 'undeliveredSeconds', coalesce(
        (SELECT greatest(0, extract(epoch FROM clock_timestamp() - c.created_at)) FROM audit.checkpoint c
         WHERE c.size > w.size ORDER BY c.size LIMIT 1), 0))) FROM audit.witness w) AS witnesses`,
};

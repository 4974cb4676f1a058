import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../database/database.js';

const TRUSTED_FOR_MS = 15_000;
const MOST_REMEMBERED = 20_000;

/**
 * Whether a session is still good. Remembered for a few seconds so that charting costs no extra round trip; a
 * revocation in any process is heard at once through LISTEN. While not listening, nothing is remembered.
 */
@Injectable()
export class LiveSessions implements OnModuleInit, OnModuleDestroy {
  private readonly goodUntil = new Map<string, number>();
  private listener: pg.PoolClient | undefined;
  /** Counts what was heard: an answer that was on its way meanwhile may be out of date and is not remembered. */
  private heard = 0;
  private closing = false;

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.listen();
  }

  /** @returns false when revoked, expired, or its person has left or no longer holds its role */
  async isLive(sessionId: string): Promise<boolean> {
    const remembered = this.goodUntil.get(sessionId);
    if (this.listener && remembered !== undefined && remembered > Date.now()) return true;
    const heardBefore = this.heard;
    const [row] = await this.database.query<{ expires_at: Date }>(LIVE, [sessionId]);
    if (!row) {
      this.goodUntil.delete(sessionId);
      return false;
    }
    if (this.heard !== heardBefore) return true;
    if (this.goodUntil.size >= MOST_REMEMBERED) this.goodUntil.clear();
    this.goodUntil.set(sessionId, Math.min(Date.now() + TRUSTED_FOR_MS, row.expires_at.getTime()));
    return true;
  }

  private async listen(): Promise<void> {
    if (this.closing) return;
    try {
      const client = await this.database.pool.connect();
      client.on('notification', ({ payload }) => {
        this.heard++;
        if (payload) this.goodUntil.delete(payload);
      });
      client.once('error', () => this.relisten(client));
      client.once('end', () => this.relisten(client));
      await client.query('LISTEN session_revoked');
      this.heard++;
      this.goodUntil.clear();
      this.listener = client;
    } catch {
      this.retry();
    }
  }

  private relisten(client: pg.PoolClient): void {
    if (this.listener !== client) return;
    this.listener = undefined;
    client.release(true);
    this.retry();
  }

  private retry(): void {
    if (!this.closing) setTimeout(() => void this.listen(), 1000).unref();
  }

  onModuleDestroy(): void {
    this.closing = true;
    this.listener?.release(true);
    this.listener = undefined;
  }
}

const LIVE = {
  name: 'session.live',
  text: `SELECT s.expires_at FROM session s JOIN staff_member m ON m.id = s.staff_id
         WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND m.status = 'active'
           AND EXISTS (SELECT FROM staff_role r WHERE r.staff_id = m.id AND r.role = s.role AND r.revoked_at IS NULL)`,
};

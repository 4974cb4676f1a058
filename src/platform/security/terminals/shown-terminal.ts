import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Problem } from '../../../kernel/problem.js';
import type { EnrolledTerminal, RequestContext } from '../../../kernel/request-context.js';
import { hashOfKey } from './terminal-binding.js';
import { terminalProblems } from './terminals.errors.js';

const TRUSTED_FOR_MS = 15_000;
const MOST_REMEMBERED = 1_000;
/** Before a name on the trail that belongs to an enrolled terminal and came without its key. No code of a terminal has a colon. */
export const CLAIMED = 'claimed:';

/**
 * Which terminal a request comes from, for all but sessions that are bound to one. A key proves it; a name is what the caller
 * says, and never passes for a terminal that is enrolled.
 */
@Injectable()
export class ShownTerminal {
  private names = new Set<string>();
  private trustedUntil = 0;
  private readonly said = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** With a key, the trail names its terminal and X-Terminal counts for nothing. @throws Problem terminalUnknown */
  async settle(context: RequestContext): Promise<void> {
    if (context.terminalKey === undefined) return this.markClaim(context);
    const [found] = await this.database.query<EnrolledTerminal>(BY_KEY, [hashOfKey(context.terminalKey)]);
    if (!found) throw new Problem(terminalProblems.terminalUnknown);
    context.enrolled = found;
    context.terminal = found.code;
  }

  /** Marks a name that belongs to an enrolled terminal, in whatever case and with whatever dashes it is written. */
  async markClaim(context: RequestContext): Promise<void> {
    if (context.terminal === undefined) return;
    const said = this.plainOf(context.terminal);
    if (said !== '' && (await this.enrolledNames()).has(said)) context.terminal = `${CLAIMED}${context.terminal}`;
  }

  /** A terminal says the same name with each request. */
  private plainOf(name: string): string {
    const known = this.said.get(name) ?? plain(name);
    if (this.said.size >= MOST_REMEMBERED) this.said.clear();
    this.said.set(name, known);
    return known;
  }

  /** Another terminal was enrolled here; other processes notice within seconds. */
  forget(): void {
    this.trustedUntil = 0;
  }

  private async enrolledNames(): Promise<Set<string>> {
    if (this.trustedUntil <= Date.now()) {
      const rows = await this.database.query<{ code: string }>(CODES);
      this.names = new Set(rows.map(({ code }) => plain(code)));
      this.trustedUntil = Date.now() + TRUSTED_FOR_MS;
    }
    return this.names;
  }
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const BY_KEY = {
  name: 'terminals.by-key',
  text: 'SELECT id, code, key_hash AS "keyHash" FROM terminal WHERE key_hash = $1 AND retired_at IS NULL',
};
// Those out of use as well: nothing on the trail shall look as if it came from them.
const CODES = { name: 'terminals.codes', text: 'SELECT code FROM terminal' };

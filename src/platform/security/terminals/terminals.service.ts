import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/prisma.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../../routes/pagination.js';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { requireVersion } from '../../routes/stale-version.js';
import type { EnrolTerminalDto } from './dto/terminal.dto.js';
import type { EnrolledTerminalResponse, TerminalResponse } from './dto/terminal.response.js';
import { lockOutAt } from './lock-out.js';
import { ShownTerminal } from './shown-terminal.js';
import { hashOfKey } from './terminal-binding.js';
import { terminalProblems } from './terminals.errors.js';

interface TerminalRow {
  id: string;
  code: string;
  name: string;
  wardId: string | null;
  enrolledAt: Date;
  retiredAt: Date | null;
  version: number;
}

/** Enrols and retires the terminals on which the short ways in count. */
@Injectable()
export class TerminalsService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly shown: ShownTerminal,
  ) {}

  /** @throws Problem terminalCodeTaken, terminalWardUnknown */
  async enrol(input: EnrolTerminalDto): Promise<EnrolledTerminalResponse> {
    const key = randomBytes(24).toString('base64url');
    const enrolledBy = requestContext().actor.id!;
    const enrolled = await this.unitOfWork.write(async (tx) => {
      const row = await tx.terminal.create({ data: { ...input, keyHash: hashOfKey(key), enrolledBy } });
      return { ...toTerminal(row), key };
    });
    this.shown.forget();
    return enrolled;
  }

  /** Takes a terminal out of use; who is signed in on it is locked out at once. */
  retire(id: string, version: number): Promise<TerminalResponse> {
    return this.unitOfWork.write(async (tx) => {
      await this.hold(tx, id, version);
      await lockOutAt(tx, id);
      return toTerminal(await tx.terminal.update({ where: { id }, data: { retiredAt: new Date() } }));
    });
  }

  /** Gives a terminal a new key, when the old one may be known; who is signed in on it is locked out. */
  rekey(id: string, version: number): Promise<EnrolledTerminalResponse> {
    const key = randomBytes(24).toString('base64url');
    return this.unitOfWork.write(async (tx) => {
      await this.hold(tx, id, version);
      await lockOutAt(tx, id);
      const row = await tx.terminal.update({ where: { id }, data: { keyHash: hashOfKey(key) } });
      return { ...toTerminal(row), key };
    });
  }

  /** Terminals by code. */
  async list(query: PageQuery): Promise<Page<TerminalResponse>> {
    const [after] = readCursor(query.cursor, ['text']) ?? [null];
    const rows = await this.database.query<TerminalRow>(LIST, [after, query.limit + 1]);
    return pageOf(rows, query, ({ code }) => [code], toTerminal);
  }

  private async hold(tx: Tx, id: string, version: number): Promise<void> {
    const [held] = await tx.$queryRaw<{ id: string; version: number; retired: boolean }[]>`
      SELECT id, version, retired_at IS NOT NULL AS retired FROM terminal WHERE id = ${id}::uuid FOR UPDATE`;
    if (!held) throw new Problem(terminalProblems.terminalNotFound);
    requireVersion('terminal', held, version);
    if (held.retired) throw new Problem(terminalProblems.terminalRetired);
  }
}

const toTerminal = ({ id, code, name, wardId, enrolledAt, retiredAt, version }: TerminalRow): TerminalResponse => ({
  id,
  code,
  name,
  wardId,
  enrolledAt: enrolledAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
  version,
});

const LIST = {
  name: 'terminals.list',
  text: `SELECT id, code, name, ward_id AS "wardId", enrolled_at AS "enrolledAt", retired_at AS "retiredAt", version
    FROM terminal WHERE ($1::text IS NULL OR code > $1) ORDER BY code LIMIT $2`,
};

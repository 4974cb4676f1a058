import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/prisma.js';
import { holdVersion, type Holdable, type VersionedRow } from '../../database/held-row.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { readPage, type KeysetList } from '../../routes/keyset.js';
import type { Page, PageQuery } from '../../routes/pagination.js';
import { Problem } from '../../../kernel/problem.js';
import { actingPerson } from '../../../kernel/request-context.js';
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

interface HeldTerminal extends VersionedRow {
  readonly retired: boolean;
}

const TERMINAL: Holdable = {
  table: 'terminal',
  columns: 'r.retired_at IS NOT NULL AS retired',
  notFound: terminalProblems.terminalNotFound,
};

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
    const enrolledBy = actingPerson();
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
  list(query: PageQuery): Promise<Page<TerminalResponse>> {
    return readPage(this.database, LIST, query, [], toTerminal);
  }

  private async hold(tx: Tx, id: string, version: number): Promise<void> {
    const held = await holdVersion<HeldTerminal>(tx, TERMINAL, { id, version });
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

const LIST: KeysetList = {
  name: 'terminals.list',
  select: `SELECT id, code, name, ward_id AS "wardId", enrolled_at AS "enrolledAt", retired_at AS "retiredAt", version FROM terminal`,
  key: [{ sql: 'code', kind: 'text', field: 'code' }],
};

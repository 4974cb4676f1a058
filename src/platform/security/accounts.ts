import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { requestContext } from '../../kernel/request-context.js';
import { settlePurpose } from '../routes/purposes.js';
import type { PersonResponse, PersonWardResponse } from './dto/session.response.js';

/** A person who may sign in, with the roles they hold now, in the order they got them. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly full_name: string;
  readonly password_hash: string;
  /** Set by somebody else, and not yet changed by the person. */
  readonly must_change_password: boolean;
  /** Such a password that was not used in time. */
  readonly password_ran_out: boolean;
  /** Whether an authenticator is enrolled and confirmed. */
  readonly second_factor: boolean;
  readonly roles: readonly string[];
  /** Where they work, and where they are on duty now. */
  readonly wards: readonly PersonWardResponse[];
}

/** Finds the accounts of people who work here; those who left have none. */
@Injectable()
export class Accounts {
  constructor(private readonly database: Database) {}

  async byId(id: string): Promise<Account | undefined> {
    return (await this.database.query<Account>(BY_ID, [id]))[0];
  }

  /** @param username in lower case and without spaces round it, as {@link accountName} makes it */
  async byUsername(username: string): Promise<Account | undefined> {
    return (await this.database.query<Account>(BY_USERNAME, [username]))[0];
  }
}

/** A username as typed, in the form it is kept in. */
export const accountName = (typed: string): string => typed.trim().toLowerCase();

/** From here on the request acts as this person. */
export function actAs({ id, username }: Account, role: string, sessionId?: string): void {
  const context = requestContext();
  context.actor = { kind: 'staff', id, username, role, sessionId };
  settlePurpose(context);
}

/** @param terminal code of the terminal that the session is bound to */
export function personOf(account: Account, role: string, terminal?: string): PersonResponse {
  const { id, username, full_name: fullName, roles, second_factor: secondFactor, wards } = account;
  return {
    id,
    username,
    fullName,
    role,
    roles: [...roles],
    secondFactor,
    wards: [...wards],
    terminal: terminal ?? null,
  };
}

const ACCOUNT = `SELECT m.id, m.username, m.full_name, m.password_hash, m.must_change_password,
    coalesce(m.password_good_until <= now(), false) AS password_ran_out,
    EXISTS (SELECT FROM second_factor f WHERE f.staff_id = m.id AND f.confirmed_at IS NOT NULL AND f.removed_at IS NULL) AS second_factor,
    ARRAY(SELECT r.role FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL ORDER BY r.granted_at, r.role) AS roles,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'code', w.code, 'name', w.name,
        'until', to_char(work.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY w.code, work.until), '[]')
      FROM wards_of(m.id) work JOIN ward w ON w.id = work.ward_id) AS wards
  FROM staff_member m WHERE m.status = 'active'`;
const BY_ID = { name: 'auth.account-by-id', text: `${ACCOUNT} AND m.id = $1` };
const BY_USERNAME = { name: 'auth.account-by-username', text: `${ACCOUNT} AND m.username = $1` };

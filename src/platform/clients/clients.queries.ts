import { Injectable } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { instantSql } from '../database/rows.js';
import { readPage, type KeysetList } from '../routes/keyset.js';
import type { Page } from '../routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { clientProblems } from './clients.errors.js';
import type { ClientQuery } from './dto/client.dto.js';
import type { ClientResponse } from './dto/client.response.js';

/** An active client, as the token endpoint knows it. While it waits for approval it gets nothing. */
export interface KnownClient {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly jwks: JSONWebKeySet | null;
  readonly jwksUrl: string | null;
  readonly scopes: string[];
  readonly approved: boolean;
}

/** An approved client that sends messages. */
export interface MessageSender {
  readonly id: string;
  readonly clientId: string;
  readonly scopes: string[];
  readonly hl7v2: {
    readonly application?: string;
    readonly facility?: string;
    readonly addresses?: readonly string[];
    /** SHA-256 of the certificates by which it is known over MLLP, in hexadecimal. */
    readonly certificates?: readonly string[];
    readonly characterSet?: string;
  };
}

/** Reads which machines may call. */
@Injectable()
export class ClientsQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem clientNotFound */
  async get(id: string): Promise<ClientResponse> {
    return oneOf(await this.database.query<{ item: ClientResponse }>(ONE, [id]));
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<ClientResponse> {
    return oneOf(await tx.$queryRawUnsafe<{ item: ClientResponse }[]>(ONE.text, id));
  }

  /** By client id. */
  list(query: ClientQuery): Promise<Page<ClientResponse>> {
    return readPage(this.database, LIST, query, [], ({ item }: { item: ClientResponse }) => item);
  }

  /** The active client of this name. */
  async known(clientId: string): Promise<KnownClient | undefined> {
    const [client] = await this.database.query<KnownClient>(KNOWN, [clientId]);
    return client;
  }

  /**
   * The scopes a client has at this moment; undefined when it is disabled or waits for approval. Asked for each request of a client and never
   * remembered, so that what was taken away is gone at once, in every process.
   */
  async scopesOf(id: string): Promise<readonly string[] | undefined> {
    const [client] = await this.database.query<{ scopes: string[] }>(SCOPES, [id]);
    return client?.scopes;
  }

  /** Approved clients that name themselves so in messages of HL7 v2, for doors at which nobody signs in. */
  messageSenders(application: string): Promise<MessageSender[]> {
    return this.database.query<MessageSender>(MESSAGE_SENDERS, [application]);
  }

  /** How a client sends messages; undefined where nothing is set. */
  async messagesOf(id: string): Promise<MessageSender['hl7v2'] | undefined> {
    const [client] = await this.database.query<Pick<MessageSender, 'hl7v2'>>(MESSAGES_OF, [id]);
    return client?.hl7v2 ?? undefined;
  }

  /** Notes that an assertion was taken. @returns false when it was taken before, in whichever process */
  async isFirstUse(id: string, jti: string, expiresAt: Date): Promise<boolean> {
    const rows = await this.database.query(FIRST_USE, [id, jti, expiresAt]);
    return rows.length === 1;
  }

  /** Forgets assertions that could not be taken again anyway. */
  async forgetExpired(): Promise<void> {
    await this.database.query(FORGET);
  }
}

function oneOf([row]: readonly { item: ClientResponse }[]): ClientResponse {
  if (!row) throw new Problem(clientProblems.clientNotFound);
  return row.item;
}

/** Whose account has this id, in SQL, as JSON. */
export const accountSql = (
  id: string,
): string => `(SELECT jsonb_build_object('id', m.id, 'fullName', m.full_name, 'username', m.username)
    FROM staff_member m WHERE m.id = ${id})`;
const CLIENT = `SELECT jsonb_build_object('id', c.id, 'clientId', c.client_id, 'name', c.name, 'jwks', c.jwks,
    'jwksUrl', c.jwks_url, 'scopes', c.scopes, 'purpose', c.purpose, 'contact', c.contact, 'hl7v2', c.hl7v2, 'status', c.status,
    'approval', CASE WHEN c.approved_at IS NULL THEN 'waiting' ELSE 'approved' END, 'proposedBy', ${accountSql('c.proposed_by')},
    'approvedBy', ${accountSql('c.approved_by')}, 'approvedAt', ${instantSql('c.approved_at')},
    'version', c.version, 'createdAt', ${instantSql('c.created_at')}) AS item, c.client_id AS "clientId"
  FROM machine_client c`;
const ONE = { name: 'clients.one', text: `${CLIENT} WHERE c.id = $1::uuid` };
const LIST: KeysetList = {
  name: 'clients.list',
  select: CLIENT,
  filters: {
    status: (value) => `c.status = ${value}`,
    approval: (value) => `(c.approved_at IS NULL) = (${value}::text = 'waiting')`,
  },
  key: [{ sql: 'c.client_id', kind: 'text', field: 'clientId' }],
};
const KNOWN = {
  name: 'clients.known',
  text: `SELECT id, client_id AS "clientId", name, jwks, jwks_url AS "jwksUrl", scopes, approved_at IS NOT NULL AS approved
         FROM machine_client WHERE client_id = $1 AND status = 'active'`,
};
const SCOPES = {
  name: 'clients.scopes',
  text: `SELECT scopes FROM machine_client WHERE id = $1 AND status = 'active' AND approved_at IS NOT NULL`,
};
const MESSAGE_SENDERS = {
  name: 'clients.message-senders',
  text: `SELECT id, client_id AS "clientId", scopes, hl7v2 FROM machine_client
         WHERE hl7v2->>'application' = $1 AND status = 'active' AND approved_at IS NOT NULL`,
};
const MESSAGES_OF = { name: 'clients.messages-of', text: 'SELECT hl7v2 FROM machine_client WHERE id = $1' };
const FIRST_USE = {
  name: 'clients.first-use',
  text: `INSERT INTO client_assertion (client_id, jti, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING true AS first`,
};
const FORGET = {
  name: 'clients.forget',
  text: `DELETE FROM client_assertion WHERE (client_id, jti) IN (
    SELECT client_id, jti FROM client_assertion WHERE expires_at < now() - interval '5 minutes'
    LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
};

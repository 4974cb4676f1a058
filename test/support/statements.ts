import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { withoutBackgroundJobs } from './background-jobs.js';

interface Connection {
  query: (this: Connection, text: string) => void;
  parse: (this: Connection, message: { name: string; text: string }, more?: unknown) => void;
  bind: (this: Connection, message: { statement: string }, more?: unknown) => void;
  execute: (this: Connection, message: unknown, more?: unknown) => void;
}

/**
 * Every statement that `work` has this process send to PostgreSQL, in order, as the server's own log would list them: what decides
 * and names who acts, BEGIN and COMMIT included. A prepared statement is told by its name. Background jobs of `app` wait meanwhile.
 */
export function statementsOf(app: NestFastifyApplication, work: () => Promise<unknown>): Promise<string[]> {
  return withoutBackgroundJobs(app, () => sentDuring(work));
}

async function sentDuring(work: () => Promise<unknown>): Promise<string[]> {
  const { prototype } = (pg as unknown as { Connection: { prototype: Connection } }).Connection;
  const sent: string[] = [];
  const names = new WeakMap<Connection, string>();
  const { query, parse, bind, execute } = prototype;
  const own = { query, parse, bind, execute };
  prototype.query = function (text) {
    sent.push(text);
    own.query.call(this, text);
  };
  prototype.parse = function (message, more) {
    names.set(this, message.text);
    own.parse.call(this, message, more);
  };
  prototype.bind = function (message, more) {
    if (message.statement) names.set(this, message.statement);
    own.bind.call(this, message, more);
  };
  prototype.execute = function (message, more) {
    sent.push(names.get(this) ?? '');
    own.execute.call(this, message, more);
  };
  try {
    await work();
    return sent;
  } finally {
    Object.assign(prototype, own);
  }
}

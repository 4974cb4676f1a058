import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Response } from 'supertest';
import { changeBehind, heardBy } from './processes.js';
import { clientOf, PASSWORD, type Client, type World } from './world.js';

/** What signing in answers. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A terminal of a ward that an administrator has just enrolled, and what people do at it. */
export interface WardTerminal {
  readonly id: string;
  readonly code: string;
  readonly key: string;
  readonly version: number;
  /** A full sign-in. */
  signIn(username: string, headers?: Record<string, string>): Promise<Response>;
  switchTo(body: object, app?: NestFastifyApplication): Promise<Response>;
  refresh(tokens: Tokens): Promise<Response>;
  /** Calls of whoever has the token. */
  as(tokens: Tokens, app?: NestFastifyApplication): Client;
  /** Status of a request with the token. */
  opens(tokens: Tokens, app?: NestFastifyApplication): Promise<number>;
}

let enrolled = 0;

export async function aTerminal(world: World, code = `NOI-${++enrolled}`): Promise<WardTerminal> {
  const answer = await world.as('admin').post('/api/v1/terminals', { code, name: 'Bàn điều dưỡng' });
  if (answer.status !== 201) throw new Error(`not enrolled: ${answer.text}`);
  const { id, key, version } = answer.body as { id: string; key: string; version: number };
  const shown = { 'X-Terminal-Key': key };
  const as = ({ accessToken }: Tokens, app = world.app): Client => {
    const client = clientOf(app, accessToken);
    return {
      get: (path, headers) => client.get(path, { ...shown, ...headers }),
      post: (path, body, headers) => client.post(path, body, { ...shown, ...headers }),
      put: (path, body, headers) => client.put(path, body, { ...shown, ...headers }),
      patch: (path, body, headers) => client.patch(path, body, { ...shown, ...headers }),
      delete: (path, headers) => client.delete(path, { ...shown, ...headers }),
    };
  };
  return {
    id,
    code,
    key,
    version,
    signIn: (username, headers) =>
      world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD }, { ...shown, ...headers }),
    switchTo: (body, app = world.app) => clientOf(app).post('/api/v1/auth/switch', body, shown),
    refresh: ({ refreshToken }) => world.anonymous.post('/api/v1/auth/refresh', { refreshToken }, shown),
    as,
    opens: async (tokens, app) => (await as(tokens, app).get('/api/v1/auth/me')).status,
  };
}

/** The session that tokens belong to. */
export const sessionOf = ({ accessToken }: Tokens): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()).sid;

/** As if nobody had touched the terminal for some minutes. */
export async function leaveAlone(world: World, tokens: Tokens, minutes: number): Promise<void> {
  const id = sessionOf(tokens);
  await changeBehind(world, `UPDATE session SET used_at = now() - interval '${minutes} minutes' WHERE id = '${id}'`);
  await world.sql(`SELECT pg_notify('session_revoked', $1)`, [id]);
  await heardBy(world, world.app);
}

import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PASSWORD, type World } from '../support/world.js';
import { until } from '../support/until.js';

/** One event of a stream. */
export interface LiveEvent {
  readonly event: string;
  readonly data: { readonly wardId?: string | null };
}

/** A terminal that listens, over a connection of its own. */
export interface Listening {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly events: LiveEvent[];
  /** All that came, as it came. */
  text(): string;
  lastEventId(): string | undefined;
  /** Whether the service has ended the stream. */
  over(): boolean;
  /** Resolves when such an event has come. */
  hears(event: string, wardId?: string | null): Promise<void>;
  hangUp(): void;
}

export async function signIn(world: World, username: string): Promise<string> {
  const { body } = await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD });
  return body.accessToken;
}

/** Opens the stream with a token, at the address at which the service listens. */
export async function listen(
  app: NestFastifyApplication,
  token: string,
  headers: Record<string, string> = {},
): Promise<Listening> {
  // A connection of its own, which nobody keeps for the next request.
  const asked = request(`${await app.getUrl()}/api/v1/stream`, {
    agent: false,
    headers: { Authorization: `Bearer ${token}`, ...headers },
  }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let [text, over] = ['', false];
  answer.setEncoding('utf8').on('data', (part: string) => (text += part));
  answer.once('close', () => (over = true)).on('error', () => undefined);
  const events: LiveEvent[] = [];
  const read = () => {
    const blocks = text.split('\n\n').slice(0, -1).map(fieldsOf);
    const heard = blocks
      .filter(({ data }) => data)
      .map(({ event, data }) => ({ event: event!, data: JSON.parse(data!) }));
    events.splice(0, events.length, ...heard);
    return blocks;
  };
  return {
    status: answer.statusCode!,
    mediaType: answer.headers['content-type'],
    events,
    text: () => text,
    lastEventId: () => read().findLast(({ id }) => id)?.id,
    over: () => over,
    hears: (event, wardId) =>
      until(() => {
        read();
        return events.some((one) => one.event === event && (wardId === undefined || one.data.wardId === wardId));
      }),
    hangUp: () => answer.destroy(),
  };
}

const fieldsOf = (block: string): Record<string, string | undefined> =>
  Object.fromEntries(
    block
      .split('\n')
      .map((line) => line.split(/: (.*)/s))
      .map(([field, value]) => [field, value]),
  );

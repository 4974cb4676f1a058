import pg from 'pg';
import { areBytesHanded, withHandedBytes } from './handed-bytes.js';
import { takeOpening } from './opening.js';
import { NOBODY } from '../../kernel/scope.js';
import { OpeningQuery } from './scoped-query.js';

type Callback = (error: Error | null, answer?: unknown) => void;

/** A connection whose transactions know from their BEGIN on who acts and whom they may see, as {@link opened} says. */
export class ScopedClient extends pg.Client {
  private readonly plain: (...given: unknown[]) => unknown = super.query.bind(this);

  override query = ((config: unknown, ...rest: unknown[]): unknown => {
    const given = config as { text?: unknown; values?: unknown } | null;
    if (given?.text !== 'BEGIN') {
      if (areBytesHanded() && Array.isArray(given?.values)) given.values = withHandedBytes(given.values);
      return this.plain(config, ...rest);
    }
    return new Promise((resolve, reject) => {
      const done: Callback = (error, answer) => (error ? reject(error) : resolve(answer));
      // Where nobody said, it sees nobody, nobody acts, and whatever is written is refused.
      this.plain(new OpeningQuery(config, takeOpening() ?? { scope: NOBODY }), done);
    });
  }) as pg.Client['query'];
}

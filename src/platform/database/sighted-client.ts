import pg from 'pg';
import { currentContext } from '../../kernel/request-context.js';
import { NOBODY } from '../../kernel/sight.js';
import { OpeningQuery } from './sighted-query.js';
import { standingOf } from './standing.js';

type Callback = (error: Error | null, answer?: unknown) => void;

/** A connection whose transactions know from their BEGIN on who acts and whom they may see: those of the request being served. */
export class SightedClient extends pg.Client {
  private readonly plain: (...given: unknown[]) => unknown = super.query.bind(this);

  override query = ((config: unknown, ...rest: unknown[]): unknown => {
    if ((config as { text?: unknown } | null)?.text !== 'BEGIN') return this.plain(config, ...rest);
    return new Promise((resolve, reject) => {
      const done: Callback = (error, answer) => (error ? reject(error) : resolve(answer));
      const context = currentContext();
      // Outside of a request nobody acts, and whatever is written is refused.
      this.plain(new OpeningQuery(config, context ? standingOf(context) : { sight: NOBODY }), done);
    });
  }) as pg.Client['query'];
}

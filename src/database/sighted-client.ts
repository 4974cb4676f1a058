import pg from 'pg';
import { auditContextJson, currentContext } from '../http/request-context.js';
import { NOBODY } from './sight.js';
import { OpeningQuery, type Standing } from './sighted-query.js';

type Callback = (error: Error | null, answer?: unknown) => void;

/** A connection whose transactions know from their BEGIN on who acts and whom they may see: those of the request being served. */
export class SightedClient extends pg.Client {
  private readonly plain: (...given: unknown[]) => unknown = super.query.bind(this);

  override query = ((config: unknown, ...rest: unknown[]): unknown => {
    if ((config as { text?: unknown } | null)?.text !== 'BEGIN') return this.plain(config, ...rest);
    return new Promise((resolve, reject) => {
      const done: Callback = (error, answer) => (error ? reject(error) : resolve(answer));
      this.plain(new OpeningQuery(config, standingOfRequest()), done);
    });
  }) as pg.Client['query'];
}

/** Outside of a request nobody acts, and whatever is written is refused. */
function standingOfRequest(): Standing {
  const context = currentContext();
  return context ? { sight: context.sight ?? NOBODY, context: auditContextJson(context) } : { sight: NOBODY };
}

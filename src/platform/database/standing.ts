import { auditContextJson, type RequestContext } from '../../kernel/request-context.js';
import type { AskedDecision } from './plain-decision.js';
import { NOBODY, type Sight } from '../../kernel/sight.js';

/** Whom a statement may see and, for one that writes, who acts (JSON of the audit context). */
export interface Standing {
  readonly sight: Sight;
  readonly context?: string;
  /** What decides whom it may see in place of `sight`. */
  readonly asked?: AskedDecision;
}

/** What a request may see, and who acts in it. */
export const standingOf = (context: RequestContext): Standing => ({
  sight: context.sight ?? NOBODY,
  context: auditContextJson(context),
});

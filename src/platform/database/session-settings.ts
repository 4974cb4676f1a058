import { auditContextJson, type RequestContext } from '../../kernel/request-context.js';
import type { AskedDecision } from '../../kernel/decision.js';
import { NOBODY, type Scope } from '../../kernel/scope.js';

/** Whom a statement may see and, for one that writes, who acts (JSON of the audit context). */
export interface SessionSettings {
  readonly scope: Scope;
  readonly context?: string;
  /** What decides whom it may see in place of `scope`. */
  readonly asked?: AskedDecision;
}

/** What a request may see, and who acts in it. */
export const sessionSettingsOf = (context: RequestContext): SessionSettings => ({
  scope: context.scope ?? NOBODY,
  context: auditContextJson(context),
});

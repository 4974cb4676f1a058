import { AsyncLocalStorage } from 'node:async_hooks';
import type { AccessEvent } from './access-event.js';
import type { AskedDecision, PlainDecision } from './decision.js';
import { EVERYTHING } from './scope.js';
import type { Language } from './language.js';

/** Who acts: a person, a machine client, the service itself, or nobody known yet. */
export interface Actor {
  readonly kind: 'staff' | 'client' | 'system' | 'anonymous';
  readonly id?: string;
  readonly username: string;
  readonly role?: string;
  readonly sessionId?: string;
  /** The terminal that the session is bound to, and the hash of its key. */
  readonly boundTo?: { readonly code: string; readonly keyHash: string };
  /** What a machine client's token lets it do: SMART scopes. */
  readonly scopes?: readonly string[];
}

/** A terminal that is known by its key. */
export interface EnrolledTerminal {
  readonly id: string;
  readonly code: string;
  readonly keyHash: string;
}

/** The decision whether a person may see a patient, left to the statement that reads or writes; docs/adr/0012. */
export interface PendingDecision {
  readonly asked: AskedDecision;
  /** Notes that the statement found the person a plain reason to see the patient. */
  settle(decision: PlainDecision): void;
  /** Makes the decision by itself, when the statement found none. @throws Problem as the access guard does */
  decide(): Promise<void>;
}

/** What is known of the request being served; follows it through every await. */
export interface RequestContext {
  /** Ours, and of this request alone. */
  readonly requestId: string;
  /** What the caller calls the request; any number of requests may be called so. */
  readonly callerRequestId?: string;
  readonly language: Language;
  readonly address?: string;
  /** An enrolled terminal by its code once its key was looked at; else what the caller says, see terminals/shown-terminal.ts. */
  terminal?: string;
  /** As the program that calls names itself; whatever it likes. */
  readonly userAgent?: string;
  /** The secret of an enrolled terminal. */
  readonly terminalKey?: string;
  /** What the key of a terminal signs for its person; see keys/terminal-signature.ts. */
  readonly terminalSignature?: string;
  /** The terminal of that key; sessions that are bound to one have it in their tokens instead. */
  enrolled?: EnrolledTerminal;
  purpose: string;
  /** Whether the caller told it; else it is the usual one of the role that acts. */
  readonly purposeTold?: boolean;
  reason?: string;
  /** How the answer leaves the service, other than on a screen. */
  output?: 'print' | 'export' | 'file';
  /** Route pattern with its method, such as `POST /api/v1/patients`. */
  readonly route: string;
  /** Path of the address, without its query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  actor: Actor;
  /** Whether whoever acts would still be let in; for answers that take long. Absent where nobody was asked to sign in. */
  stillLetIn?: () => Promise<boolean>;
  idempotency?: { readonly key: string; readonly requestHash: string };
  /** Whose data its statements see (src/kernel/scope.ts); nobody's until the access guard has decided. */
  scope?: string;
  /** Set while nobody has decided yet; the request's statements see nobody until then. */
  pending?: PendingDecision;
  /** Why the person may see the patient of the request, when they needed a reason; see src/platform/care. */
  access?: { readonly because: string; readonly until: string | null };
  /** True once the answer came from the idempotency store instead of a new write. */
  replayed?: boolean;
  /** True once a write found all of it done before: its answer shows a record, and no event of a row says to whom. */
  foundDone?: boolean;
  /** True once a write of this request has been started; a request writes once. */
  wrote?: boolean;
  /** Patients whom its answer tells of besides the one it is about, whatever it answers; see {@link tellAlso}. */
  besides?: readonly string[];
  /** True once its answer tells of somebody by a number that was asked for, and shows no record of theirs; see {@link tellHolders}. */
  byNumber?: true;
  /** True once the trail says that it was refused. */
  turnedAway?: boolean;
  /** The event that the statement which read the answer wrote along; see audit/recorded-read.ts. */
  recorded?: AccessEvent;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the request being served. @throws outside of one */
export function requestContext(): RequestContext {
  const context = storage.getStore();
  if (!context) throw new Error('No request context: run this inside runInContext');
  return context;
}

/** Id of the person who acts, for what the policy lets no machine and no part of the service do. */
export const actingPerson = (): string => requestContext().actor.id!;

/** Notes that the answer of this request tells of somebody else too, such as a mother who was named: the trail has it under them. */
export function tellAlso(...patientIds: readonly string[]): void {
  const context = requestContext();
  context.besides = [...(context.besides ?? []), ...patientIds];
}

/** The same of who has a number that was told: whoever tries one after another is looked at by the radar. */
export function tellHolders(...patientIds: readonly string[]): void {
  if (patientIds.length === 0) return;
  requestContext().byNumber = true;
  tellAlso(...patientIds);
}

/** Puts what a request asks for otherwise than in its address where the trail finds it, beside what stands there. */
export function noteAsked(context: RequestContext, asked: Readonly<Record<string, unknown>>): void {
  Object.assign(context, { query: { ...context.query, ...asked } });
}

export const currentContext = (): RequestContext | undefined => storage.getStore();
export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

/** Runs work that is nobody's request though a request sets it off, such as a statement that several share. */
export const outsideOfRequests = <T>(work: () => T): T => storage.exit(work);

/** The same steps, each of which runs in this context, whoever asks for the next: a socket that drains asks in any, or in none. */
export async function* stepsInContext<T>(context: RequestContext, steps: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const step = await runInContext(context, () => steps.next());
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await runInContext(context, () => steps.return(undefined));
  }
}

/** Runs work of the service itself (seed, clean-up), attributed as `system:<name>`. */
export function runAsSystem<T>(name: string, work: () => T): T {
  const actor: Actor = { kind: 'system', username: `system:${name}` };
  const request = { requestId: `system-${name}`, route: name, path: name, language: 'vi' } as const;
  return runInContext({ ...request, purpose: 'OPERATIONS', actor, scope: EVERYTHING }, work);
}

/** The context as the capture trigger reads it from `emr.context`. */
export function auditContextJson(context: RequestContext): string {
  const { actor } = context;
  return JSON.stringify({
    actorKind: actor.kind,
    actorId: actor.id,
    username: actor.username,
    role: actor.role,
    sessionId: actor.sessionId,
    terminal: context.terminal,
    address: context.address,
    requestId: context.requestId,
    callerRequestId: context.callerRequestId,
    purpose: context.purpose,
    reason: context.reason,
  });
}

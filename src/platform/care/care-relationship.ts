import { Inject, Injectable } from '@nestjs/common';
import { Refusals } from '../audit/refusals.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { BatchedStatements } from '../database/batched-statements.js';
import {
  EVERYONE,
  inCareOf,
  NOBODY,
  onlyPatients,
  openTo,
  patientOf,
  withNames,
  type Scope,
} from '../../kernel/scope.js';
import { Problem, type ProblemKind } from '../../kernel/problem.js';
import type { Actor, PendingDecision, RequestContext } from '../../kernel/request-context.js';
import type { RouteOptions } from '../routes/route.decorator.js';
import { followsCare, worksHospitalWide } from '../routes/policy.js';
import { careProblems } from './care.errors.js';
import { ScopeOfOthers } from './scope-of-others.js';
import { saysSomething } from './stated-reason.rules.js';
import { isList, subjectOf, type Asked, type Subject } from './subject.rules.js';
import { elementAt } from '../../kernel/list.js';

/** Why a person may see a patient; `because` is null when they may not. */
export interface Decision {
  /** Null when there is no such record. */
  readonly patientId: string | null;
  readonly because: string | null;
  /** When a grant ends. */
  readonly until: string | null;
  /** What was given as the reason of a grant. */
  readonly grantReason: string | null;
  /** What is missing when they may not. */
  readonly lacks: string | null;
}

/** Who asks: a person in a role, and whether they reasonGiven a reason with the request. */
interface Asking extends Subject {
  readonly person: string;
  readonly role?: string;
  readonly reasonGiven: boolean;
}

interface DecisionRow {
  patient_id: string | null;
  because: string | null;
  until: Date | null;
  grant_reason: string | null;
  lacks: string | null;
}

const MOST_TOGETHER = 32;

/**
 * Rights that follow care. Doctors and nurses see the patients of their wards, those they were asked to, and in an
 * emergency anyone, for four hours and with a reason; those whose work is hospital-wide see all but what is confidential. The
 * decision is made in the database, once a request, or for lists about each row that is found; what the request's statements then see is
 * held by the database as well (prisma/guards/80-row-level-security.sql).
 */
@Injectable()
export class CareRelationship {
  private readonly batches: BatchedStatements<Asking, Decision>;

  constructor(
    database: Database,
    private readonly refusals: Refusals,
    private readonly others: ScopeOfOthers,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    this.batches = new BatchedStatements(async (asked) => {
      const values = [...valuesOf(asked), settings.careTieDays, settings.leftWardHours];
      const rows = await database.queryWithoutScope<DecisionRow>(asked.length === 1 ? DECISION : DECISIONS, values);
      return rows.map(toDecision);
    }, MOST_TOGETHER);
  }

  /** @param reasonGiven whether the request brought a reason of its own */
  decide({ id, role }: Actor, subject: Subject, reasonGiven = false): Promise<Decision> {
    return this.batches.add({ ...subject, person: id!, role, reasonGiven });
  }

  /**
   * Decides what the request may see, and keeps it in its context.
   * @throws Problem noCareRelationship, ownRecord, confidentialNeedsOrder, confidentialNeedsReason, admissionNeedsReason, accessWithdrawn,
   *   leftWard when it is about a patient the person may not see; that is on the trail
   */
  async decideScope(context: RequestContext, route: RouteOptions, asked: Omit<Asked, 'route'>): Promise<void> {
    const { actor } = context;
    const subject = subjectOf(route.scope, { ...asked, route: context.route });
    const hospitalWide = worksHospitalWide(actor.role);
    if (actor.kind !== 'staff' || !(hospitalWide || followsCare(actor.role))) {
      context.scope = await this.others.scopeOf(actor.role, route, subject);
      return;
    }
    if (!subject || isList(subject)) {
      context.scope = this.undecided(route, actor, subject);
      return;
    }
    context.scope = NOBODY;
    const reasonGiven = says(context.reason) || tellsReason(asked.body);
    if (route.decides !== 'inline') await this.settle(context, route, subject, reasonGiven);
    else context.pending = this.pending(context, route, { ...subject, id: subject.id! }, reasonGiven);
  }

  /**
   * Lets a request that writes about two patients see another record's too; asked after the scope of the first was decided.
   * @returns the other's patient; null when there is no such record
   * @throws Problem as {@link decideScope}
   */
  async alsoSee(
    context: RequestContext,
    route: Pick<RouteOptions, 'action'>,
    subject: Subject,
  ): Promise<string | null> {
    const first = patientOf(context.scope);
    const decision = await this.decide(context.actor, subject, true);
    if (decision.patientId === null) return null;
    const lacks = decision.because === 'left-ward' ? 'ward-left' : decision.lacks;
    if (decision.because === null || decision.because === 'left-ward') {
      await this.refuse(context, route, { ...decision, lacks }, subject.id);
    }
    context.scope = onlyPatients([...(first ? [first] : []), decision.patientId]);
    return decision.patientId;
  }

  /**
   * Lets a request see another record too, if the person may; else it goes on without, and nothing is refused.
   * @returns whether it sees it now
   */
  async seeIfAllowed(context: RequestContext, subject: Subject): Promise<boolean> {
    const { patientId, because } = await this.decide(context.actor, subject);
    if (!patientId || because === null || because === 'left-ward') return false;
    const first = patientOf(context.scope);
    context.scope = onlyPatients([...(first ? [first] : []), patientId]);
    return true;
  }

  private async settle(
    context: RequestContext,
    route: RouteOptions,
    subject: Subject,
    reasonGiven: boolean,
  ): Promise<void> {
    const decision = await this.decide(context.actor, subject, reasonGiven);
    if (decision.because === null && decision.patientId !== null) {
      await this.refuse(context, route, decision, subject.id);
    }
    if (decision.because === 'left-ward' && !context.route.startsWith('GET ')) {
      await this.refuse(context, route, { ...decision, lacks: 'ward-left' }, subject.id);
    }
    keep(context, decision);
  }

  private pending(
    context: RequestContext,
    route: RouteOptions,
    subject: Subject & { readonly id: string },
    reasonGiven: boolean,
  ): PendingDecision {
    const { id: person, role } = context.actor;
    return {
      asked: { ...subject, person: person!, role: role!, reasonGiven, tieDays: this.settings.careTieDays },
      settle: (decision) => keep(context, decision),
      decide: () => {
        context.pending = undefined;
        return this.settle(context, route, subject, reasonGiven);
      },
    };
  }

  /** What a request sees that is about no patient in particular, or is a list: the database then asks about each row that it finds. */
  private undecided({ scope }: RouteOptions, { id, role }: Actor, subject: Subject | undefined): Scope {
    if (subject && !worksHospitalWide(role)) return inCareOf(id!, this.settings.careTieDays, subject.ward);
    if (scope === 'names') return withNames(NOBODY);
    if (!worksHospitalWide(role) || scope === 'nobody') return NOBODY;
    const isObserved = this.settings.careRelationship === 'observed';
    return subject && !isObserved ? openTo(role!, this.settings.careTieDays, id!) : EVERYONE;
  }

  private async refuse(
    context: RequestContext,
    { action }: Pick<RouteOptions, 'action'>,
    { patientId, lacks }: Decision,
    entityId: string | undefined,
  ): Promise<void> {
    if (this.settings.careRelationship === 'observed') return;
    const kind = REFUSALS[lacks!] ?? careProblems.noCareRelationship;
    await this.refusals.record(context, { action, why: kind.code, patientId: patientId!, entityId });
    const errors =
      kind === careProblems.confidentialNeedsReason ? [{ pointer: 'X-Reason', rule: 'required' }] : undefined;
    throw new Problem(kind, { errors, extra: { patientId } });
  }
}

/** What is to be done may bring its reason itself. */
const tellsReason = (body: unknown): boolean => {
  const { reason } = (body ?? {}) as { reason?: unknown };
  return says(reason);
};

/** Most requests bring none: what says nothing is not looked at word by word. */
const says = (reason: unknown): boolean => typeof reason === 'string' && reason !== '' && saysSomething(reason);

const REFUSALS: Readonly<Record<string, ProblemKind>> = {
  own: careProblems.ownRecord,
  order: careProblems.confidentialNeedsOrder,
  'stated-reason': careProblems.confidentialNeedsReason,
  'other-reason': careProblems.admissionNeedsReason,
  'ward-left': careProblems.leftWard,
  withdrawn: careProblems.accessWithdrawn,
};

type Kept = Pick<Decision, 'patientId' | 'because' | 'until'> & Partial<Decision>;

function keep(context: RequestContext, { patientId, because, until, grantReason }: Kept): void {
  context.pending = undefined;
  context.scope = onlyPatients(patientId ? [patientId] : []);
  // What a role sees of everyone needs no word.
  if (patientId === null || because === 'role') return;
  context.access = { because: because ?? 'none', until };
  if (because !== 'break-glass') return;
  context.purpose = 'BTG';
  context.reason ??= grantReason ?? undefined;
}

const toDecision = ({ patient_id, because, until, grant_reason, lacks }: DecisionRow): Decision => ({
  patientId: patient_id,
  because,
  until: until?.toISOString() ?? null,
  grantReason: grant_reason,
  lacks,
});

/** One asks with its values, several with lists of them. */
function valuesOf(asked: readonly Asking[]): unknown[] {
  const rows = asked.map(({ person, role, kind, id, ward, reasonGiven }) => [
    person,
    role,
    kind,
    id ?? null,
    ward ?? null,
    reasonGiven,
  ]);
  const first = elementAt(rows, 0);
  return rows.length === 1 ? first : first.map((_, at) => rows.map((row) => row[at]));
}

const DECISION = {
  name: 'care.decision',
  text: 'SELECT * FROM care_decision($1::uuid, $2::text, $3::text, $4::uuid, $5::uuid, $6::boolean, $7::int, $8::int)',
};
const DECISIONS = {
  name: 'care.decisions',
  text: `SELECT decision.* FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::boolean[])
      WITH ORDINALITY AS asked (person, role, kind, thing, ward, reasonGiven, place)
    CROSS JOIN LATERAL care_decision(person, role, kind, thing, ward, reasonGiven, $7::int, $8::int) decision ORDER BY place`,
};

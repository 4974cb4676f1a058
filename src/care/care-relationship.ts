import { Inject, Injectable } from '@nestjs/common';
import { AccessRecorder } from '../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { GroupedTrips } from '../database/grouped-trips.js';
import { NOBODY, onlyPatients, withNames } from '../database/sight.js';
import { Problem } from '../http/problem.js';
import type { RequestContext } from '../http/request-context.js';
import type { RouteOptions } from '../http/route.decorator.js';
import { followsCare } from '../security/policy.js';
import { careProblems } from './care.errors.js';
import { SightOfOthers } from './sight-of-others.js';
import { subjectOf, type Asked, type Subject } from './subject.rules.js';

/** Why a person may see a patient; `because` is null when they may not. */
export interface Decision {
  /** Null when there is no such record, and for lists. */
  readonly patientId: string | null;
  readonly because: string | null;
  /** When a grant ends. */
  readonly until: string | null;
  /** What was given as the reason of a grant. */
  readonly grantReason: string | null;
  /** For lists: whom they may show. */
  readonly patients: readonly string[] | null;
}

interface DecisionRow {
  place: number;
  patient_id: string | null;
  because: string | null;
  until: Date | null;
  grant_reason: string | null;
  patients: string[] | null;
}

const MOST_TOGETHER = 32;

/**
 * Rights that follow care. Doctors and nurses see the patients of their wards, those they were asked to, and in an
 * emergency anyone, for four hours and with a reason. The decision is made in the database, once a request; what the
 * request's statements then see is held by the database as well (prisma/guards/80-sight.sql).
 */
@Injectable()
export class CareRelationship {
  private readonly trips: GroupedTrips<Subject & { person: string }, Decision>;

  constructor(
    database: Database,
    private readonly recorder: AccessRecorder,
    private readonly others: SightOfOthers,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    this.trips = new GroupedTrips(async (asked) => {
      const placed = JSON.stringify(asked.map((one, place) => ({ place, ...one })));
      const rows = await database.query<DecisionRow>(DECISIONS, [placed, settings.careTieDays]);
      return rows.sort((a, b) => a.place - b.place).map(toDecision);
    }, MOST_TOGETHER);
  }

  decide(person: string, subject: Subject): Promise<Decision> {
    return this.trips.add({ person, ...subject });
  }

  /**
   * Decides what the request may see, and notes it in its context.
   * @throws Problem noCareRelationship when it is about a patient the person has nothing to do with; that is on the trail
   */
  async admit(context: RequestContext, route: RouteOptions, asked: Omit<Asked, 'route'>): Promise<void> {
    const { id, role, kind } = context.actor;
    const subject = subjectOf(route.sight, { ...asked, route: context.route });
    if (kind !== 'staff' || !followsCare(role)) {
      context.sight = await this.others.sightOf(role, route, subject);
      return;
    }
    context.sight = route.sight === 'names' ? withNames(NOBODY) : NOBODY;
    if (!subject) return;
    const decision = await this.decide(id!, subject);
    if (decision.because === null && decision.patientId !== null) await this.refuse(context, route, decision.patientId);
    note(context, decision);
  }

  private async refuse(context: RequestContext, { action }: RouteOptions, patientId: string): Promise<void> {
    if (this.settings.careRelationship === 'observed') return;
    const detail = { route: context.route, action, why: 'no care relationship' };
    await this.recorder.record(context, { kind: 'refusal', entity: context.route, patientId, detail });
    throw new Problem(careProblems.noCareRelationship, { extra: { patientId } });
  }
}

function note(context: RequestContext, { patientId, because, until, grantReason, patients }: Decision): void {
  context.sight = onlyPatients(patients ?? (patientId ? [patientId] : []));
  if (patientId === null) return;
  context.access = { because: because ?? 'none', until };
  if (because !== 'break-glass') return;
  context.purpose = 'BTG';
  context.reason ??= grantReason ?? undefined;
}

const toDecision = ({ patient_id, because, until, grant_reason, patients }: DecisionRow): Decision => ({
  patientId: patient_id,
  because,
  until: until?.toISOString() ?? null,
  grantReason: grant_reason,
  patients,
});

const DECISIONS = { name: 'care.decisions', text: 'SELECT * FROM care_decisions($1::jsonb, $2::int)' };

import type { AccountRefResponse } from '../../../kernel/person-ref.response.js';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Language } from '../../../kernel/language.js';
import { pageOf, readCursor, type PageQuery } from '../../routes/pagination.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import type { StaffDayQuery } from './dto/staff-day.dto.js';
import type {
  ActGroupResponse,
  ActResponse,
  DayPlaceResponse,
  DaySignInResponse,
  StaffDayResponse,
} from './dto/staff-day.response.js';
import { ArchivedEvents } from '../archived/archived-events.js';
import { idFloor, leavesOf } from '../archived/archived-rows.js';
import { spanAsked } from './shift.js';
import { staffDay } from './staff-day.sql.js';
import { actWords, purposeWords } from './reports.words.js';
import { elementAt } from '../../../kernel/list.js';
import { firstRow } from '../../database/rows.js';

/** Moments as PostgreSQL writes them into JSON. */
interface Span {
  readonly first_at: string;
  readonly last_at: string;
}
type SignInRow = Omit<DaySignInResponse, 'at'> & { readonly at: Date };
type PlaceRow = Omit<DayPlaceResponse, 'firstAt' | 'lastAt'> & Span;
interface ActRow extends Span {
  readonly part: string;
  readonly part_id: string;
  readonly first_id: string;
  readonly patient_id: string | null;
  readonly mrn: string | null;
  readonly full_name: string | null;
  readonly kind: string;
  readonly entity: string;
  readonly what: string | null;
  readonly times: number;
  readonly most_patients: number | null;
  readonly purposes: readonly string[];
  readonly reasons: string[];
}
interface DayRow {
  readonly first_at: Date | null;
  readonly last_at: Date | null;
  readonly events: number;
  readonly patients: number;
  readonly places: readonly PlaceRow[];
  readonly acts: readonly ActRow[];
}

/** One person's day, from the trail. */
@Injectable()
export class StaffDayQueries {
  constructor(
    private readonly database: Database,
    private readonly archived: ArchivedEvents,
  ) {}

  /** @throws Problem notFound when nobody has the id; validation */
  async day(staffId: string, query: StaffDayQuery): Promise<StaffDayResponse> {
    const { date, from, to } = spanAsked(query);
    const [partId = null, firstId = null] = readCursor(query.cursor, ['uuid', 'uuid']) ?? [];
    const [person] = await this.database.query<AccountRefResponse>(PERSON, [staffId]);
    if (!person) throw new Problem(httpProblems.notFound);
    const day = [staffId, from, to];
    const ids = { id: staffId.toLowerCase(), fromId: idFloor(from), beforeId: idFloor(to) };
    const { events, notCovered } = await this.archived.all(ids);
    const told = staffDay(events.length > 0);
    const leaves = events.length > 0 ? [leavesOf(events)] : [];
    const [signIns, days] = await Promise.all([
      this.database.query<SignInRow>(told.signIns, [...day, ...leaves]),
      this.database.query<DayRow>(told.told, [...day, query.by, partId, firstId, query.limit + 1, ...leaves]),
    ]);
    const whole = firstRow(days);
    const asked: PageQuery & StaffDayQuery = query.from ? query : { ...query, date };
    const { items, next } = pageOf(
      whole.acts,
      asked,
      ({ part_id, first_id }) => [part_id, first_id],
      (row) => row,
    );
    return {
      person,
      date,
      from: from.toISOString(),
      to: to.toISOString(),
      notCovered: [...notCovered],
      firstAt: whole.first_at?.toISOString() ?? null,
      lastAt: whole.last_at?.toISOString() ?? null,
      events: whole.events,
      patients: whole.patients,
      signIns: signIns.map(({ at, ...signIn }) => ({ ...signIn, at: at.toISOString() })),
      places: whole.places.map(placeOf),
      groups: groupsOf(items, query.by),
      next,
    };
  }
}

const spanOf = ({ first_at, last_at }: Span) => ({
  firstAt: new Date(first_at).toISOString(),
  lastAt: new Date(last_at).toISOString(),
});

const placeOf = ({ terminal, address, times, ...span }: PlaceRow): DayPlaceResponse => ({
  terminal,
  address,
  ...spanOf(span),
  times,
});

function groupsOf(rows: readonly ActRow[], by: StaffDayQuery['by']): ActGroupResponse[] {
  const { language } = requestContext();
  return [...Map.groupBy(rows, ({ part }) => part)].map(([part, own]) => {
    const deeds = own.map((row) => actOf(row, language));
    return by === 'hour'
      ? { hour: part, patient: null, deeds }
      : { hour: null, patient: elementAt(deeds, 0).patient, deeds };
  });
}

function actOf(row: ActRow, language: Language): ActResponse {
  const { patient_id: id, mrn, full_name: fullName, kind, entity, times, most_patients, purposes, reasons } = row;
  return {
    patient: id && mrn && fullName ? { id, mrn, fullName } : null,
    kind,
    entity,
    words: actWords(row, id !== null, language),
    times,
    ...spanOf(row),
    mostPatients: most_patients,
    purposes: purposes.map((code) => ({ code, words: purposeWords(code, language) })),
    reasons,
  };
}

const PERSON = {
  name: 'audit.staff-day.person',
  text: 'SELECT id, username, full_name AS "fullName" FROM staff_member WHERE id = $1',
};

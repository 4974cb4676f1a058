import { Injectable } from '@nestjs/common';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncounterChanges } from '../encounters/encounter-changes.service.js';
import type { EncounterResponse } from '../encounters/dto/encounter.response.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { EncountersQueries } from '../encounters/encounters.queries.js';
import { presentOf } from '../encounters/present.queries.js';
import { waitsToBeSeen } from '../encounters/triage.rules.js';
import { ProblemsService } from '../history/problems.service.js';
import { NotesService } from '../notes/notes.service.js';
import { closedDayText } from './closed-days.rules.js';
import type { VisitDto } from './dto/visit.dto.js';
import type { VisitResponse } from './dto/visit.response.js';
import { visitProblems } from './visits.errors.js';
import { visitWords } from './visits.words.js';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 366;

/** Writes a visit: its note, diagnosis and follow-up together, so that the doctor of a clinic saves once. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: EncounterChanges,
    private readonly encounters: EncountersQueries,
    private readonly notes: NotesService,
    private readonly problems: ProblemsService,
    private readonly rights: StayRights,
  ) {}

  /** @throws Problem encounterNotFound, encounterClosed, triageNotMeant, visitNoted, diagnosisImprobable, stayOfAnotherWard, validation */
  write(id: string, input: VisitDto): Promise<VisitResponse> {
    const followUpOn = input.followUpOn === undefined ? undefined : dayOf(input.followUpOn);
    return this.unitOfWork.write(async (tx) => {
      const encounter = await this.changes.holdWithin(tx, id, 'course');
      await this.rights.requireWithin(tx, encounter);
      if (!waitsToBeSeen(encounter.class)) throw new Problem(encounterProblems.triageNotMeant);
      if (await this.notes.hasWithin(tx, id, 'visit')) throw new Problem(visitProblems.visitNoted);
      const { patientId } = encounter;
      const { code, confirmed } = input;
      const problem = await this.problems.addWithin(tx, { patientId, encounterId: id }, { code, confirmed });
      const sections = sectionsOf(input, problem.code.display);
      const noteId = await this.notes.draftWithin(tx, id, { type: 'visit', sections });
      const { now } = await presentOf(tx, id);
      const seen = encounter.seenAt === null && { seenAt: now, seenBy: actingPerson() };
      await this.changes.writeWithin(tx, id, { ...seen, ...(followUpOn && { followUpOn }) });
      const after = await this.encounters.getWithin(tx, id);
      const followUpText = input.followUpOn ? closedDayText(input.followUpOn, requestContext().language) : null;
      return {
        encounterId: id,
        patientId,
        noteId,
        noteVersion: 1,
        problemId: problem.id,
        followUpText,
        notice: problem.notice,
        encounter: after,
      };
    });
  }

  /**
   * Nobody came when called, or another was meant: the patient waits again, from the arrival on. The call stays on the trail.
   * @throws Problem encounterNotFound, encounterClosed, triageNotMeant, notSeen, visitNoted, stayOfAnotherWard; StaleVersion
   */
  backToWaiting(id: string, version: number): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      if (!waitsToBeSeen(encounter.class)) throw new Problem(encounterProblems.triageNotMeant);
      if (encounter.seenAt === null) throw new Problem(visitProblems.notSeen);
      if (await this.notes.hasWithin(tx, id, 'visit')) throw new Problem(visitProblems.visitNoted);
      await this.changes.writeWithin(tx, id, { seenAt: null, seenBy: null });
    });
  }
}

/** What stands in the note; the diagnosis as it is called. */
const sectionsOf = ({ reason, findings, plan }: VisitDto, diagnosis: string) => [
  ...(reason ? [{ code: 'reason', text: reason }] : []),
  { code: 'findings', text: findings },
  { code: 'diagnosis', text: diagnosis },
  { code: 'plan', text: plan },
];

/** @throws Problem validation for a day that is none, or not from tomorrow on within a year */
function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  const ahead = isDay ? (day.getTime() - Date.parse(`${hospitalDate()}T00:00:00Z`)) / DAY_MS : 0;
  if (ahead >= 1 && ahead <= YEAR_DAYS) return day;
  throw invalidField('/followUpOn', 'follow-up', visitWords.followUp);
}

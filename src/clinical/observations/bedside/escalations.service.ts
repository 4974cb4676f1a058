import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { actingPerson } from '../../../kernel/request-context.js';
import type { Holdable, VersionedRow } from '../../../platform/database/held-row.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { observationProblems } from '../observations.errors.js';
import { TasksService } from '../../tasks/tasks.service.js';
import { VitalsQueries } from '../vitals.queries.js';
import type { Warning } from '../warning.rules.js';
import { bedsideProblems } from './bedside.errors.js';
import { BedsideQueries } from './bedside.queries.js';
import type { AcknowledgeDto, EscalateDto } from './dto/bedside.dto.js';
import type { EscalationResponse } from './dto/bedside.response.js';

interface HeldEscalation extends VersionedRow {
  readonly encounterId: string;
  readonly status: string;
}
const ESCALATION: Holdable = {
  table: 'escalation',
  columns: 'r.encounter_id AS "encounterId", r.status',
  notFound: bedsideProblems.escalationNotFound,
};
/** What a score asks a doctor for. */
const ALARMS: readonly Warning[] = ['news2-high', 'news2-red', 'pews-high', 'pews-medium'];
const FOUND = `SELECT id FROM vital_signs WHERE id = $1::uuid FOR SHARE`;

/** Calls somebody to a patient because of a set of vital signs: a task, which goes to more people until the call is answered. */
@Injectable()
export class EscalationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly vitals: VitalsQueries,
    private readonly queries: BedsideQueries,
    private readonly tasks: TasksService,
  ) {}

  /** @throws Problem vitalsNotFound, vitalsInError, escalationRaised, encounterClosed */
  raise(vitalsId: string, { note, staffId }: EscalateDto): Promise<EscalationResponse> {
    return this.unitOfWork.write(async (tx) => {
      const found = await tx.$queryRawUnsafe<object[]>(FOUND, vitalsId);
      if (found.length === 0) throw new Problem(observationProblems.vitalsNotFound);
      const set = await this.vitals.getWithin(tx, vitalsId);
      if (set.status !== 'final') throw new Problem(observationProblems.vitalsInError);
      const { patientId, encounterId, news2, pews } = set;
      await this.encounters.requireOpen(tx, encounterId, new Date());
      const raised = await tx.escalation.findUnique({ where: { vitalsId }, select: { id: true } });
      if (raised) throw new Problem(bedsideProblems.escalationRaised);
      const { total, risk } = news2 ?? pews ?? { total: null, risk: null };
      const score = news2 ? 'NEWS2' : pews && 'PEWS';
      const called = { vitalsId, score, total, risk, note, calledId: staffId };
      const data = { ...called, patientId, encounterId, raisedBy: actingPerson() };
      const { id } = await tx.escalation.create({ data, select: { id: true } });
      const about = { patientId, encounterId, focus: 'escalation', focusId: id, requesterId: staffId };
      await this.tasks.openWithin(tx, { kind: 'called-to-patient', ...about });
      return this.queries.escalationWithin(tx, id);
    });
  }

  /**
   * A doctor who answers has seen to what the score asked for as well (RCP 2017, chart 4: an assessment by a doctor): the alarm that there was when
   * they were called goes to nobody else. The next set that asks for somebody opens another.
   * @throws Problem escalationNotFound, escalationAcknowledged; StaleVersion
   */
  acknowledge(id: string, version: number, { response }: AcknowledgeDto): Promise<EscalationResponse> {
    const wanted = { id, version };
    return this.unitOfWork.change<HeldEscalation, EscalationResponse>(ESCALATION, wanted, async (tx, held) => {
      if (held.status !== 'raised') throw new Problem(bedsideProblems.escalationAcknowledged);
      const acknowledged = { acknowledgedBy: actingPerson(), acknowledgedAt: new Date() };
      const data = { status: 'acknowledged', response, ...acknowledged };
      await tx.escalation.update({ where: { id }, data, select: { id: true } });
      await this.tasks.answeredWithin(tx, held.encounterId, ALARMS, id);
      await this.tasks.settleWithin(tx, id, ['called-to-patient']);
      return this.queries.escalationWithin(tx, id);
    });
  }
}

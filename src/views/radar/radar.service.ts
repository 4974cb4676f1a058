import { Injectable } from '@nestjs/common';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { StaleVersion } from '../../kernel/stale-version.js';
import type { RadarExceptionDto, RadarRuleDto, ReviewDto } from './dto/radar.dto.js';
import type { RadarCaseResponse, RadarExceptionResponse, RadarRuleResponse } from './dto/radar.response.js';
import { radarProblems } from './radar.errors.js';
import { RadarQueries } from './radar.queries.js';
import { ruleOf } from './rules/index.js';
import { wrongThreshold } from './thresholds.rules.js';
import { radarWords } from './radar.words.js';

const LONGEST_EXCEPTION_MS = 366 * 86_400_000;

interface HeldCase extends VersionedRow {
  readonly actorId: string;
  readonly state: string;
}

const CASE: Holdable = {
  table: 'radar_case',
  columns: 'r.actor_id AS "actorId", r.state',
  notFound: radarProblems.radarCaseNotFound,
};

/** What reviewers do: close cases, tune rules, except what need not be looked at. */
@Injectable()
export class RadarService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: RadarQueries,
  ) {}

  /** @throws Problem radarCaseNotFound, radarOwnCase, radarCaseClosed; StaleVersion */
  async review(id: string, version: number, { outcome, note }: ReviewDto): Promise<RadarCaseResponse> {
    const reviewedBy = actingPerson();
    await this.unitOfWork.change<HeldCase>(CASE, { id, version }, async (tx, held) => {
      if (held.actorId === reviewedBy) throw new Problem(radarProblems.radarOwnCase);
      if (held.state === 'closed') throw new Problem(radarProblems.radarCaseClosed);
      const data = { state: 'closed', outcome, reviewNote: note.normalize(), reviewedBy, reviewedAt: new Date() };
      await tx.radarCase.update({ where: { id }, data, select: { id: true } });
    });
    return this.queries.case(id);
  }

  /** @throws Problem radarRuleNotFound, validation; StaleVersion */
  async tune(code: string, version: number, { enabled, thresholds }: RadarRuleDto): Promise<RadarRuleResponse> {
    const rule = ruleOf(code);
    if (!rule) throw new Problem(radarProblems.radarRuleNotFound);
    const wrong = wrongThreshold(rule, thresholds ?? {});
    if (wrong) throw thresholdProblem(wrong);
    await this.unitOfWork.write(async (tx) => {
      const held = await tx.radarRule.findUnique({ where: { code } });
      const current = held?.version ?? 0;
      if (current !== version) throw new StaleVersion('radar_rule', held?.id ?? code, version, current);
      const merged = { ...(held?.thresholds as object | undefined), ...thresholds };
      const data = { enabled: enabled ?? held?.enabled ?? true, thresholds: merged };
      await tx.radarRule.upsert({ where: { code }, create: { code, ...data }, update: data });
    });
    return this.queries.rule(code);
  }

  /** @throws Problem validation */
  async except(input: RadarExceptionDto): Promise<RadarExceptionResponse> {
    const until = new Date(input.until);
    if (!input.patientId && !input.rule) {
      throw invalidField('/patientId', 'required', radarWords.patientOrRule);
    }
    if (until.getTime() <= Date.now() || until.getTime() > Date.now() + LONGEST_EXCEPTION_MS) {
      throw invalidField('/until', 'within-a-year', radarWords.withinAYear);
    }
    if (!(await this.queries.isActor(input.actorId))) {
      throw invalidField('/actorId', 'unknown', radarWords.unknownActor);
    }
    const createdBy = actingPerson();
    const { id } = await this.unitOfWork.write((tx) =>
      tx.radarException.create({
        data: { ...input, reason: input.reason.normalize(), until, createdBy },
        select: { id: true },
      }),
    );
    return this.queries.exception(id);
  }
}

function thresholdProblem({ name, least, most }: NonNullable<ReturnType<typeof wrongThreshold>>): Problem {
  const pointer = `/thresholds/${name}`;
  if (least === undefined) return invalidField(pointer, 'unknown', radarWords.unknownThreshold);
  return invalidField(pointer, 'range', radarWords.thresholdRange, { least, most });
}

import { Injectable } from '@nestjs/common';
import { onTheWard } from '../../kernel/hospital-time.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DosesService } from '../doses/doses.service.js';
import type { DoseResponse } from '../doses/dto/dose.response.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { BedsideService } from '../observations/bedside/bedside.service.js';
import { FluidsService } from '../observations/bedside/fluids.service.js';
import { observationProblems } from '../observations/observations.errors.js';
import { VitalsService } from '../observations/vitals.service.js';
import type { SiteResponse } from '../observations/bedside/dto/bedside.response.js';
import type { LateAssessDto, LateDoseDto, LateEntriesDto } from './dto/late-entries.dto.js';
import type { LateEntriesResponse } from './dto/late-entries.response.js';
import { LateEntriesQueries, type ChartedNow } from './late-entries.queries.js';
import { lateEntryWords } from './late-entries.words.js';

/** Many rows of one patient; in milliseconds. */
const WRITING_MS = 20_000;

/** Charts what was written on paper, by the rules of each kind, in one transaction. */
@Injectable()
export class LateEntriesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly vitals: VitalsService,
    private readonly fluids: FluidsService,
    private readonly bedside: BedsideService,
    private readonly doses: DosesService,
    private readonly queries: LateEntriesQueries,
  ) {}

  /**
   * @throws Problem as each entry by itself would; its pointers begin with the entry, such as `/fluids/2`; confirmationNeeded for what
   *   stands in the record already
   */
  chart(encounterId: string, { reason, confirmed = [], ...input }: LateEntriesDto): Promise<LateEntriesResponse> {
    const { vitals = [], fluids = [], sites = [], assessments = [], doses = [] } = input;
    if ([vitals, fluids, sites, assessments, doses].every(({ length }) => length === 0)) {
      throw invalidField('', 'nothing', lateEntryWords.nothing);
    }
    requireMoments({ vitals, fluids, sites, assessments });
    requestContext().reason = reason.normalize();
    const why = { lateReason: reason };
    return this.unitOfWork.write(
      async (tx) => {
        const patientId = await this.encounters.patientOf(encounterId);
        // A wound stands before what is seen of it, whichever was written first; sets of vital signs in the order of time.
        const begun = await each('sites', sites, (site) =>
          this.bedside.recordSiteWithin(tx, encounterId, { ...why, ...site }),
        );
        const answer: LateEntriesResponse = {
          patientId,
          encounterId,
          sites: begun,
          vitals: await each('vitals', vitals, (set) => this.vitals.chartWithin(tx, encounterId, { ...why, ...set })),
          fluids: await each('fluids', fluids, (fluid) =>
            this.fluids.recordWithin(tx, encounterId, { ...why, ...fluid }),
          ),
          assessments: await each('assessments', assessments, (seen) =>
            this.bedside.assessWithin(tx, encounterId, { ...why, ...ofItsWound(seen, begun) }),
          ),
          doses: await each('doses', doses, (dose) => this.record(tx, encounterId, dose, reason)),
        };
        await this.requireNew(tx, answer, confirmed);
        return answer;
      },
      { timeoutMs: WRITING_MS },
    );
  }

  /** Asked last: who may not chart here learns nothing of what is there. @throws Problem confirmationNeeded */
  private async requireNew(tx: Tx, answer: LateEntriesResponse, confirmed: readonly string[]): Promise<void> {
    const asked = chartedNow(answer).filter(({ entry }) => !confirmed.includes(entry));
    const there = await this.queries.thereBefore(tx, answer.encounterId, asked);
    if (there.length === 0) return;
    const errors = there.map(({ entry, at, by }) => ({
      pointer: `/${entry}`,
      rule: 'there-already',
      params: { at: onTheWard(at), by: by ?? '' },
      message: lateEntryWords.thereAlready,
    }));
    throw new Problem(observationProblems.confirmationNeeded, { errors });
  }

  private async record(tx: Tx, encounterId: string, said: LateDoseDto, lateReason: string): Promise<DoseResponse> {
    const { id, version, outcome, at, dose, witnessId, reason } = said;
    const recorded =
      outcome === 'given'
        ? await this.doses.giveWithin(tx, id, version, { givenAt: at, dose, witnessId, reason, lateReason })
        : await this.doses.notGivenWithin(tx, id, version, outcome === 'held' ? 'hold' : 'refuse', {
            at,
            reason: reason ?? lateReason,
            lateReason,
          });
    if (recorded.encounterId !== encounterId.toLowerCase()) throw new Problem(httpProblems.notFound);
    return recorded;
  }
}

/** What may have been recorded twice; a dose is recorded once by itself. */
function chartedNow({ vitals, fluids, sites, assessments }: LateEntriesResponse): ChartedNow[] {
  const placed = <Row>(
    list: ChartedNow['list'],
    rows: readonly Row[],
    of: (row: Row) => Omit<ChartedNow, 'entry' | 'list'>,
  ) => rows.map((row, place) => ({ entry: `${list}/${place}`, list, ...of(row) }));
  return [
    ...placed('vitals', vitals, ({ id, effectiveAt: at }) => ({ id, at })),
    ...placed('fluids', fluids, ({ id, effectiveAt: at, direction, kind, volume }) => ({
      id,
      at,
      direction,
      kind,
      volume,
    })),
    ...placed('sites', sites, ({ id, startedAt: at, kind, location }) => ({ id, at, kind, location })),
    ...placed('assessments', assessments, ({ id, effectiveAt: at, kind, siteId }) => ({ id, at, kind, siteId })),
  ];
}

/** With the wound that was recorded just now, where it names one of the same paper. @throws Problem validation for what is no wound there */
function ofItsWound({ newSite, ...seen }: LateAssessDto, sites: readonly SiteResponse[]) {
  if (newSite === undefined) return seen;
  const site = sites[newSite];
  if (site?.kind !== 'wound' || seen.siteId) throw invalidField('/newSite', 'no-wound', lateEntryWords.noNewWound);
  return { ...seen, siteId: site.id };
}

/** One after the other: they share a transaction. A refusal says which it is of. */
async function each<Entry, Answer>(
  kind: string,
  entries: readonly Entry[],
  chart: (entry: Entry) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      answers.push(await chart(entry));
    } catch (error) {
      throw error instanceof Problem ? refusedAt(`/${kind}/${index}`, error) : error;
    }
  }
  return answers;
}

function refusedAt(entry: string, { kind, options }: Problem): Problem {
  const errors = options.errors?.map((error) => ({ ...error, pointer: entry + error.pointer }));
  return new Problem(kind, { ...options, errors, extra: { ...options.extra, entry } });
}

type Timed = Pick<LateEntriesDto, 'vitals' | 'fluids' | 'sites' | 'assessments'>;

/** @throws Problem validation naming each entry without a moment: now is never meant */
function requireMoments(entries: Timed): void {
  const errors = Object.entries(entries).flatMap(([kind, list]) =>
    list.flatMap((entry, index) => {
      const field = kind === 'sites' ? 'startedAt' : 'effectiveAt';
      const isSaid = (entry as Partial<Record<typeof field, string>>)[field] !== undefined;
      const pointer = `/${kind}/${index}/${field}`;
      return isSaid ? [] : [{ pointer, rule: 'required', message: lateEntryWords.momentNeeded }];
    }),
  );
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

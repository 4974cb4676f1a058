import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { RejudgeService, type Rejudged } from '../../../clinical/results/rejudge.service.js';
import type { MappingResponse } from './dto/mapping.response.js';

/** In one transaction; the next takes what is left. */
const AT_ONCE = 100;
/** As many as a request may wait for; saying the mapping again takes the rest. */
const MOST = 2000;

type Follower = (tx: Tx, judged: readonly Rejudged[]) => Promise<void>;
type Mapped = Pick<MappingResponse, 'sender' | 'kind' | 'system' | 'code' | 'targetSystem' | 'targetCode'>;

/** Values that are in charts already, under a code or unit that has only now a meaning. */
@Injectable()
export class FiledValues {
  private readonly followers: Follower[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rejudging: RejudgeService,
  ) {}

  /** What else keeps where a value is, moves on with it in the same transaction. */
  onJudged(follower: Follower): void {
    this.followers.push(follower);
  }

  /** Judges them again. @returns how many */
  async judgeAgain(mapping: Mapped): Promise<number> {
    const { kind, targetSystem, targetCode } = mapping;
    // Under its own name it means no more than before: judged again it would be found again, without an end.
    const isItself = kind === 'unit' ? targetCode === mapping.code : targetSystem === mapping.system;
    if (targetCode === null || isItself) return 0;
    const of = { system: mapping.system, code: mapping.code };
    const meaning =
      kind === 'unit' ? { of, unit: targetCode } : { of, code: { system: targetSystem!, code: targetCode } };
    let done = 0;
    // Those of withdrawn reports stay as they are: the next are looked for behind them.
    for (let after: string | undefined; done < MOST;) {
      const taken = await this.unitOfWork.write(async (tx) => {
        const rows = await tx.$queryRaw<{ id: string }[]>(filed(mapping, after));
        const ids = rows.map(({ id }) => id);
        const judged = await this.rejudging.rejudgeWithin(tx, ids, meaning);
        for (const follow of this.followers) await follow(tx, judged);
        return { ids, count: judged.length };
      });
      done += taken.count;
      if (taken.ids.length < AT_ONCE) break;
      after = taken.ids.at(-1);
    }
    return done;
  }
}

/** The sender's own, whichever language brought them: what several sent under one code is each one's own. */
const filed = ({ sender, kind, system, code }: Mapped, after: string | undefined): Prisma.Sql => {
  const part = JSON.stringify([kind === 'unit' ? { unit: code } : { code: { system, code } }]);
  const own =
    kind === 'unit' ? Prisma.sql`o.value_unit = ${code}` : Prisma.sql`(o.code = ${code} AND o.code_system = ${system})`;
  // A part may be what keeps the whole from being judged, or the reason that another hides.
  const which = Prisma.sql`(o.not_judged_because = ${kind === 'unit' ? 'unit-unfit' : 'test-unknown'} AND ${own}
    OR o.components @> ${part}::jsonb)`;
  return Prisma.sql`SELECT o.id FROM observation o
    WHERE o.superseded_at IS NULL AND ${which} AND (${after ?? null}::uuid IS NULL OR o.id > ${after ?? null}::uuid) AND (
      EXISTS (SELECT FROM received_report r WHERE r.report_id = o.report_id AND r.sender = ${sender})
      OR EXISTS (SELECT FROM fhir_source f WHERE f.entity_id IN (o.id, o.report_id) AND f.sent_by = ${sender}))
    ORDER BY o.id LIMIT ${AT_ONCE}`;
};

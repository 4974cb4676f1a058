import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { namesOf } from '../database/definitions/advice.js';
import { coverageProblems } from '../database/definitions/coverage.errors.js';
import { LiveSessions } from '../security/live-sessions.js';
import { Coverage } from '../database/definitions/coverage.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { DiskSpace, type Space } from './disk-space.js';
import { SealingMetrics } from './sealing-metrics.js';
import { Route } from '../routes/route.decorator.js';

export class HealthResponse {
  /** @example ok */
  status!: string;
  /**
   * What in the database is not as it was installed, without harm to the audit trail: somebody's view, say
   * @example view public.my_list (foreign)
   */
  differs?: string;
  /** How long the oldest event of the audit trail has waited to be sealed, in seconds; absent below five minutes. @example 412 */
  unsealedSeconds?: number;
  /** How far the database's clock is from that of this process, in seconds; absent below five. @example 312 */
  clockDiffersSeconds?: number;
  /** Free space where the data lies, in MB (1024 x 1024 bytes), when it is below DISK_LOW_MB. @example 812 */
  diskFreeMb?: number;
  /**
   * The other folders that are written to (backup, downtime, witness) whose disk has less than DISK_LOW_MB free, each with what is left, in MB
   * @example backup 812
   */
  disksLow?: string;
  /** False when this process does not hear at once that a sign-in ended: it asks the database each time, which costs. @example false */
  hearsRevocations?: boolean;
}

const freeMb = ({ freeBytes }: Space) => Math.floor(freeBytes / (1024 * 1024));

/** A working sealer needs seconds. */
const UNSEALED_TOO_LONG = 300;

/** Clocks that NTP keeps are milliseconds apart. */
const CLOCKS_APART = 5;

/** For load balancers and supervisors: live says the process answers, ready that it can serve a patient safely. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly coverage: Coverage,
    private readonly sealing: SealingMetrics,
    private readonly disk: DiskSpace,
    private readonly sessions: LiveSessions,
  ) {}

  @Get('live')
  @Route({ action: 'public', probe: true, discloses: 'nothing', summary: 'The process is alive' })
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @Route({
    action: 'public',
    probe: true,
    discloses: 'nothing',
    summary: 'The database answers and all that makes the audit trail is as it was installed',
    problems: [httpProblems.databaseUnavailable, httpProblems.storageFull, coverageProblems.auditNotCovering],
  })
  async ready(): Promise<HealthResponse> {
    const space = await this.disk.look();
    if (space?.isFull) throw new Problem(httpProblems.storageFull);
    const { differences } = await this.coverage.look();
    this.coverage.requireCovered();
    const others = [...(await this.disk.lookElsewhere())].filter(([, { isLow }]) => isLow);
    const { unsealedSeconds: unsealed, clockDiffersSeconds: apart } = await this.sealing.look();
    return {
      status: 'ok',
      ...(differences.length > 0 && { differs: namesOf(differences) }),
      ...(unsealed > UNSEALED_TOO_LONG && { unsealedSeconds: Math.round(unsealed) }),
      ...(apart > CLOCKS_APART && { clockDiffersSeconds: Math.round(apart) }),
      ...(!this.sessions.hearsRevocations && { hearsRevocations: false }),
      ...(space?.isLow && { diskFreeMb: freeMb(space) }),
      ...(others.length > 0 && { disksLow: others.map(([name, left]) => `${name} ${freeMb(left)}`).join(', ') }),
    };
  }
}

import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { Route } from '../routes/route.decorator.js';
import { GivenUpMetrics } from './given-up-metrics.js';
import { Metrics } from './metrics.js';
import { SealingMetrics } from './sealing-metrics.js';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly sealing: SealingMetrics,
    private readonly givenUp: GivenUpMetrics,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Route({
    action: 'public',
    probe: true,
    discloses: 'nothing',
    summary: 'Prometheus metrics of all workers',
    answer: { mediaType: 'text/plain', schema: { type: 'string' } },
    problems: [httpProblems.unauthenticated],
  })
  async text(@Headers('authorization') authorization?: string): Promise<string> {
    const { metrics, metricsToken } = this.settings;
    const isShown = metricsToken !== undefined && sameText(authorization ?? '', `Bearer ${metricsToken}`);
    if (metrics !== 'open' && !isShown) throw new Problem(httpProblems.unauthenticated);
    return (await Promise.all([this.metrics.text(), this.sealing.text(), this.givenUp.text()])).join('');
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

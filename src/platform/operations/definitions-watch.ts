import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Gauge, type Metric } from 'prom-client';
import { namesOf } from '../database/definitions/advice.js';
import { Coverage, type CoverageState } from '../database/definitions/coverage.js';
import { Jobs } from '../jobs/jobs.js';

/** With what a look at the database takes, a write that could escape is refused within five seconds. */
const EVERY_MS = 2000;

/**
 * Looks every two seconds whether the database is still defined as it was installed, in every process: where it is not, the log says so
 * once and the metrics say so for as long as it lasts.
 */
@Injectable()
export class DefinitionsWatch implements OnModuleInit {
  private readonly logger = new Logger('definitions');
  private readonly escaping = gauge(
    'audit_definitions_escaping',
    'Definitions in the database by which a write could escape the audit trail; writes are refused while it is above 0',
  );
  private readonly differing = gauge(
    'audit_definitions_differing',
    'Definitions in the database that are not as the last upgrade sealed them, all kinds',
  );
  private readonly newer = gauge(
    'audit_definitions_newer',
    '1 while the database was sealed by another version than this',
  );
  private said = '';

  /** To be registered where the metrics of the process are. */
  readonly metrics: readonly Metric[] = [this.escaping, this.differing, this.newer];

  constructor(
    private readonly coverage: Coverage,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({
      name: 'definitions',
      everyMs: EVERY_MS,
      by: 'process',
      work: async () => this.tell(await this.coverage.look()),
    });
  }

  private tell({ differences, isNewer }: CoverageState): void {
    const escaping = differences.filter(({ escapes }) => escapes);
    this.escaping.set(escaping.length);
    this.differing.set(differences.length);
    this.newer.set(isNewer ? 1 : 0);
    const names = `${namesOf(differences)}${isNewer ? ' newer' : ''}`;
    if (names === this.said) return;
    this.said = names;
    if (escaping.length > 0) {
      this.logger.error(`Writes are refused: they could escape the audit trail. Run emr migrate. ${namesOf(escaping)}`);
    } else if (differences.length > 0) {
      this.logger.warn(`The database is not as it was installed; the audit trail is whole. ${namesOf(differences)}`);
    } else this.logger.log('The database is as it was installed');
    if (isNewer) this.logger.warn('The database was sealed by another version of the program than this one');
  }
}

function gauge(name: string, help: string): Gauge {
  return new Gauge({ name, help, aggregator: 'max', registers: [] });
}

import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { RadarRunner } from './radar.runner.js';

/** Runs the radar every few minutes in each process; whoever comes second finds nothing to do. */
@Injectable()
export class RadarSchedule implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runner: RadarRunner,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    if (this.settings.radarEveryMinutes === 0) return;
    this.timer = setInterval(() => void this.tick().catch(() => undefined), this.settings.radarEveryMinutes * 60_000);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** What could not be done now (the database is away, another runs) is done the next time. */
  private async tick(): Promise<void> {
    if (await this.runner.hasWork()) await this.runner.run();
  }
}

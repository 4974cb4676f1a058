import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { RadarRunner } from './radar.runner.js';

/** Runs the radar every few minutes, in one process of all. */
@Injectable()
export class RadarSchedule implements OnModuleInit {
  constructor(
    private readonly runner: RadarRunner,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    if (this.settings.radarEveryMinutes === 0) return;
    this.jobs.schedule({
      name: 'radar',
      everyMs: this.settings.radarEveryMinutes * 60_000,
      by: 'hospital',
      work: async () => {
        if (await this.runner.hasWork()) await this.runner.run({ gently: true });
      },
    });
  }
}

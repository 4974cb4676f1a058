import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Jobs } from '../../src/platform/jobs/jobs.js';

/**
 * Runs `work` while no background job of this service does: those under way have ended before, and none begins until afterwards. What
 * counts statements or round trips counts those of its own requests then, whatever jobs there are and whenever they are due.
 */
export async function withoutBackgroundJobs<T>(app: NestFastifyApplication, work: () => Promise<T>): Promise<T> {
  const jobs = app.get(Jobs, { strict: false });
  const { running } = jobs as unknown as { running: ReadonlyMap<string, Promise<void>> };
  jobs.run = () => Promise.resolve();
  try {
    await Promise.all(running.values());
    return await work();
  } finally {
    // What the class defines shows again.
    Reflect.deleteProperty(jobs, 'run');
  }
}

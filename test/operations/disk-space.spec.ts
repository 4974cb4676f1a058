import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';

const AN_EXABYTE_OF_MB = '1000000000';
const folder = mkdtempSync(join(tmpdir(), 'benh-an-disk-'));
let world: World;
beforeAll(async () => {
  const unmounted = join(folder, 'not mounted');
  const places = { DATA_DIR: folder, DOWNTIME_DIR: folder, AUDIT_WITNESS_FOLDER: unmounted };
  world = await startWorld({ ...places, AUDIT_SEAL_SECONDS: '600', DISK_LOW_MB: AN_EXABYTE_OF_MB, METRICS: 'open' });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('A disk that runs short of room', () => {
  it('is told by readiness and metrics while everything still works', async () => {
    const { status, body } = await world.anonymous.get('/health/ready');
    expect(status).toBe(200);
    expect(body.diskFreeMb).toBeGreaterThan(0);
    const { text } = await world.anonymous.get('/metrics');
    const [, free] = /^disk_free_bytes\{folder="data"\} (\d+)$/m.exec(text)!;
    const [, size] = /^disk_size_bytes\{folder="data"\} (\d+)$/m.exec(text)!;
    expect(Number(free)).toBeLessThan(Number(size));
    // Of every place that is there, not of the data's alone.
    expect(body.disksLow).toMatch(/^downtime \d+$/);
    expect(text.match(/^disk_free_bytes\{folder="\w+"\}/gm)).toHaveLength(2);
    expect(Math.abs(Number(free) / 1024 / 1024 - body.diskFreeMb)).toBeLessThan(1024);
  });
});

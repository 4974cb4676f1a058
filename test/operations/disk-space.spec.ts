import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';

const AN_EXABYTE_OF_MB = '1000000000';
const folder = mkdtempSync(join(tmpdir(), 'benh-an-disk-'));
let world: World;
beforeAll(async () => {
  world = await startWorld({ DATA_DIR: folder, DISK_LOW_MB: AN_EXABYTE_OF_MB, METRICS: 'open' });
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
    expect(Math.abs(Number(free) / 1024 / 1024 - body.diskFreeMb)).toBeLessThan(1024);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { memorySettings } from './memory.rules.js';

const GB = 1024;
const shown = (mb: number): string => (mb < GB ? `${mb}MB` : `${mb / GB}GB`);

describe('Settings by the size of the memory', () => {
  it('grow with it, stay within what it has, and leave most of it to the service where that is beside', () => {
    for (let memory = GB; memory <= 512 * GB; memory *= 1.3) {
      const [alone, beside] = [memorySettings(memory, true), memorySettings(memory, false)];
      expect(alone.shared_buffers + 200 * alone.work_mem * 0.25).toBeLessThan(memory);
      expect(beside.shared_buffers).toBeLessThanOrEqual(Math.max(256, memory / 16));
      expect(alone.effective_cache_size).toBeLessThanOrEqual(memory);
      const more = memorySettings(memory * 2, true);
      for (const [name, value] of Object.entries(alone)) {
        expect(more[name as keyof typeof more]).toBeGreaterThanOrEqual(value);
      }
    }
  });

  it('stand in the guide as they are', () => {
    const guide = readFileSync('docs/operators.md', 'utf8');
    for (const memory of [4, 8, 16, 32, 64, 128]) {
      const { shared_buffers, effective_cache_size, maintenance_work_mem, work_mem, max_wal_size } = memorySettings(
        memory * GB,
        true,
      );
      const cells = [shared_buffers, effective_cache_size, maintenance_work_mem, work_mem, max_wal_size].map(shown);
      const row = guide.split('\n').find((line) => new RegExp(`^\\| ${memory} GB +\\|`).test(line)) ?? '';
      expect(
        row
          .split('|')
          .slice(2, -1)
          .map((cell) => cell.replace(/[` ]/g, '')),
      ).toEqual(cells);
    }
  });
});

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportLine } from '../verification/export-format.js';
import { pathOf, searchFile } from './archive-file.js';

const ID = '019a1b2c-0000-7000-8000-00000000000';
const EVENTS = 900;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Events of one to nine kilobytes, so that chunks end within lines; every third is about 3, and names them twice. */
const text = Array.from({ length: EVENTS }, (_, index) => {
  const patient = `${ID}${index % 3 === 0 ? 3 : 4}`;
  const id = `019a1b2c-0000-7000-8000-1${String(index).padStart(11, '0')}`;
  const filler = 'ữ'.repeat(500 + (index % 9) * 400);
  const leaf = `{"v":1,"id":"${id}","entity_id":"${patient}","patient_id":"${patient}","reason":"${filler}"}`;
  return `${exportLine(index, Buffer.alloc(32), leaf)}\n`;
}).join('');

describe('Searching the file of an archive', () => {
  it.each([
    ['with an end of its last line', text],
    ['without', text.trimEnd()],
  ])('finds each line once, across chunks, and the hash of all of it: %s', async (_, content) => {
    const path = join(folder, 'event_2026_01.ndjson');
    writeFileSync(path, content);
    expect(Buffer.byteLength(content)).toBeGreaterThan(3 << 20);
    const found: number[] = [];
    const sha256 = await searchFile(path, `${ID}3`, ({ index }) => found.push(index) > 0);
    expect(found).toEqual(Array.from({ length: EVENTS / 3 }, (_, nth) => nth * 3));
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('ends where it is told to, and at a line that is no line', async () => {
    const path = join(folder, 'event_2026_02.ndjson');
    writeFileSync(path, text);
    const found: number[] = [];
    expect(await searchFile(path, `${ID}3`, ({ index }) => found.push(index) < 2)).toBeUndefined();
    expect(found).toEqual([0, 3]);
    writeFileSync(path, Buffer.alloc(18 << 20, 'x'));
    expect(await searchFile(path, `${ID}3`, () => true)).toBeUndefined();
  });

  it('takes no other file for one', () => {
    expect(pathOf('/archives', { fileName: 'event_2026_01.ndjson' })).toBe('/archives/event_2026_01.ndjson');
    expect(pathOf('/archives', { fileName: '../event_2026_01.ndjson' })).toBeUndefined();
  });
});

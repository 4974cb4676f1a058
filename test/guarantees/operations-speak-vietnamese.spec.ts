import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-vi'?: { readonly summary?: string; readonly description?: string };
}
const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('Operations speak Vietnamese', () => {
  it('every one says what it does in Vietnamese and in English (src/<group>/<domain>/*.operations.ts)', () => {
    expect(operations.length).toBeGreaterThan(150);
    const silent = operations.filter(
      ({ summary, description, 'x-vi': vi }) =>
        !summary || !vi?.summary || Boolean(description) !== Boolean(vi.description),
    );
    expect(silent.map(({ name, summary, description }) => ({ name, summary, description }))).toEqual([]);
  });

  it('the words of one are Vietnamese, those of the other are not', () => {
    const vietnamese = /[à-ỹđ]/i;
    const wrong = operations.filter(
      ({ summary, 'x-vi': vi }) => !vietnamese.test(vi?.summary ?? '') || vietnamese.test(summary ?? ''),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('the page shows the Vietnamese words first, the description for machines keeps the English ones', async () => {
    const page = await world.anonymous.get('/docs/swagger-ui-init.js');
    expect(page.text).toContain('Soạn một tờ bệnh án · Draft a note');
    expect(page.text).toContain('Một dị ứng chỉ có hiệu lực một lần.');
    expect(page.text).toContain(
      'identifier-taken: Giấy tờ này đã thuộc về một người bệnh khác · This identifier already',
    );
    expect(page.text).toContain('unauthenticated: Cần đăng nhập · Sign in first');
    expect(page.text).toContain('ETag của bản đã đọc. · The ETag of the version read.');
    const { paths: served } = JSON.parse((await world.anonymous.get('/openapi.json')).text);
    expect(served['/api/v1/encounters/{id}/notes'].post.summary).toBe('Draft a note');
  });
});

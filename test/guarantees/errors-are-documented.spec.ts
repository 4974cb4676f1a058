import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import '../../src/app.module.js';
import { declaredProblems } from '../../src/kernel/problem.js';

const documented = readFileSync('docs/problems.md', 'utf8');

describe('Every problem', () => {
  it.each(declaredProblems().map((kind) => [kind.code, kind] as const))(
    '%s is documented, in both languages',
    (_, kind) => {
      const row = documented.split('\n').find((line) => line.startsWith(`| \`${kind.code}\` |`));
      expect(row).toContain(`| ${kind.status} |`);
      expect(row).toContain(kind.title.vi);
      expect(row).toContain(kind.title.en);
      expect(kind.title.vi).not.toBe(kind.title.en);
      expect(kind.code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    },
  );

  it('documented is declared', () => {
    const codes = [...documented.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code);
    expect(codes).toEqual(declaredProblems().map(({ code }) => code));
  });
});

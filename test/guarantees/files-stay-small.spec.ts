import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { sourceFiles } from '../support/sources.js';

const MOST_LINES = 300;
const MOST_LINES_OF_A_FUNCTION = 60;
const files = sourceFiles();
const linesOf = (text: string) => text.split('\n').length;

describe('Files stay small', () => {
  it(`none has more than ${MOST_LINES} lines, and half of them fewer than 100`, () => {
    const big = files.filter(({ text }) => linesOf(text) > MOST_LINES).map(({ path }) => path);
    expect(big).toEqual([]);
    const lengths = files.map(({ text }) => linesOf(text)).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
  });

  it(`no function has more than ${MOST_LINES_OF_A_FUNCTION} lines`, () => {
    expect(files.flatMap(({ path, text }) => longFunctions(path, text))).toEqual([]);
  });

  it('no folder is an attic', () => {
    const attics = files.filter(({ path }) => /\/(utils?|common|helpers?|misc|shared)(\/|\.ts|-)/.test(path));
    expect(attics.map(({ path }) => path)).toEqual([]);
  });
});

function longFunctions(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const long: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (last - first + 1 > MOST_LINES_OF_A_FUNCTION) long.push(`${path}:${first + 1} has ${last - first + 1} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return long;
}

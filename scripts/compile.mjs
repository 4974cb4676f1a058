#!/usr/bin/env node
// Compiles src/ to dist/ as nest-cli.json says, like `nest build` but without its 60 packages:  node scripts/compile.mjs
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = dirname(import.meta.dirname);
const host = {
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => root,
  getNewLine: () => ts.sys.newLine,
};

function settings() {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8'));
  const onUnRecoverableConfigFileDiagnostic = (problem) => stopAt([problem]);
  const file = join(root, compilerOptions.tsConfigPath);
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic });
  stopAt(parsed.errors);
  return { ...parsed, plugins: compilerOptions.plugins, empties: compilerOptions.deleteOutDir };
}

function stopAt(problems) {
  if (problems.length === 0) return;
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(problems, host));
  process.exit(1);
}

const { fileNames, options, plugins, empties } = settings();
const program = ts.createProgram(fileNames, options);
const before = [];
for (const { name, options: words } of plugins) {
  const plugin = await import(`${name}/plugin`);
  before.push(plugin.before(words, program));
}
if (empties) rmSync(options.outDir, { recursive: true, force: true });
const { diagnostics } = program.emit(undefined, undefined, undefined, false, { before });
stopAt([...ts.getPreEmitDiagnostics(program), ...diagnostics]);

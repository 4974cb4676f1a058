#!/usr/bin/env node
// Compiles src/ to dist/described/ as nest-cli.json says, like `nest build`: the plugin of @nestjs/swagger makes the API's
// description of the DTOs' types and comments, for which it needs the checker of TypeScript and ten times the time of SWC.
import { readFileSync } from 'node:fs';
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
  return { ...parsed, plugins: compilerOptions.plugins };
}

function stopAt(problems) {
  if (problems.length === 0) return;
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(problems, host));
  process.exit(1);
}

const { fileNames, options, plugins } = settings();
options.outDir = join(root, 'dist', 'described');
const program = ts.createProgram(fileNames, options);
const before = [];
for (const { name, options: words } of plugins) {
  const plugin = await import(`${name}/plugin`);
  before.push(plugin.before(words, program));
}
const { diagnostics } = program.emit(undefined, undefined, undefined, false, { before });
stopAt([...ts.getPreEmitDiagnostics(program), ...diagnostics]);

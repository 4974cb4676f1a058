import { describe, expect, it } from '@jest/globals';
import { sourceFiles, type SourceFile } from '../support/sources.js';

const PLATFORM = ['config', 'database', 'http', 'security', 'care', 'clients', 'audit', 'operations'];
/** May use everything: they put the whole together. */
const WHOLE = ['', 'cli', 'demo', 'server', 'generated'];
const files = sourceFiles();
const folderOf = (path: string) => (path.split('/').length > 2 ? path.split('/')[1] : '');
const isDomain = (folder: string) => !PLATFORM.includes(folder) && !WHOLE.includes(folder);
const domains = [...new Set(files.map(({ folder }) => folder))].filter(isDomain);

const wrong = (rule: (file: SourceFile, imported: string) => boolean): string[] =>
  files.flatMap((file) =>
    file.imports.filter((imported) => rule(file, imported)).map((imported) => `${file.path} imports ${imported}`),
  );

describe('Layers hold', () => {
  it('the platform knows no domain', () => {
    expect(domains.length).toBeGreaterThan(8);
    expect(wrong(({ folder }, imported) => PLATFORM.includes(folder) && isDomain(folderOf(imported)))).toEqual([]);
  });

  it('a domain uses another through its service, queries, module, problems, rules or types', () => {
    const doors =
      /\.(service|queries|module|errors|rules|mapper|response|dto)\.ts$|\/(new-|partial-)[\w-]+\.ts$|\/rules\/|-systems?\.ts$/;
    const isForeign = (file: SourceFile, imported: string) =>
      isDomain(file.folder) && isDomain(folderOf(imported)) && folderOf(imported) !== file.folder;
    expect(wrong((file, imported) => isForeign(file, imported) && !doors.test(imported))).toEqual([]);
  });

  it('no domain depends on FHIR', () => {
    expect(
      wrong(({ folder }, imported) => isDomain(folder) && folder !== 'fhir' && folderOf(imported) === 'fhir'),
    ).toEqual([]);
  });

  it('domains write no audit event themselves', () => {
    const writers = files.filter(({ folder, text }) => isDomain(folder) && /INTO audit\.|AccessRecorder/.test(text));
    expect(writers.map(({ path }) => path)).toEqual([]);
  });

  it('rules are pure: no framework, no database, no request', () => {
    const impure = files
      .filter(({ path }) => path.endsWith('.rules.ts'))
      .filter(({ text }) => /from '(@nestjs|pg|.*\/database\/|.*request-context)/.test(text));
    expect(impure.map(({ path }) => path)).toEqual([]);
  });

  it('only src/platform/database opens connections', () => {
    const openers = files.filter(
      ({ folder, text }) => !['database', 'demo', 'server'].includes(folder) && /new pg\.(Pool|Client)/.test(text),
    );
    expect(openers.map(({ path }) => path)).toEqual([]);
  });

  // Rules are leaves: whoever needs one may use it.
  it('no domains depend on each other in a circle', () => {
    const next = new Map(domains.map((domain) => [domain, new Set<string>()]));
    for (const file of files.filter(({ folder }) => isDomain(folder))) {
      const values = valueImports(file)
        .filter((imported) => !imported.endsWith('.rules.ts'))
        .map(folderOf)
        .filter((folder) => isDomain(folder) && folder !== file.folder);
      for (const folder of values) next.get(file.folder)!.add(folder);
    }
    expect(circlesIn(next)).toEqual([]);
  });
});

/** Imports that exist when the program runs; types do not. */
function valueImports({ text, imports }: SourceFile): string[] {
  const kept = [...text.matchAll(/(import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'/g)];
  const types = new Set(
    kept.filter(([, , type]) => type).map(([, , , specifier]) => specifier.split('/').pop()!.replace('.js', '.ts')),
  );
  return imports.filter((imported) => !types.has(imported.split('/').pop()!));
}

function circlesIn(next: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (domain: string, path: readonly string[]): void => {
    if (path.includes(domain)) circles.push([...path.slice(path.indexOf(domain)), domain].join(' → '));
    else if (!done.has(domain)) {
      for (const other of next.get(domain) ?? []) visit(other, [...path, domain]);
      done.add(domain);
    }
  };
  for (const domain of next.keys()) visit(domain, []);
  return circles;
}

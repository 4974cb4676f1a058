import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** From the project's folder, such as `src/clinical/patients/patients.service.ts`. */
  readonly path: string;
  /** The folder below src, such as `patients`; empty for files in src itself. */
  readonly folder: string;
  readonly text: string;
  /** Paths of the project's own files it imports. */
  readonly imports: readonly string[];
}

/** Every file the service is made of: no specs, nothing generated. */
export function sourceFiles(): SourceFile[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('generated'))
    .map((name) => {
      const path = join('src', name);
      const text = readFileSync(path, 'utf8');
      const folder = name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
      return { path, folder, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier]) => specifier);
  return specifiers.map((specifier) => normalize(join(dirname(path), specifier!)).replace(/\.js$/, '.ts'));
}

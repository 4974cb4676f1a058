import { parseArgs } from 'node:util';
import {
  readTemplates,
  type GivenTemplate,
  type TemplateFault,
} from '../../clinical/notes/templates/template-file.rules.js';
import { currentTemplate } from '../../clinical/notes/templates/templates.js';
import { ReferenceData } from '../../platform/reference/reference-data.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { told } from '../load/load.words.js';
import { USAGE } from '../usage.js';
import { fileOf, inService, isSound } from './load.js';

/** Loads forms of notes from a JSON file, or says what it would do. @returns 1 when something is wrong: then nothing is loaded */
export async function runNoteTemplates(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, language: LANGUAGE_OPTION },
  });
  const language = languageOf(values.language);
  const [verb, path] = positionals;
  if (verb !== 'load' || !path || positionals.length > 2) throw new StartError(`Usage: ${USAGE['note-templates']}`);
  const { text, sha256 } = fileOf(path);
  const { templates, faults } = readTemplates(text);
  if (!isSound(path, faults, language)) return 1;
  return inService(async (app) => {
    if (!isSound(path, templates.flatMap(otherKind), language)) return 1;
    const reference = app.get(ReferenceData, { strict: false });
    for (const template of templates) {
      const { code, source } = template;
      const known = currentTemplate(code);
      const least = (known?.version ?? 0) + 1;
      const set = { kind: 'note-template', code, content: template, source, sha256 } as const;
      const version = values['dry-run'] ? least : await reference.store(set, least);
      const form = { code, version, before: known?.version, sections: template.sections.length };
      console.log(told(known ? 'formAfter' : 'newForm', form)[language]);
    }
    console.log(told(values['dry-run'] ? 'dryRun' : 'formsLoaded')[language]);
    return 0;
  });
}

/** Notes of one form are all of one kind. */
function otherKind({ code, type }: GivenTemplate): TemplateFault[] {
  const known = currentTemplate(code);
  return known && known.type !== type ? [{ line: 1, fault: `${code} is a form of ${known.type}, not of ${type}` }] : [];
}

import { parseArgs } from 'node:util';
import { formulary } from '../../clinical/orders/checks/formulary.js';
import { isFhir, readFhirFormulary } from '../../clinical/orders/checks/formulary-fhir.rules.js';
import { readFormulary } from '../../clinical/orders/checks/formulary-file.rules.js';
import type { StoredFormulary } from '../../clinical/orders/loaded-formulary.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { told } from '../load/load.words.js';
import { USAGE } from '../usage.js';
import { fileOf, inService, isSound, keep } from './load.js';

/** Loads the hospital's formulary from a CSV or FHIR file, or says what it would do. @returns 1 when a line is bad: then nothing is loaded */
export async function runFormulary(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      source: { type: 'string' },
      'confirmed-by': { type: 'string' },
      language: LANGUAGE_OPTION,
    },
  });
  const language = languageOf(values.language);
  const [verb, path] = positionals;
  if (verb !== 'load' || !path || positionals.length > 2) throw new StartError(`Usage: ${USAGE.formulary}`);
  const { text, sha256 } = fileOf(path);
  const { drugs, faults } = isFhir(text) ? readFhirFormulary(text) : readFormulary(text);
  if (!isSound(path, faults, language)) return 1;
  const confirmedBy = values['confirmed-by']?.trim() || null;
  return inService((app) => {
    const before = new Set(formulary().drugs.map(({ atc }) => atc));
    const now = new Set(drugs.map(({ atc }) => atc));
    const added = drugs.filter(({ atc }) => !before.has(atc)).length;
    const gone = [...before].filter((atc) => !now.has(atc)).length;
    const doses = drugs.filter(({ adult }) => adult === undefined).length;
    console.log(told('medicines', { count: drugs.length, added, gone })[language]);
    console.log(told(confirmedBy ? 'confirmedBy' : 'notConfirmed', { doses, by: confirmedBy })[language]);
    const content: StoredFormulary = { drugs, confirmedBy };
    const set = { kind: 'formulary', code: 'hospital', content, sha256 } as const;
    return keep(app, { set, path, values, language });
  });
}

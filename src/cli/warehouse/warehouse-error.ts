import { fill } from '../../kernel/language.js';
import { StartError } from '../../server/start-error.js';
import { WAREHOUSE_REFUSALS } from './warehouse.words.js';

/** @throws StartError with the sentence in both languages */
export function refusal(
  name: keyof typeof WAREHOUSE_REFUSALS,
  values: Readonly<Record<string, unknown>>,
  cause?: Error,
): never {
  const { vi, en } = WAREHOUSE_REFUSALS[name];
  throw new StartError(`${fill(vi, values, 'vi')}\n${fill(en, values, 'en')}`, { cause });
}

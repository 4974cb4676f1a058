import type { OpenAPIObject } from '@nestjs/swagger';
import { declaredProblems } from '../../kernel/problem.js';
import { PARAMETER_WORDS } from '../routes/docs-page.words.js';
import type { DescribedOperation } from './openapi-refusals.js';

interface Described {
  description?: string;
}

/**
 * The description as the documentation page shows it: what an operation does, what it may refuse and what its common parameters mean, in
 * Vietnamese before English. What single fields mean stays English, as their names are: programmers read it.
 */
export function inBothLanguages(described: OpenAPIObject): OpenAPIObject {
  const document = structuredClone(described);
  const refusals = new Map(declaredProblems().map(({ code, title }) => [`${code}: ${title.en}`, title.vi]));
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations) as DescribedOperation[]) inBoth(operation, refusals);
  }
  for (const answer of Object.values(document.components?.responses ?? {})) tellRefusals(answer as Described, refusals);
  return document;
}

function inBoth(operation: DescribedOperation, refusals: ReadonlyMap<string, string>): void {
  const english = operation.summary ?? '';
  const { summary, description } = operation['x-vi'] ?? {};
  if (summary) operation.summary = `${summary} · ${english}`;
  if (description) operation.description = `${description}\n\n${operation.description}`;
  for (const answer of Object.values(operation.responses)) {
    if (summary && answer.description === english) answer.description = operation.summary;
    else tellRefusals(answer, refusals);
  }
  for (const parameter of (operation.parameters ?? []) as Described[]) {
    const words = PARAMETER_WORDS[parameter.description ?? ''];
    if (words) parameter.description = `${words} · ${parameter.description}`;
  }
}

/** Each refusal with its Vietnamese title behind its code. */
function tellRefusals(answer: Described, refusals: ReadonlyMap<string, string>): void {
  const both = (refusal: string) => {
    const words = refusals.get(refusal);
    return words === undefined ? refusal : refusal.replace(': ', `: ${words} · `);
  };
  if (answer.description) answer.description = answer.description.split('; ').map(both).join('; ');
}

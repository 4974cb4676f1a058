import { currentContext } from '../../kernel/request-context.js';
import { CODE_LISTS, type CodeListName } from './codes.rules.js';
import type { CodedResponse } from './dto/code-list.dto.js';

/** A code with its words in the reader's language; null when there is none. A code that is on no list any more stands for itself. */
export function coded(list: CodeListName, code: string | null): CodedResponse | null {
  if (code === null) return null;
  const entry = CODE_LISTS[list].lastSaid(code);
  return { code, text: entry?.[currentContext()?.language ?? 'vi'] ?? code };
}

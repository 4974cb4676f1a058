import { currentContext } from '../../kernel/request-context.js';
import type { FileKind } from './file-kinds.js';
import { FILE_KIND_WORDS } from './files.words.js';

/** What a kind of file is called, in the reader's language. */
export const kindText = (kind: string): string => FILE_KIND_WORDS[kind as FileKind][currentContext()?.language ?? 'vi'];

import { diffWordsWithSpace, type Change } from 'diff';
import canonicalize from 'canonicalize';
import type { NoteSection } from './section.rules.js';

/** A run of words that both texts have, or only the one before, or only the one after. */
export interface WordChange {
  readonly op: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** How one section differs. */
export interface SectionChange {
  readonly code: string;
  readonly words: readonly WordChange[];
  /** Whether its fields differ as well. */
  readonly data: boolean;
}

/** Time that all comparisons of one answer may take together, in ms; what is left then is told as taken out whole and put in whole. */
const MOST_MS = 150;

/** Compares texts of notes word by word, none of which may hold up the service: one is made for each answer. */
export class WordDiff {
  private readonly until = performance.now() + MOST_MS;

  /** The sections that differ, in the order of the text after. */
  between(before: readonly NoteSection[], after: readonly NoteSection[]): SectionChange[] {
    const codes = new Set([...after, ...before].map(({ code }) => code));
    return [...codes].flatMap((code) => {
      const [was, is] = [before, after].map((sections) => sections.find((section) => section.code === code));
      const data = canonicalize(was?.data ?? null) !== canonicalize(is?.data ?? null);
      const [one, other] = [was?.text ?? '', is?.text ?? ''];
      return one === other && !data ? [] : [{ code, words: this.words(one, other), data }];
    });
  }

  private words(before: string, after: string): WordChange[] {
    if (before === after) return before === '' ? [] : [{ op: 'same', text: before }];
    const timeout = Math.floor(this.until - performance.now());
    const changes = timeout > 0 ? diffWordsWithSpace(before, after, { timeout }) : undefined;
    return changes ? runsOf(changes) : whole(before, after);
  }
}

/** Words that changed one after the other are told as one run: blanks between them are of both texts. */
function runsOf(changes: readonly Change[]): WordChange[] {
  const runs: WordChange[] = [];
  let [removed, added] = ['', ''];
  const end = () => {
    runs.push(...whole(removed, added));
    [removed, added] = ['', ''];
  };
  for (const [place, change] of changes.entries()) {
    const isBetween = place > 0 && place < changes.length - 1 && change.value.trim() === '';
    if (change.added) added += change.value;
    else if (change.removed) removed += change.value;
    else if (isBetween) [removed, added] = [removed + change.value, added + change.value];
    else {
      end();
      runs.push({ op: 'same', text: change.value });
    }
  }
  end();
  return runs;
}

const whole = (before: string, after: string): WordChange[] => [
  ...(before === '' ? [] : [{ op: 'removed', text: before } as const]),
  ...(after === '' ? [] : [{ op: 'added', text: after } as const]),
];

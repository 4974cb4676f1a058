import type { Language, Localised } from '../../kernel/language.js';
import { foldText } from '../datatypes/folded-text.js';

/** A code and what it says. */
export interface CodeEntry extends Localised {
  readonly code: string;
  /** The sex of whom it fits only. */
  readonly sex?: 'male' | 'female';
  /** Completed years of age between which it is usual, both included. */
  readonly years?: { readonly from: number; readonly to: number };
  /** Of a commune: its province. */
  readonly parent?: string;
}

/** A list of codes with where it comes from. */
export interface CodeList {
  readonly source: Localised;
  readonly entries: readonly CodeEntry[];
  /** How people write what the list says otherwise, such as abbreviations, and the words that are meant. */
  readonly saidAs?: readonly (readonly [written: string, meant: readonly string[]])[];
}

/** Entries from lines of `code|Vietnamese|English|sex|from-to`; the last two may be absent. */
export function entriesOf(lines: string): CodeEntry[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', vi = '', en = '', sex, years] = line.split('|');
      const [from, to] = (years ?? '').split('-');
      return {
        code,
        vi,
        en,
        ...((sex === 'male' || sex === 'female') && { sex }),
        ...(years && { years: { from: Number(from), to: Number(to) } }),
      };
    });
}

/** A version of a list that a hospital loaded. */
export interface LoadedList {
  readonly version: number;
  readonly source: string;
  readonly content: readonly CodeEntry[];
}

/** A list that is asked: by its codes, and by words in either language. A hospital's own stands in the place of the starter. */
export class SearchableList {
  list: CodeList;
  /** 0 is the starter. */
  version = 0;
  private byCode: ReadonlyMap<string, CodeEntry> = new Map();
  private gone: ReadonlyMap<string, CodeEntry> = new Map();
  private folded: readonly { readonly entry: CodeEntry; readonly code: string; readonly words: string }[] = [];

  private readonly saidAs: readonly SaidAs[];

  constructor(private readonly starter: CodeList) {
    this.list = starter;
    // The longest first: of `tiểu đường thai kỳ`, `tiểu đường` is a part.
    this.saidAs = (starter.saidAs ?? [])
      .map(([written, meant]) => ({ written: ` ${foldText(written)} `, meant: meant.map(foldText) }))
      .sort((one, other) => other.written.length - one.written.length);
    this.index([]);
  }

  /** Takes all versions that were loaded, oldest first; none brings the starter back. */
  replace(versions: readonly LoadedList[]): void {
    const newest = versions.at(-1);
    this.version = newest?.version ?? 0;
    this.list = newest ? { source: { vi: newest.source, en: newest.source }, entries: newest.content } : this.starter;
    const before = [this.starter.entries, ...versions.map(({ content }) => content)].flat();
    this.index(newest ? before : []);
  }

  private index(before: readonly CodeEntry[]): void {
    const { entries } = this.list;
    this.byCode = new Map(entries.map((entry) => [entry.code, entry]));
    this.gone = new Map(before.map((entry) => [entry.code, entry]));
    this.folded = entries.map((entry) => ({
      entry,
      code: foldText(entry.code).replaceAll(' ', ''),
      words: ` ${foldText(`${entry.vi} ${entry.en}`)}`,
    }));
  }

  /** How many codes are on the list as it is now. */
  get count(): number {
    return this.list.entries.length;
  }

  /** On the list as it is now. */
  find = (code: string): CodeEntry | undefined => this.byCode.get(code);

  /** What a code said that may be gone by now. */
  lastSaid = (code: string): CodeEntry | undefined => this.byCode.get(code) ?? this.gone.get(code);

  /**
   * Entries whose code begins with what is typed, then those of whose words, in either language and with any accents, each word typed
   * begins one; all when nothing is typed. What people write otherwise than the list is looked for as the list says it, too.
   */
  search(typed: string, most: number): CodeEntry[] {
    const text = foldText(typed).trim();
    const code = text.replaceAll(' ', '');
    const byCode = this.folded.filter((one) => one.code.startsWith(code));
    const meant = this.meantBy(text);
    // An abbreviation is no beginning of a word: what it means comes first.
    const byWords = [...meant, text].flatMap((words) => this.withWords(words));
    return [...new Set([...byCode, ...byWords])].slice(0, most).map(({ entry }) => entry);
  }

  private withWords(text: string) {
    const terms = text.split(' ').filter(Boolean);
    return this.folded.filter((one) => terms.every((term) => one.words.includes(` ${term}`)));
  }

  /** What was typed, with each phrase that the list says otherwise in its words; none when there is no such phrase. */
  private meantBy(text: string): string[] {
    let readings = [` ${text} `];
    for (const { written, meant } of this.saidAs) {
      if (!readings.some((reading) => reading.includes(written))) continue;
      readings = readings
        .flatMap((reading) =>
          reading.includes(written) ? meant.map((one) => reading.replace(written, ` ${one} `)) : [reading],
        )
        .slice(0, MOST_READINGS);
    }
    return readings.map((reading) => reading.trim()).filter((reading) => reading !== text);
  }
}

interface SaidAs {
  readonly written: string;
  readonly meant: readonly string[];
}

const MOST_READINGS = 8;

export const wordsOf = (entry: CodeEntry, language: Language): string => entry[language];

import { useContext, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { today } from '../api/clock.ts';
import {
  getApiV1NotesById,
  patchApiV1NotesById,
  type NoteResponse,
  type NoteSectionResponse,
  type SectionChangeResponse,
} from '../api/generated/index.ts';
import { etag } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem, Unreachable } from '../api/problem.ts';
import { About } from '../shell/use-kept.ts';
import { discardRefused } from './refused.ts';
import { dropUnsent, isSealing, keepUnsent, unsentOf } from '../unsent/unsent.ts';

/** A pause in writing of this long is used to save, in ms. */
const PAUSE = 1_500;
/** A server that is away is tried again after this long, in ms. */
const AGAIN = 5_000;

type Sections = readonly NoteSectionResponse[];

/** Sections that were written and are not saved yet, and into which version of the note: what was saved since then is not overwritten. */
interface Written {
  readonly version: number;
  readonly sections: Sections;
}

/** What is not saved yet stays on this machine for its author. */
const unsaved = {
  get: (id: string) => unsentOf(`note ${id}`)?.value as Written | Sections | undefined,
  set: (id: string, value: Written, whom: string | undefined) =>
    keepUnsent({ name: `note ${id}`, value, path: location.pathname, whom }),
  delete: (id: string) => dropUnsent(`note ${id}`),
};

/** What was left behind of a note; earlier consoles left all of its sections. */
function leftBehind({ id, version }: NoteResponse): Written | undefined {
  const left = unsaved.get(id);
  return left === undefined || 'version' in left ? left : { version, sections: left };
}

/** Sections of a note, some of them as they are written here. */
const withWritten = (sections: Sections, written: Sections): Sections => [
  ...sections.map((section) => written.find(({ code }) => code === section.code) ?? section),
  ...written.filter(({ code }) => !sections.some((section) => section.code === code)),
];

export interface Autosave {
  readonly sections: readonly NoteSectionResponse[];
  readonly isUnsaved: boolean;
  readonly isSaving: boolean;
  readonly savedAt: string | undefined;
  readonly problem: unknown;
  /** What somebody else saved meanwhile. */
  readonly theirs: NoteResponse | undefined;
  /** What differs from that to what was written here, word by word. */
  readonly differs: readonly SectionChangeResponse[];
  readonly write: (code: string, change: Partial<Pick<NoteSectionResponse, 'text' | 'data'>>) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  /** Saves what is not saved yet. @returns the version that is on the server then */
  readonly flush: () => Promise<number>;
}

/** Saves a draft by itself, one save at a time; a save that meets somebody else's shows both and overwrites neither. */
export function useAutosave(note: NoteResponse): Autosave {
  const whom = useContext(About);
  const queries = useQueryClient();
  const [left] = useState(() => leftBehind(note));
  const [sections, setSections] = useState(withWritten(note.sections, left?.sections ?? []));
  const [isSaving, setSaving] = useState(false);
  const [isUnsaved, setUnsaved] = useState(left !== undefined);
  const [savedAt, setSavedAt] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<NoteResponse>();
  const [differs, setDiffers] = useState<readonly SectionChangeResponse[]>([]);
  const version = useRef(left?.version ?? note.version);
  const written = useRef(sections);
  /** A save names what changed here; sections that others change meanwhile stay theirs. */
  const touched = useRef(new Set(left?.sections.map(({ code }) => code)));
  const saving = useRef<Promise<void>>(undefined);
  /** Under which id the service keeps what met another save, until somebody chose. */
  const refused = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const mine = () => written.current.filter(({ code }) => touched.current.has(code));
  const keep = () => unsaved.set(note.id, { version: version.current, sections: mine() }, whom);
  const later = (wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), wait);
  };
  const save = (): Promise<void> => {
    saving.current ??= saveOnce().finally(() => {
      saving.current = undefined;
    });
    return saving.current;
  };
  const saveOnce = async () => {
    const sent = written.current;
    setSaving(true);
    try {
      const body = { sections: mine() };
      const saved = await answerOf(
        patchApiV1NotesById({ path: { id: note.id }, body, headers: { 'If-Match': etag(version.current) } }),
      );
      version.current = saved.version;
      settled();
      setProblem(undefined);
      setSavedAt(today().toISOString());
      // Who comes back to it finds it as it was saved.
      queries.setQueryData(['note', note.id], saved);
      const isAll = written.current === sent;
      // What was not written here may have been saved elsewhere.
      const here = new Set([...body.sections.map(({ code }) => code), ...touched.current]);
      take(
        withWritten(
          saved.sections,
          written.current.filter(({ code }) => here.has(code)),
        ),
      );
      if (isAll) {
        touched.current.clear();
        setUnsaved(false);
        unsaved.delete(note.id);
      } else {
        keep();
        later(PAUSE);
      }
    } catch (error) {
      await notSaved(error);
    } finally {
      setSaving(false);
    }
  };
  /** Somebody chose one of two texts: what could not be saved need not be offered to them again. */
  const settled = () => {
    const kept = refused.current;
    refused.current = undefined;
    if (kept) discardRefused(note.id, kept).catch(() => undefined);
  };
  const notSaved = async (error: unknown) => {
    setProblem(error);
    if (error instanceof Unreachable) {
      later(AGAIN);
      return;
    }
    if (!(error instanceof ServiceProblem) || error.status !== 412) return;
    setProblem(undefined);
    refused.current = error.extra.keptAs as string | undefined;
    setDiffers((error.extra.diff ?? []) as SectionChangeResponse[]);
    setTheirs(await answerOf(getApiV1NotesById({ path: { id: note.id } })));
  };

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (touched.current.size > 0 && !isSealing()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    if (touched.current.size > 0) later(PAUSE);
    return () => {
      removeEventListener('beforeunload', warn);
      clearTimeout(timer.current);
      if (touched.current.size > 0) void save();
    };
    // One note is one editor: it is made anew for another.
  }, [note.id]);

  const take = (next: readonly NoteSectionResponse[]) => {
    written.current = next;
    setSections(next);
  };
  return {
    sections,
    isSaving,
    isUnsaved,
    savedAt,
    problem,
    theirs,
    differs,
    write: (code, change) => {
      const isThere = written.current.some((section) => section.code === code);
      const all = isThere ? written.current : [...written.current, { code, text: '' }];
      take(all.map((section) => (section.code === code ? { ...section, ...change } : section)));
      touched.current.add(code);
      keep();
      setUnsaved(true);
      if (!theirs) later(PAUSE);
    },
    keepMine: () => {
      if (theirs) version.current = theirs.version;
      setTheirs(undefined);
      void save();
    },
    takeTheirs: () => {
      if (!theirs) return;
      version.current = theirs.version;
      settled();
      take(theirs.sections);
      touched.current.clear();
      unsaved.delete(note.id);
      setUnsaved(false);
      setTheirs(undefined);
    },
    flush: async () => {
      clearTimeout(timer.current);
      await saving.current;
      if (touched.current.size > 0) await save();
      if (touched.current.size > 0) throw problem instanceof Error ? problem : new Unreachable();
      return version.current;
    },
  };
}

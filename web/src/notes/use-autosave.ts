import { useContext, useEffect, useRef, useState } from 'react';
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

/** What was written and is not saved yet stays on this machine for its author. */
const unsaved = {
  has: (id: string) => unsentOf(`note ${id}`) !== undefined,
  get: (id: string) => unsentOf(`note ${id}`)?.value as readonly NoteSectionResponse[] | undefined,
  set: (id: string, value: readonly NoteSectionResponse[], whom: string | undefined) =>
    keepUnsent({ name: `note ${id}`, value, path: location.pathname, whom }),
  delete: (id: string) => dropUnsent(`note ${id}`),
};

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
  const [sections, setSections] = useState(unsaved.get(note.id) ?? note.sections);
  const [isSaving, setSaving] = useState(false);
  const [isUnsaved, setUnsaved] = useState(unsaved.has(note.id));
  const [savedAt, setSavedAt] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<NoteResponse>();
  const [differs, setDiffers] = useState<readonly SectionChangeResponse[]>([]);
  const version = useRef(note.version);
  const written = useRef(sections);
  /** A save names what changed here; sections that others change meanwhile stay theirs. */
  const touched = useRef(new Set(unsaved.has(note.id) ? sections.map(({ code }) => code) : []));
  const saving = useRef<Promise<void>>(undefined);
  /** Under which id the service keeps what met another save, until somebody chose. */
  const refused = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

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
      const body = { sections: sent.filter(({ code }) => touched.current.has(code)) };
      const saved = await answerOf(
        patchApiV1NotesById({ path: { id: note.id }, body, headers: { 'If-Match': etag(version.current) } }),
      );
      version.current = saved.version;
      settled();
      setProblem(undefined);
      setSavedAt(today().toISOString());
      if (written.current === sent) {
        touched.current.clear();
        setUnsaved(false);
        unsaved.delete(note.id);
      } else later(PAUSE);
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
      if (unsaved.has(note.id) && !isSealing()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    if (unsaved.has(note.id)) later(PAUSE);
    return () => {
      removeEventListener('beforeunload', warn);
      clearTimeout(timer.current);
      if (unsaved.has(note.id)) void save();
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
      unsaved.set(note.id, written.current, whom);
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
      if (unsaved.has(note.id)) await save();
      if (unsaved.has(note.id)) throw problem instanceof Error ? problem : new Unreachable();
      return version.current;
    },
  };
}

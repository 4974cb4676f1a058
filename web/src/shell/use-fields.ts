import type { ChangeEvent } from 'react';
import { useKept } from './use-kept.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is typed into a form, by the names of its fields. */
export interface Fields<T extends Readonly<Record<string, string>>> {
  readonly fields: T;
  readonly set: (change: Partial<T>) => void;
  readonly clear: () => void;
  /** For a field that is typed into. */
  readonly typed: (name: keyof T) => { value: string; onChange: (event: ChangeEvent<Field>) => void };
  /** For a field in which something is chosen; nothing chosen is the empty text. */
  readonly chosen: (name: keyof T) => { value: string | null; onChange: (value: string | null) => void };
}

/** @param name keeps what is typed under it until it is cleared, as {@link useKept} does */
export function useFields<T extends Readonly<Record<string, string>>>(start: T, name?: string): Fields<T> {
  const [kept, setFields, clear] = useKept(name, start);
  // What an earlier version of the form kept lacks the fields that were added since.
  const fields = { ...start, ...kept };
  const set = (change: Partial<T>) => setFields((before) => ({ ...before, ...change }));
  return {
    fields,
    set,
    clear,
    typed: (name) => ({
      value: fields[name] ?? '',
      onChange: (event) => set({ [name]: event.currentTarget.value } as Partial<T>),
    }),
    chosen: (name) => ({
      value: fields[name] || null,
      onChange: (value) => set({ [name]: value ?? '' } as Partial<T>),
    }),
  };
}

import type { ChangeEvent } from 'react';
import { useKept } from './use-kept.ts';

/**
 * A form that begins with what is on record. Only what was changed is kept, under `name`, and to be sent: a field that somebody left alone
 * follows the record, so that what others wrote meanwhile is not written over.
 * @param record what is on record now, by the names of the fields
 */
export function useChanges<T extends Readonly<Record<string, string>>>(record: T, name: string) {
  const [changes, change, clear] = useKept<Partial<T>>(name, {});
  const fields: T = { ...record, ...changes };
  const set = (field: keyof T, value: string) =>
    change((before) => {
      const others = Object.entries(before).filter(([key]) => key !== field);
      return Object.fromEntries(value === record[field] ? others : [...others, [field, value]]) as Partial<T>;
    });
  return {
    fields,
    /** Whether somebody changed it. */
    isChanged: (field: keyof T): boolean => changes[field] !== undefined && changes[field] !== record[field],
    clear,
    typed: (field: keyof T) => ({
      value: fields[field] as string,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set(field, event.currentTarget.value),
    }),
    chosen: (field: keyof T) => ({
      value: fields[field] || null,
      onChange: (value: string | null) => set(field, value ?? ''),
    }),
  };
}

import { useQuery } from '@tanstack/react-query';
import { getApiV1NoteTemplates, type NoteTemplateResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';

/** The hospital's forms of notes. They tell nothing of a patient, and change rarely. */
export const useTemplates = () =>
  useQuery({
    queryKey: ['note-templates'],
    queryFn: () => answerOf(getApiV1NoteTemplates()),
    staleTime: 60 * 60_000,
  });

/** The form that a note was begun with, as far as it is still in use. */
export function useTemplate(code: string | undefined): NoteTemplateResponse | undefined {
  return useTemplates().data?.items.find((template) => template.code === code);
}

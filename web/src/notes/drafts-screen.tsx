import { useQuery } from '@tanstack/react-query';
import { getApiV1NotesAwaitingCosignature, getApiV1NotesMine } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { OwnNotes } from './own-notes.tsx';

/** What I began to write and have not signed, wherever the patient is now. */
export function DraftsScreen() {
  const words = useWords();
  const drafts = useQuery({ queryKey: ['notes', 'mine'], queryFn: () => answerOf(getApiV1NotesMine()) });
  return (
    <Waiting of={drafts}>
      {(page) => <OwnNotes title={words.notes.drafts} none={words.notes.noDrafts} page={page} />}
    </Waiting>
  );
}

/** What trainees signed and a doctor has to confirm; what waits longest first. */
export function CosignScreen() {
  const words = useWords();
  const waiting = useQuery({
    queryKey: ['notes', 'awaiting-cosignature'],
    queryFn: () => answerOf(getApiV1NotesAwaitingCosignature()),
  });
  return (
    <Waiting of={waiting}>
      {(page) => <OwnNotes title={words.notes.toCosign} none={words.notes.nothingToCosign} page={page} />}
    </Waiting>
  );
}

import { Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postApiV1NotesByIdTakeOver, type HandoverRowResponse, type TakeOverDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { Folded } from '../chart/folded.tsx';
import { WhoSigns } from '../notes/who-signs.tsx';
import { usePerson } from '../session/use-session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly row: HandoverRowResponse;
}

/** Who of the next shift took the patient over, and what they said back; or the way to do so, for anybody but the author. */
export function TakeOver({ row }: Props) {
  const words = useWords();
  const person = usePerson();
  if (row.noteId === null) return null;
  if (row.takenOver) {
    const { by, at, readBack } = row.takenOver;
    return (
      <Text size="sm">
        <strong>✓ {words.handover.taken(by.fullName ?? '', moment(at))}</strong> {readBack}
      </Text>
    );
  }
  if (row.author?.id === person.id) return <Text className="unsaved">{words.handover.notTaken}</Text>;
  return (
    <Folded label={words.handover.takeOver} name={words.handover.takeOverFor(row.patient.fullName)}>
      <Form noteId={row.noteId} whom={row.patient.fullName} />
    </Folded>
  );
}

/** Read-back: whoever takes over says in their own words what they understood. */
function Form({ noteId, whom }: { readonly noteId: string; readonly whom: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [readBack, setReadBack, forget] = useKeptText(`take over ${noteId}`);
  const [shown, show] = useState<Omit<TakeOverDto, 'readBack'>>({});
  const act = useAct(async (body: TakeOverDto, key) => {
    try {
      await answerOf(postApiV1NotesByIdTakeOver({ path: { id: noteId }, body, headers: { 'Idempotency-Key': key } }));
    } catch (error) {
      if (error instanceof ServiceProblem && error.status === 409) {
        void queries.invalidateQueries({ queryKey: ['handover'] });
      }
      throw error;
    }
    forget();
    void queries.invalidateQueries({ queryKey: ['handover'] });
  });
  return (
    <ActForm act={act} label={words.handover.takeOver} onSubmit={() => void act.run({ readBack, ...shown })}>
      <Textarea
        label={`${words.handover.readBack}: ${whom}`}
        description={words.handover.readBackAbout}
        required
        autosize
        minRows={2}
        value={readBack}
        onChange={(event) => setReadBack(event.currentTarget.value)}
      />
      <WhoSigns shown={shown} onChange={show} />
    </ActForm>
  );
}

import { Alert, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getApiV1NotesByIdRefusedTexts, type RefusedTextResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Differences } from './differences.tsx';
import { discardRefused } from './refused.ts';
import type { Autosave } from './use-autosave.ts';

interface Props {
  readonly noteId: string;
  readonly titleOf: (code: string) => string;
  /** The note being written, into which a text may be put; absent once it is signed. */
  readonly draft?: Autosave;
}

/** What the author wrote in a note and could not save, at another machine or in a tab that was closed: to be put in, or away. */
export function RefusedTexts({ noteId, titleOf, draft }: Props) {
  const queryKey = ['refused-texts', noteId];
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('refused texts');
  const refused = useQuery({
    queryKey,
    queryFn: () => answerOf(getApiV1NotesByIdRefusedTexts({ path: { id: noteId } })),
    refetchOnWindowFocus: false,
  });
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey });
  };
  // What the note says by now, word for word, is lost no more.
  const lost = (refused.data?.items ?? []).filter(({ diff }) => diff.length > 0);
  return (
    <Stack gap="xs">
      <Said text={said} />
      {lost.map((text) => (
        <One key={text.id} noteId={noteId} text={text} titleOf={titleOf} draft={draft} onDone={done} />
      ))}
    </Stack>
  );
}

interface OneProps {
  readonly noteId: string;
  readonly text: RefusedTextResponse;
  readonly titleOf: Props['titleOf'];
  readonly draft: Autosave | undefined;
  readonly onDone: (said: string) => void;
}

function One({ noteId, text, titleOf, draft, onDone }: OneProps) {
  const words = useWords().changes;
  const { id, keptAt, yours, diff } = text;
  const putAway = () => discardRefused(noteId, id);
  const discard = useAct(async (_: undefined) => {
    await putAway();
    onDone(words.discarded);
  });
  const takeBack = useAct(async (_: undefined) => {
    for (const { code, text: mine, data } of yours) draft?.write(code, { text: mine, ...(data && { data }) });
    await draft?.flush();
    await putAway();
    onDone(words.takenBack);
  });
  return (
    <Alert color="orange" title={words.refusedTitle(fullMoment(keptAt))}>
      <Text size="sm">{words.refusedKey}</Text>
      <Differences changes={diff} titleOf={titleOf} />
      <Group mt="sm">
        {draft && <ConfirmButton act={takeBack} label={words.takeBack} ask={words.takeBackAsk} />}
        <ConfirmButton act={discard} label={words.discard} ask={words.discardAsk} />
      </Group>
    </Alert>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { getApiV1NotesByIdSigned } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { saveFile } from '../api/save-file.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** What was signed, as a file with all that is needed to verify it without the service. */
export function SignedFile({ noteId }: { readonly noteId: string }) {
  const words = useWords().changes;
  const act = useAct(async (_: undefined) => {
    const signed = await answerOf(getApiV1NotesByIdSigned({ path: { id: noteId } }));
    const text = `${JSON.stringify(signed, undefined, 2)}\n`;
    saveFile(new Blob([text], { type: 'application/json' }), `${words.signedFileName}-${noteId}.json`);
  });
  return (
    <>
      <Group gap="sm">
        <Button w="fit-content" variant="default" loading={act.isBusy} onClick={() => void act.run(undefined)}>
          {words.signedFile}
        </Button>
        <Text size="sm" className="muted">
          {words.signedFileAbout}
        </Text>
      </Group>
      <ProblemNotice problem={act.problem} />
    </>
  );
}

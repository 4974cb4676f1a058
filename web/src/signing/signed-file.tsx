import { Button, Group, Text } from '@mantine/core';
import { useAct } from '../api/act.ts';
import { saveFile } from '../api/save-file.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

interface Props {
  /** Reads what the file holds. */
  readonly read: () => Promise<object>;
  /** Of the file, without its ending. */
  readonly name: string;
}

/** What was signed, as a file with all that is needed to verify it without the service. */
export function SignedFile({ read, name }: Props) {
  const words = useWords().changes;
  const act = useAct(async (_: undefined) => {
    const text = `${JSON.stringify(await read(), undefined, 2)}\n`;
    saveFile(new Blob([text], { type: 'application/json' }), `${name}.json`);
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

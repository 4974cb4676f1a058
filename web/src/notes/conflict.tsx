import { Alert, Button, Group, Text } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { Differences } from './differences.tsx';
import type { Autosave } from './use-autosave.ts';

/** Both texts in one, word by word; nothing is thrown away before somebody chose. */
export function Conflict({ draft, titleOf }: { readonly draft: Autosave; readonly titleOf: (code: string) => string }) {
  const words = useWords();
  return (
    <Alert color="orange" title={words.notes.conflict} role="alert">
      <Text size="sm">{words.notes.conflictKey}</Text>
      <Differences changes={draft.differs} titleOf={titleOf} />
      <Group mt="sm">
        <Button onClick={draft.keepMine}>{words.notes.keepMine}</Button>
        <Button variant="default" onClick={draft.takeTheirs}>
          {words.notes.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
}

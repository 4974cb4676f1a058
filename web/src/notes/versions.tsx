import { Button, Card, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { getApiV1NotesByIdVersions } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Differences } from './differences.tsx';

interface Props {
  readonly noteId: string;
  readonly titleOf: (code: string) => string;
}

/** Every text of a note that was saved, with what each changed; asked for when somebody wants to see it. */
export function Versions(props: Props) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Stack gap="xs">
      <Button w="fit-content" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.noteTools.versions}
      </Button>
      {isOpen && <List {...props} />}
    </Stack>
  );
}

function List({ noteId, titleOf }: Props) {
  const words = useWords();
  const versions = usePages({
    queryKey: ['note-versions', noteId],
    ask: (cursor) => answerOf(getApiV1NotesByIdVersions({ path: { id: noteId }, query: { limit: 20, ...cursor } })),
    staleTime: 0,
  });
  return (
    <Waiting of={versions}>
      {(items) => (
        <>
          <Text size="sm">{words.noteTools.versionsKey}</Text>
          {items.map(({ number, savedAt, savedBy, changes }) => (
            <Card key={number} withBorder padding="xs" component="article">
              <Text fw={600}>
                {words.noteTools.version(number, savedBy.fullName ?? words.unknown, fullMoment(savedAt))}
              </Text>
              {changes.length === 0 ? (
                <Text size="sm" className="muted">
                  {words.noteTools.sameText}
                </Text>
              ) : (
                <Differences changes={changes} titleOf={titleOf} />
              )}
            </Card>
          ))}
          <MorePages of={versions} />
        </>
      )}
    </Waiting>
  );
}

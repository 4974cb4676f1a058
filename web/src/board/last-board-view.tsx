import { Button, Group, Stack, Title } from '@mantine/core';
import { leaveMachine } from '../api/session.ts';
import { useIdleLock } from '../session/idle-lock.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { BoardTable } from './board-table.tsx';
import type { LastBoard } from './last-board.ts';

/** The board as it was last seen, while no server answers: to be read, with its time, and nothing to press but the lock. */
export function LastBoardView({ last: { board, at } }: { readonly last: LastBoard }) {
  const words = useWords();
  useIdleLock();
  return (
    <main className="shell-main">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={1} size="h2">
            {words.board.title(board.wardName)}
          </Title>
          <Button variant="default" onClick={() => void leaveMachine('locked')}>
            {words.shell.lock}
          </Button>
        </Group>
        <strong className="unsaved" role="alert">
          {words.board.lastSeen(fullMoment(new Date(at).toISOString()))}
        </strong>
        <BoardTable rows={board.items} title={board.wardName} isCopy />
      </Stack>
    </main>
  );
}

import { Button, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { byTheServer, now } from '../api/clock.ts';
import { getApiV1WardsByIdBoard, type BoardRowResponse, type WardBoardResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useServerAway } from '../api/server-away.ts';
import { useWards } from '../ward/places.ts';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { placesOf } from '../shell/places.tsx';
import { usePerson } from '../session/use-session.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { BoardTable } from './board-table.tsx';
import { Incoming } from './incoming.tsx';
import { keepBoard } from './last-board.ts';

/** The board is asked for again this often while somebody looks, in ms: each time is a read on the trail. */
const EVERY = 60_000;

/** The first screen: the board of the person's first ward; for those without wards, where they work. */
export function MyWard() {
  const words = useWords();
  const person = usePerson();
  const first = person.wards[0];
  const [home] = placesOf(words);
  if (home?.to !== '/') return <Navigate to={home?.to ?? '/me'} replace />;
  return first ? (
    <Board wardId={first.id} />
  ) : (
    <Stack>
      <Text>{words.board.noWard}</Text>
      <WardChoice />
    </Stack>
  );
}

export function BoardScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId' });
  return <Board wardId={wardId} />;
}

const useBoard = (wardId: string) =>
  useQuery({
    queryKey: ['board', wardId],
    queryFn: () => answerOf(getApiV1WardsByIdBoard({ path: { id: wardId } })),
    refetchInterval: EVERY,
  });

function Board({ wardId }: { readonly wardId: string }) {
  const board = useBoard(wardId);
  const { data, dataUpdatedAt: at } = board;
  useEffect(() => {
    if (data) void keepBoard({ board: data, at }).catch(() => undefined);
  }, [data, at]);
  return (
    <Stack gap="sm">
      <Waiting of={board}>
        {(found) => <Table board={found} asOf={board.dataUpdatedAt} onRefresh={() => void board.refetch()} />}
      </Waiting>
    </Stack>
  );
}

type Filter = 'all' | 'risk' | 'due' | 'waits';

interface TableProps {
  readonly board: WardBoardResponse;
  readonly asOf: number;
  readonly onRefresh: () => void;
}

function Table({ board, asOf, onRefresh }: TableProps) {
  const words = useWords();
  const isAway = useServerAway();
  const [filter, setFilter] = useState<Filter>('all');
  const rows = board.items.filter((row) => isShown(row, filter));
  return (
    <>
      <WardTabs wardId={board.wardId} />
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            {words.board.title(board.wardName)}
          </Title>
          <Text className="muted">
            {countsOf(board.items, words).join(' · ')} ·{' '}
            <span className={isAway ? 'unsaved' : undefined}>
              {words.shell.asOf(moment(new Date(byTheServer(asOf)).toISOString()))}
            </span>{' '}
            <Button variant="subtle" size="compact-xs" onClick={onRefresh}>
              {words.shell.refresh}
            </Button>
          </Text>
        </div>
        <Group>
          <SegmentedControl
            value={filter}
            onChange={(value) => setFilter(value)}
            data={[
              { value: 'all', label: words.board.filterAll },
              { value: 'risk', label: words.board.filterRisk },
              { value: 'due', label: words.board.filterDue },
              { value: 'waits', label: words.waits.title },
            ]}
          />
          <WardChoice wardId={board.wardId} />
        </Group>
      </Group>
      <Incoming wardId={board.wardId} />
      {!board.complete && <Text className="unsaved">{words.board.notComplete}</Text>}
      <BoardTable title={words.board.title(board.wardName)} rows={rows} />
    </>
  );
}

const isDue = ({ encounter }: BoardRowResponse) => {
  const dueAt = encounter?.vitals?.dueAt;
  return dueAt !== undefined && dueAt !== null && Date.parse(dueAt) <= now();
};

/** The ward in numbers; what is none is not said. */
function countsOf(items: readonly BoardRowResponse[], words: Words): string[] {
  const beds = items.filter(({ bed }) => bed?.active);
  const counts = [
    [items.filter(isAtRisk).length, words.board.atRisk],
    [items.filter(isDue).length, words.board.overdueCount],
    [items.filter(({ encounter }) => (encounter?.doses?.overdue ?? 0) > 0).length, words.waits.lateDoses],
    [items.filter(({ encounter }) => (encounter?.results?.critical ?? 0) > 0).length, words.waits.criticalPatients],
    [items.filter(({ bed, encounter }) => bed === null && encounter !== null).length, words.board.noBeds],
  ] as const;
  return [
    words.board.beds(beds.filter(({ bed }) => bed?.taken).length, beds.length),
    ...counts.filter(([count]) => count > 0).map(([count, say]) => say(count)),
  ];
}

function isAtRisk({ encounter }: BoardRowResponse): boolean {
  const vitals = encounter?.vitals;
  const risk = vitals?.shownSince?.risk ?? (vitals?.news2 ?? vitals?.pews)?.risk;
  return risk === 'high' || risk === 'medium' || vitals?.news2?.redParameter === true;
}

/** Something is to be given, read or seen to now; orders that go on are not. */
function hasWaiting({ encounter }: BoardRowResponse): boolean {
  const { doses, results } = encounter ?? {};
  return [doses?.due, doses?.overdue, results?.critical, results?.unread].some((count) => (count ?? 0) > 0);
}

function isShown(row: BoardRowResponse, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'due') return isDue(row);
  if (filter === 'waits') return hasWaiting(row);
  return isAtRisk(row);
}

function WardChoice({ wardId }: { readonly wardId?: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const wards = useWards();
  const data = (wards.data?.items ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  return (
    <Select
      aria-label={words.board.choose}
      placeholder={words.board.choose}
      data={data}
      value={wardId ?? null}
      allowDeselect={false}
      searchable
      w={260}
      onChange={(id) => id && void navigate({ to: '/wards/$wardId', params: { wardId: id } })}
    />
  );
}

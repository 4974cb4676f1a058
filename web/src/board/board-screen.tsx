import { Button, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1WardsByIdBoard, type BoardRowResponse, type WardBoardResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useWards } from '../ward/places.ts';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { placesOf } from '../shell/places.tsx';
import { usePerson } from '../session/use-session.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { BoardRow } from './board-row.tsx';

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
  return (
    <Stack gap="sm">
      <Waiting of={board}>
        {(found) => <Table board={found} asOf={board.dataUpdatedAt} onRefresh={() => void board.refetch()} />}
      </Waiting>
    </Stack>
  );
}

type Filter = 'all' | 'risk' | 'due';

interface TableProps {
  readonly board: WardBoardResponse;
  readonly asOf: number;
  readonly onRefresh: () => void;
}

function Table({ board, asOf, onRefresh }: TableProps) {
  const words = useWords();
  const [filter, setFilter] = useState<Filter>('all');
  const beds = board.items.filter(({ bed }) => bed?.active);
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
            {words.board.beds(beds.filter(({ bed }) => bed?.taken).length, beds.length)} ·{' '}
            {words.shell.asOf(moment(new Date(asOf).toISOString()))}{' '}
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
            ]}
          />
          <WardChoice wardId={board.wardId} />
        </Group>
      </Group>
      {!board.complete && <Text className="unsaved">{words.board.notComplete}</Text>}
      <Scroll label={words.board.title(board.wardName)}>
        <table className="board">
          <thead>
            <tr>
              {[
                words.board.bed,
                words.board.patient,
                words.board.news2,
                words.board.due,
                words.board.vitals,
                words.board.allergies,
                words.board.diagnosis,
              ].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BoardRow key={row.encounter?.id ?? row.bed?.id} row={row} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

const isDue = ({ encounter }: BoardRowResponse) => {
  const dueAt = encounter?.vitals?.dueAt;
  return dueAt !== undefined && dueAt !== null && Date.parse(dueAt) <= Date.now();
};

function isShown(row: BoardRowResponse, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'due') return isDue(row);
  const risk = row.encounter?.vitals?.shownSince?.risk ?? row.encounter?.vitals?.news2?.risk;
  return risk === 'high' || risk === 'medium' || row.encounter?.vitals?.news2?.redParameter === true;
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

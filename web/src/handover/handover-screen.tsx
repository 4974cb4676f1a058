import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { today } from '../api/clock.ts';
import {
  getApiV1WardsByIdBoard,
  getApiV1WardsByIdHandover,
  getApiV1WardsByIdMar,
  type HandoverRowResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { bedName } from '../ward/places.ts';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { moment, shiftOf } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { isAtRisk, isOfShift, type Handed } from './handed-over.ts';
import { HandoverCard } from './handover-card.tsx';

type Filter = 'all' | 'open' | 'take' | 'risk';

/** A ward that is handed over: everybody in it, what was said of them last, what is due, and who was called. */
export function HandoverScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/handover' });
  const rows = usePages({
    queryKey: ['handover', wardId],
    ask: (cursor) => answerOf(getApiV1WardsByIdHandover({ path: { id: wardId }, query: { limit: 100, ...cursor } })),
    refetchInterval: 60_000,
    staleTime: 0,
  });
  return (
    <Stack gap="sm">
      <WardTabs wardId={wardId} />
      <Waiting of={rows}>{(items) => <Ward wardId={wardId} rows={items} />}</Waiting>
      <MorePages of={rows} />
    </Stack>
  );
}

function Ward({ wardId, rows }: { readonly wardId: string; readonly rows: readonly HandoverRowResponse[] }) {
  const words = useWords();
  const [filter, setFilter] = useState<Filter>('all');
  const shift = shiftOf(today());
  const all = useHanded(wardId, rows);
  const shown = all.filter((one) => isShown(one, filter, shift.from));
  const handed = all.filter((one) => isOfShift(one, shift.from)).length;
  const written = all.filter(({ row }) => row.noteId !== null);
  const taken = written.filter(({ row }) => row.takenOver !== null).length;
  return (
    <>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h3">
            {words.handover.title}
          </Title>
          <Text className="muted">
            {words.handover.shiftOf(moment(shift.from.toISOString()), moment(shift.to.toISOString()))} ·{' '}
            {words.handover.counts(handed, all.length)} · {words.handover.takenCounts(taken, written.length)}
          </Text>
        </div>
        <SegmentedControl
          aria-label={words.handover.title}
          value={filter}
          onChange={(next) => setFilter(next)}
          data={[
            { value: 'all', label: words.handover.filterAll },
            { value: 'open', label: words.handover.filterOpen },
            { value: 'take', label: words.handover.filterTake },
            { value: 'risk', label: words.handover.filterRisk },
          ]}
        />
      </Group>
      <Text className="muted">{words.handover.about}</Text>
      {shown.length === 0 && <Text>{words.handover.nobody}</Text>}
      {shown.map((one) => (
        <HandoverCard key={one.row.encounterId} handed={one} shiftFrom={shift.from} />
      ))}
    </>
  );
}

function isShown(one: Handed, filter: Filter, from: Date): boolean {
  if (filter === 'open') return !isOfShift(one, from);
  if (filter === 'take') return one.row.noteId !== null && one.row.takenOver === null;
  return filter === 'all' || isAtRisk(one);
}

/** Each patient with what the board and the medicine round show of them, in the order of the beds. */
function useHanded(wardId: string, rows: readonly HandoverRowResponse[]): readonly Handed[] {
  const board = useQuery({
    queryKey: ['board', wardId],
    queryFn: () => answerOf(getApiV1WardsByIdBoard({ path: { id: wardId } })),
    refetchInterval: 60_000,
  });
  const round = useQuery({
    // Not the round's own key: that one looks twelve hours back.
    queryKey: ['medicine-round', wardId, 'around'],
    queryFn: () => answerOf(getApiV1WardsByIdMar({ path: { id: wardId } })),
    refetchInterval: 60_000,
  });
  const places = board.data?.items ?? [];
  const placed = rows.map((row) => {
    const place = places.findIndex(({ encounter }) => encounter?.id === row.encounterId);
    const { bed, encounter } = places[place] ?? {};
    const doses = round.data?.items.find(({ encounterId }) => encounterId === row.encounterId)?.doses ?? [];
    return { place, handed: { row, bed: bed ? bedName(bed) : undefined, shown: encounter ?? undefined, doses } };
  });
  return placed.sort((one, other) => one.place - other.place).map(({ handed }) => handed);
}

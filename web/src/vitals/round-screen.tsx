import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1WardsByIdBoard, type BoardRowResponse, type ChartedVitalsResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { bedName } from '../ward/places.ts';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { isChild } from './is-child.ts';
import { SavedNotice } from './saved-notice.tsx';
import { VitalsForm } from './vitals-form.tsx';

/** Vital signs through the whole ward: bed after bed, by keyboard alone. */
export function RoundScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/round' });
  // Asked once: the order of the round stays while somebody walks it.
  const board = useQuery({
    queryKey: ['round', wardId],
    queryFn: () => answerOf(getApiV1WardsByIdBoard({ path: { id: wardId } })),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Waiting of={board}>
      {(found) => (
        <Round wardId={wardId} name={found.wardName} rows={found.items.filter(({ encounter }) => encounter)} />
      )}
    </Waiting>
  );
}

function Round({
  wardId,
  name,
  rows,
}: {
  readonly wardId: string;
  readonly name: string;
  readonly rows: readonly BoardRowResponse[];
}) {
  const words = useWords();
  const queries = useQueryClient();
  const [at, setAt] = useState(0);
  const [saved, setSaved] = useState<ChartedVitalsResponse>();
  const row = rows[at];
  const goOn = () => setAt(at + 1);
  return (
    <Stack>
      <WardTabs wardId={wardId} />
      <Stack maw={900}>
        <Title order={1} size="h3">
          {words.vitals.roundTitle(name)}
        </Title>
        <Progress
          value={rows.length === 0 ? 100 : (at / rows.length) * 100}
          aria-label={words.vitals.roundOf(at, rows.length)}
        />
        {saved && <SavedNotice saved={saved} />}
        {row?.encounter ? (
          <Stack key={row.encounter.id}>
            <Text size="xl" fw={700}>
              {row.bed ? bedName(row.bed) : words.board.withoutBed} · {row.encounter.patient.fullName}
              <Text span className="muted">
                {' '}
                {row.encounter.patient.age?.text ?? words.board.ageUnknown} · {words.sex[row.encounter.patient.sex]} ·{' '}
                {words.vitals.roundOf(at + 1, rows.length)}
              </Text>
            </Text>
            <VitalsForm
              encounterId={row.encounter.id}
              isChild={isChild(row.encounter)}
              onSaved={(next) => {
                setSaved(next);
                void queries.invalidateQueries({ queryKey: ['board', wardId] });
                goOn();
              }}
            />
            <Group>
              <Button variant="default" onClick={goOn}>
                {words.vitals.skip}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Stack align="flex-start">
            <Text>{words.vitals.roundDone}</Text>
            <Button component={Link} to={`/wards/${wardId}`}>
              {words.shell.wards}
            </Button>
          </Stack>
        )}
      </Stack>
    </Stack>
  );
}

import { Anchor, Checkbox, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { now, today } from '../api/clock.ts';
import {
  getApiV1WardsByIdMar,
  type DoseResponse,
  type RoundItemResponse,
  type RoundResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { hospitalDay, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { DoseRow } from './dose-row.tsx';
import { isOpen } from './dose-words.ts';
import { bedOf } from '../ward/bed-of.ts';

type Span = 'now' | 'day';

const HOUR_MS = 3_600_000;
/** Hours around now that a round shows, and before them in which what was not given is still shown, as the board counts it (due-doses.rules.ts). */
const [AROUND_HOURS, OVERDUE_HOURS] = [2, 24];
const hoursFromNow = (hours: number): string => new Date(now() + hours * HOUR_MS).toISOString();
const spanOf = (span: Span) =>
  span === 'day'
    ? { date: hospitalDay(today()) }
    : { from: hoursFromNow(-OVERDUE_HOURS), to: hoursFromNow(AROUND_HOURS) };

/** Of the hours before this round only what nobody gave, and what runs still. */
const isOfRound = ({ plannedAt, status }: DoseResponse): boolean =>
  plannedAt === null ||
  ['overdue', 'in-progress', 'paused'].includes(status) ||
  plannedAt >= hoursFromNow(-AROUND_HOURS);

/** The medicines of everybody in a ward, bed after bed. */
export function MedicineRoundScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/medicines' });
  const words = useWords();
  const [span, setSpan] = useState<Span>('now');
  const [isOnlyOpen, setOnlyOpen] = useState(false);
  const round = useQuery({
    queryKey: ['medicine-round', wardId, span],
    queryFn: () => answerOf(getApiV1WardsByIdMar({ path: { id: wardId }, query: spanOf(span) })),
    refetchInterval: 60_000,
  });
  return (
    <Stack gap="sm">
      <WardTabs wardId={wardId} />
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.medicines.round}
        </Title>
        <Group>
          <Checkbox
            label={words.medicines.onlyOpen}
            checked={isOnlyOpen}
            onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
          />
          <SegmentedControl
            aria-label={words.medicines.round}
            value={span}
            onChange={(next) => setSpan(next)}
            data={[
              { value: 'now', label: words.medicines.now },
              { value: 'day', label: words.medicines.wholeDay },
            ]}
          />
        </Group>
      </Group>
      <Waiting of={round}>
        {(found) => (
          <Beds
            round={found}
            isWholeDay={span === 'day'}
            isOnlyOpen={isOnlyOpen}
            onChanged={() => void round.refetch()}
          />
        )}
      </Waiting>
    </Stack>
  );
}

interface BedsProps {
  readonly round: RoundResponse;
  readonly isWholeDay: boolean;
  readonly isOnlyOpen: boolean;
  readonly onChanged: () => void;
}

function Beds({ round, isWholeDay, isOnlyOpen, onChanged }: BedsProps) {
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useSaid('round');
  const shown = round.items
    .map((item) => ({
      ...item,
      doses: item.doses.filter(
        (dose) => dose.id === chosen || ((isWholeDay || isOfRound(dose)) && (!isOnlyOpen || isOpen(dose))),
      ),
    }))
    .filter(({ doses }) => doses.length > 0);
  const changed = (what?: string) => {
    setSaid(what);
    if (what) setChosen(undefined);
    onChanged();
  };
  return (
    <>
      <Text className="muted">
        {words.medicines.window(moment(round.from), moment(round.to))} · {words.medicines.keys}
      </Text>
      {!round.complete && <Text className="unsaved">{words.medicines.notComplete}</Text>}
      <Said text={said} />
      {shown.length === 0 && (
        <Text>
          {round.items.length === 0
            ? words.medicines.nobody
            : isOnlyOpen
              ? words.medicines.noneOpen
              : words.medicines.noDoses}
        </Text>
      )}
      {shown.map((item) => (
        <Bed key={item.encounterId} item={item} chosen={chosen} onChoose={setChosen} onChanged={changed} />
      ))}
    </>
  );
}

interface BedProps {
  readonly item: RoundItemResponse;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
  readonly onChanged: (said?: string) => void;
}

function Bed({ item, chosen, onChoose, onChanged }: BedProps) {
  const words = useWords();
  return (
    <section className="dose-bed" aria-label={item.patient.fullName}>
      <h2>
        {item.bed ? bedOf(item.bed) : words.board.withoutBed} ·{' '}
        <Anchor component={Link} to={`/patients/${item.patientId}/medicines`} fw={700}>
          {item.patient.fullName}
        </Anchor>{' '}
        <span className="muted">{item.patient.mrn}</span>
      </h2>
      <ul className="plain">
        {item.doses.map((dose) => (
          <DoseRow
            key={dose.id}
            dose={dose}
            isChosen={chosen === dose.id}
            onChoose={(isChosen) => onChoose(isChosen ? dose.id : undefined)}
            onChanged={(said) => onChanged(said && `${item.patient.fullName} · ${said}`)}
          />
        ))}
      </ul>
    </section>
  );
}

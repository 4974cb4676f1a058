import { Button, Group, List, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1AuditPeopleByStaffIdDay,
  type ActGroupResponse,
  type ActResponse,
  type StaffDayResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { DateField } from '../shell/date-field.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { clock, day, fullMoment, readDay, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

type By = 'hour' | 'patient';
/** Moments of it. */
interface Shift {
  readonly from: string;
  readonly to: string;
}

/** A day of one person: when and from where they signed in, and what they did, by hour or by patient. */
export function DayScreen() {
  const words = useWords();
  const { staffId, date } = useParams({ from: '/audit/people/$staffId/$date' });
  const [by, setBy] = useState<By>('hour');
  const [shift, setShift] = useState<Shift>();
  const told = useInfiniteQuery({
    queryKey: ['day', staffId, shift ?? date, by],
    queryFn: ({ pageParam }) =>
      answerOf(
        getApiV1AuditPeopleByStaffIdDay({
          path: { staffId },
          query: { ...(shift ?? { date }), by, limit: 100, ...(pageParam && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchOnWindowFocus: false,
  });
  return (
    <Stack maw={1100}>
      {/* Asked above the answer: what is typed stays while it is looked for, and when it is refused. */}
      <Group align="flex-end">
        <OtherDay key={`${staffId} ${date}`} staffId={staffId} date={date} onShift={setShift} />
        <OneShift key={staffId} onShift={setShift} />
        <SegmentedControl
          aria-label={words.trail.group}
          value={by}
          onChange={(value) => setBy(value as By)}
          data={Object.entries(words.trail.groups).map(([value, label]) => ({ value, label }))}
        />
      </Group>
      <Waiting of={told}>
        {({ pages }) => {
          const [first] = pages;
          return first && <Day told={first} groups={pages.flatMap(({ groups }) => groups)} />;
        }}
      </Waiting>
      {told.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={told.isFetchingNextPage}
          onClick={() => void told.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </Stack>
  );
}

interface DayProps {
  readonly told: StaffDayResponse;
  readonly groups: readonly ActGroupResponse[];
}

function Day({ told, groups }: DayProps) {
  const words = useWords();
  const { person, firstAt, lastAt } = told;
  return (
    <>
      <Title order={1} size="h3">
        {words.trail.dayTitle(person.fullName || person.username)}
      </Title>
      <Text className="muted">{words.trail.dayAbout}</Text>
      <Text role="status">{words.trail.shown(fullMoment(told.from), fullMoment(told.to))}</Text>
      {told.notCovered.length > 0 && (
        <Text className="unsaved">{words.audit.notCovered(told.notCovered.join(', '))}</Text>
      )}
      {firstAt === null || lastAt === null ? (
        <Text role="status">{words.trail.noDay}</Text>
      ) : (
        <>
          <Text fw={600}>
            {words.trail.summary(told.events, told.patients)} {words.trail.from(clock(firstAt), clock(lastAt))}
          </Text>
          <Whereabouts told={told} />
          {groups.map((group, place) => (
            <Deeds key={`${place} ${group.hour} ${group.patient?.id}`} group={group} />
          ))}
        </>
      )}
    </>
  );
}

interface AskProps {
  /** Undefined for the whole day. */
  readonly onShift: (shift: Shift | undefined) => void;
}

function OtherDay({ staffId, date, onShift }: AskProps & { readonly staffId: string; readonly date: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(() => day(`${date}T12:00:00+07:00`));
  const go = () => {
    const chosen = readDay(typed);
    if (!chosen) return;
    onShift(undefined);
    void navigate({ to: `/audit/people/${staffId}/${chosen}` });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <Group align="flex-end">
        <DateField label={words.trail.date} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit">{words.audit.ask}</Button>
      </Group>
    </form>
  );
}

/** A shift, which may go over midnight. */
function OneShift({ onShift }: AskProps) {
  const words = useWords();
  const [[from, to], setTyped] = useState<readonly [string, string]>(['', '']);
  const read = [readMoment(from), readMoment(to)] as const;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read[0] && read[1]) onShift({ from: read[0], to: read[1] });
      }}
    >
      <Group align="flex-end">
        <DateField
          hasTime
          required
          label={words.trail.shiftFrom}
          value={from}
          onChange={(event) => setTyped([event.currentTarget.value, to])}
        />
        <DateField
          hasTime
          required
          label={words.trail.shiftTo}
          value={to}
          onChange={(event) => setTyped([from, event.currentTarget.value])}
        />
        <ActButton
          type="submit"
          blocked={stillNeeded(words, [
            [words.trail.shiftFrom, read[0] !== undefined],
            [words.trail.shiftTo, read[1] !== undefined],
          ])}
        >
          {words.trail.showShift}
        </ActButton>
      </Group>
    </form>
  );
}

function Whereabouts({ told: { signIns, places } }: Pick<DayProps, 'told'>) {
  const words = useWords();
  const placeOf = ({ terminal, address }: { terminal: string | null; address: string | null }) =>
    terminal ?? address ?? words.unknown;
  return (
    <div className="sections">
      <Section title={words.trail.signIns}>
        {signIns.length === 0 && <Text className="muted">{words.none}</Text>}
        <List>
          {signIns.map((one) => (
            <List.Item key={`${one.at} ${one.kind}`} className={one.kind === 'sign-in-failed' ? 'severe' : undefined}>
              {clock(one.at)} {words.trail.signInKinds[one.kind] ?? one.kind}
              {one.role && `, ${words.role[one.role] ?? one.role}`} · {placeOf(one)}
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title={words.trail.places}>
        <List>
          {places.map((one) => (
            <List.Item key={`${one.firstAt} ${placeOf(one)}`}>
              {placeOf(one)} · {clock(one.firstAt)} – {clock(one.lastAt)} · {words.trail.times(one.times)}
            </List.Item>
          ))}
        </List>
      </Section>
    </div>
  );
}

function Deeds({ group: { hour, patient, deeds } }: { readonly group: ActGroupResponse }) {
  const words = useWords();
  const title = hour ?? (patient ? `${patient.fullName} · ${patient.mrn}` : words.trail.several);
  return (
    <Section title={title}>
      <Table>
        <Table.Tbody>
          {deeds.map((deed) => (
            <Deed
              key={`${deed.firstAt} ${deed.kind} ${deed.entity} ${deed.patient?.id}`}
              deed={deed}
              isByHour={hour !== null}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Deed({ deed, isByHour }: { readonly deed: ActResponse; readonly isByHour: boolean }) {
  const words = useWords();
  const { firstAt, lastAt, times, mostPatients, patient, purposes, reasons } = deed;
  const until = clock(firstAt) === clock(lastAt) ? '' : ` – ${clock(lastAt)}`;
  const how = [words.trail.times(times), mostPatients !== null && words.trail.mostPatients(mostPatients)];
  return (
    <Table.Tr>
      <Table.Td className="nowrap">
        {clock(firstAt)}
        {until}
      </Table.Td>
      <Table.Td>
        {deed.words} <span className="muted">{how.filter(Boolean).join(' · ')}</span>
      </Table.Td>
      {isByHour && (
        <Table.Td>
          {patient && (
            <>
              {patient.fullName} · <span className="nowrap">{patient.mrn}</span>
            </>
          )}
        </Table.Td>
      )}
      <Table.Td>{[...purposes.map((purpose) => purpose.words), ...reasons].join('; ')}</Table.Td>
    </Table.Tr>
  );
}

import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1WardsByIdQueue,
  postApiV1EncountersByIdSeen,
  postApiV1EncountersByIdSeenCancel,
  type QueueRowResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { iMay } from '../api/rights.ts';
import { PatientLink } from '../chart/patient-link.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { WardTabs } from '../ward/ward-tabs.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Triage } from './triage.tsx';

type Shown = 'all' | QueueRowResponse['state'];

/** Who waits for a doctor in a clinic or emergency ward, the most urgent first. */
export function QueueScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/queue' });
  const words = useWords();
  const [shown, setShown] = useState<Shown>('all');
  const queue = useQuery({
    queryKey: ['queue', wardId],
    queryFn: () =>
      everyPage((cursor) =>
        answerOf(getApiV1WardsByIdQueue({ path: { id: wardId }, query: { limit: 100, ...cursor } })),
      ),
    refetchInterval: 30_000,
  });
  return (
    <Stack gap="sm">
      <WardTabs wardId={wardId} />
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.queue.title}
        </Title>
        <SegmentedControl
          aria-label={words.queue.title}
          value={shown}
          onChange={(next) => setShown(next)}
          data={(['all', 'waiting', 'with-doctor'] as const).map((value) => ({
            value,
            label: words.queue.filter[value],
          }))}
        />
      </Group>
      <Waiting of={queue}>
        {({ items, next }) => {
          const rows = items.filter(({ state }) => shown === 'all' || state === shown);
          return (
            <>
              {rows.length === 0 && <Text>{words.queue.nobody}</Text>}
              {rows.map((row) => (
                <Row key={row.encounterId} row={row} />
              ))}
              {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
            </>
          );
        }}
      </Waiting>
    </Stack>
  );
}

function Row({ row }: { readonly row: QueueRowResponse }) {
  const words = useWords();
  const queries = useQueryClient();
  const [isTriaging, setTriaging] = useState(false);
  const changed = () => {
    setTriaging(false);
    void queries.invalidateQueries({ queryKey: ['queue'] });
  };
  const see = useAct(async (_: undefined) => {
    const call = { path: { id: row.encounterId }, headers: { 'If-Match': etag(row.version) } };
    try {
      await answerOf(postApiV1EncountersByIdSeen(call));
    } finally {
      changed();
    }
  });
  const { patient, triage, reason, seen, state } = row;
  return (
    <article className="queue-row" data-level={triage?.level ?? 'none'}>
      <div className="queue-line">
        <strong className={triage ? 'queue-level' : 'queue-level severe'}>
          {triage ? (words.queue.levels[triage.level] ?? triage.level) : words.queue.notTriaged}
        </strong>
        <div>
          <PatientLink patientId={row.patientId} name={patient.fullName} />{' '}
          <span className="muted">
            {patient.age?.text ?? words.board.ageUnknown} · {words.sex[patient.sex]} · {patient.mrn}
          </span>
          <div>{[reason, triage?.reason].filter(Boolean).join(' · ')}</div>
        </div>
        <Times row={row} />
        <Group gap="xs" justify="flex-end">
          {iMay('encounter.triage') && state === 'waiting' && (
            <Button
              variant="default"
              size="compact-md"
              aria-expanded={isTriaging}
              onClick={() => setTriaging(!isTriaging)}
            >
              {triage ? words.queue.triageAgain : words.queue.triage}
            </Button>
          )}
          {iMay('visit.write') && state === 'waiting' && (
            <Button size="compact-md" loading={see.isBusy} onClick={() => void see.run(undefined)}>
              {words.queue.callIn}
            </Button>
          )}
          {iMay('visit.write') && seen && <PutBack row={row} onDone={changed} />}
          {iMay('visit.write') && seen && (
            <Button component={Link} to={`/patients/${row.patientId}/visit`} size="compact-md">
              {words.queue.visit}
            </Button>
          )}
        </Group>
      </div>
      <ProblemNotice problem={see.problem} />
      {isTriaging && <Triage row={row} onDone={changed} />}
    </article>
  );
}

/** Who was called in and did not come waits again. */
function PutBack({ row, onDone }: { readonly row: QueueRowResponse; readonly onDone: () => void }) {
  const words = useWords();
  const act = useAct(async (_: undefined) => {
    const call = { path: { id: row.encounterId }, headers: { 'If-Match': etag(row.version) } };
    try {
      await answerOf(postApiV1EncountersByIdSeenCancel(call));
    } finally {
      onDone();
    }
  });
  return (
    <>
      <ProblemNotice problem={act.problem} />
      <Button variant="default" size="compact-md" loading={act.isBusy} onClick={() => void act.run(undefined)}>
        {words.queue.backToWaiting}
      </Button>
    </>
  );
}

function Times({ row: { arrivedAt, waitedMinutes, lateMinutes, dueAt, seen } }: { readonly row: QueueRowResponse }) {
  const words = useWords();
  return (
    <div>
      {words.queue.arrived(moment(arrivedAt))} · {words.queue.waited(waitedMinutes)}
      {lateMinutes > 0 && <div className="severe">{words.queue.late(lateMinutes)}</div>}
      {lateMinutes === 0 && dueAt && !seen && <div className="muted">{words.queue.due(moment(dueAt))}</div>}
      {seen && <div className="muted">{words.queue.withDoctor(seen.by.fullName, moment(seen.at))}</div>}
    </div>
  );
}

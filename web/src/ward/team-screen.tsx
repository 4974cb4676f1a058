import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { getApiV1WardsByIdDue, getApiV1WardsByIdMovements, type DueRowResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientLink } from '../chart/patient-link.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { duration, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Duties } from './duties.tsx';
import { bedName } from './places.ts';
import { WardTabs } from './ward-tabs.tsx';

/** What who leads a ward asks first: who is on duty, whose vital signs are late, who came and who left. */
export function TeamScreen() {
  const { wardId } = useParams({ from: '/wards/$wardId/team' });
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('team');
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['duties', wardId] });
  };
  return (
    <Stack gap="sm">
      <WardTabs wardId={wardId} />
      <Title order={1} size="h3">
        {words.nursing.teamTitle}
      </Title>
      <Said text={said} />
      <div className="sections">
        <Due wardId={wardId} />
        <Duties wardId={wardId} onDone={done} />
        {iMay('ward.board') && <Movements wardId={wardId} />}
      </div>
    </Stack>
  );
}

function Due({ wardId }: { readonly wardId: string }) {
  const words = useWords();
  const due = useQuery({
    queryKey: ['due', wardId],
    queryFn: () => answerOf(getApiV1WardsByIdDue({ path: { id: wardId } })),
    refetchInterval: 60_000,
  });
  return (
    <Section title={words.nursing.overdue}>
      <Waiting of={due}>
        {({ items, overdue, complete }) => (
          <>
            <Text fw={600} className={overdue > 0 ? 'severe' : undefined}>
              {items.length === 0 ? words.nursing.nobodyDue : words.nursing.overdueCount(overdue, items.length)}
            </Text>
            <Table>
              <Table.Tbody>
                {items.map((row) => (
                  <DueRow key={row.encounterId} row={row} />
                ))}
              </Table.Tbody>
            </Table>
            {!complete && <Text className="muted">{words.board.notComplete}</Text>}
          </>
        )}
      </Waiting>
    </Section>
  );
}

function DueRow({ row }: { readonly row: DueRowResponse }) {
  const words = useWords();
  const { bed, patientId, patient, score, total, careLevel, dueAt, because, overdueMinutes, escalation } = row;
  const about = [
    words.nursing.because[because] ?? because,
    score && total !== null && `${score}\u00a0${total}`,
    careLevel && words.nursing.levelShort(careLevel),
    escalation && words.nursing.calledAt(moment(escalation.raisedAt)),
  ];
  return (
    <Table.Tr>
      <Table.Td fw={600}>{bed ? bedName(bed) : '–'}</Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/patients/${patientId}/vitals`} fw={600}>
          {patient.fullName}
        </Anchor>
        <div className="muted">{about.filter(Boolean).join(' · ')}</div>
      </Table.Td>
      <Table.Td className={overdueMinutes > 0 ? 'severe nowrap' : 'nowrap'}>
        {overdueMinutes > 0
          ? words.nursing.late(duration(overdueMinutes * 60_000))
          : words.nursing.dueAt(moment(dueAt))}
      </Table.Td>
    </Table.Tr>
  );
}

function Movements({ wardId }: { readonly wardId: string }) {
  const words = useWords();
  const movements = usePages({
    queryKey: ['movements', wardId],
    ask: (cursor) => answerOf(getApiV1WardsByIdMovements({ path: { id: wardId }, query: { limit: 20, ...cursor } })),
  });
  return (
    <Section title={words.nursing.movements}>
      <Waiting of={movements}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.nursing.noMovements}</Text>}
            {items.map(({ kind, text, at, otherWard, encounterId, patientId, patient }) => (
              <Text key={`${encounterId} ${kind} ${at}`}>
                <span className="muted">{moment(at)}</span>{' '}
                <PatientLink patientId={patientId} name={patient.fullName} /> · {text}
                {otherWard && ` · ${otherWard.name ?? otherWard.code}`}
              </Text>
            ))}
            <MorePages of={movements} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

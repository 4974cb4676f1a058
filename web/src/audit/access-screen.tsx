import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1PatientsByIdAccessReport,
  type AccessEntryResponse,
  type AccessReportResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { client } from '../api/generated/client.gen.ts';
import { saveFile } from '../api/save-file.ts';
import { Confidentiality } from '../record/confidentiality.tsx';
import { DateField } from '../shell/date-field.tsx';
import { MorePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment, partialDate, readDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** Who looked at one patient, a day and a person at a time; as a paper too, for the patient who asks. */
export function AccessScreen() {
  const { patientId } = useParams({ from: '/audit/patients/$patientId' });
  const words = useWords();
  const [period, setPeriod] = useState<Period>({});
  const report = useInfiniteQuery({
    queryKey: ['access-report', patientId, period],
    queryFn: ({ pageParam }) =>
      answerOf(
        getApiV1PatientsByIdAccessReport({
          path: { id: patientId },
          query: { ...period, format: 'json', limit: 100, ...(pageParam && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchOnWindowFocus: false,
  });
  return (
    <Waiting of={report}>
      {({ pages: [first, ...others] }) =>
        first && (
          <Stack>
            <Title order={1} size="h3">
              {words.audit.whoLooked}
            </Title>
            <Text>
              {first.patient.fullName} · {first.patient.mrn}
            </Text>
            <Confidentiality patientId={patientId} />
            <PeriodForm first={first} onAsk={setPeriod} />
            <Paper patientId={patientId} first={first} />
            {first.notCovered.length > 0 && (
              <Text className="unsaved">{words.audit.notCovered(first.notCovered.join(', '))}</Text>
            )}
            {(['opened', 'listed', 'refused'] as const).map((part) => (
              <Entries
                key={part}
                title={words.audit[part]}
                entries={[first, ...others].flatMap((page) => page[part])}
              />
            ))}
            <MorePages of={report} />
          </Stack>
        )
      }
    </Waiting>
  );
}

interface PartProps {
  readonly first: AccessReportResponse;
}

function PeriodForm({ first, onAsk }: PartProps & { readonly onAsk: (period: Period) => void }) {
  const words = useWords();
  const [from, setFrom] = useState(partialDate(first.from));
  const [to, setTo] = useState(partialDate(first.to));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const [first, last] = [readDay(from), readDay(to)];
        onAsk({ ...(first && { from: first }), ...(last && { to: last }) });
      }}
    >
      <Group align="flex-end">
        <DateField label={words.audit.fromDay} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <DateField label={words.audit.toDay} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Button type="submit" variant="default">
          {words.audit.ask}
        </Button>
      </Group>
    </form>
  );
}

/** The report as pages that a browser opens and prints, for the patient; each page is on the trail as a print. */
function Paper({ patientId, first }: PartProps & { readonly patientId: string }) {
  const words = useWords();
  const [made, setMade] = useState<number>();
  const act = useAct(async ({ from, to }: Period) => {
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { data, response } = await client.get<Blob>({
        url: `/api/v1/patients/${patientId}/access-report`,
        query: { from, to, format: 'html', limit: 100, ...(cursor && { cursor }) },
        parseAs: 'blob',
      });
      pages += 1;
      saveFile(data as unknown as Blob, `${words.audit.paperFile}-${first.patient.mrn}-${pages}.html`);
      cursor = cursorOf(/<([^>]+)>; rel="next"/.exec(response?.headers.get('Link') ?? '')?.[1] ?? null);
    } while (cursor);
    setMade(pages);
  });
  return (
    <>
      <Group>
        <Button variant="default" loading={act.isBusy} onClick={() => void act.run({ from: first.from, to: first.to })}>
          {words.audit.paper}
        </Button>
      </Group>
      <ProblemNotice problem={act.problem} />
      <Said text={made === undefined ? undefined : words.audit.paperMade(made)} />
    </>
  );
}

function Entries({ title, entries }: { readonly title: string; readonly entries: readonly AccessEntryResponse[] }) {
  const words = useWords();
  return (
    <section>
      <Title order={2} size="h4">
        {title}
      </Title>
      {entries.length === 0 ? (
        <Text className="muted">{words.audit.nobody}</Text>
      ) : (
        <Table striped>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={`${entry.date}${entry.person.username}${entry.firstAt}`}>
                <Table.Td>{partialDate(entry.date)}</Table.Td>
                <Table.Td>
                  {entry.person.fullName} <span className="muted">{entry.person.roleWords}</span>
                </Table.Td>
                <Table.Td>
                  {moment(entry.firstAt)} – {moment(entry.lastAt)}
                </Table.Td>
                <Table.Td>
                  {entry.emergency && <strong className="severe">{words.audit.emergency} </strong>}
                  {entry.deeds.map(({ words: deed, times }) => `${deed} (${times})`).join('; ')}
                </Table.Td>
                <Table.Td>{[...entry.purposes.map((purpose) => purpose.words), ...entry.reasons].join('; ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

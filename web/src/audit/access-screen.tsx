import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getApiV1PatientsByIdAccessReport, type AccessEntryResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Confidentiality } from '../record/confidentiality.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Who looked at one patient, a day and a person at a time. */
export function AccessScreen() {
  const { patientId } = useParams({ from: '/audit/patients/$patientId' });
  const words = useWords();
  const report = useQuery({
    queryKey: ['access-report', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdAccessReport({ path: { id: patientId } })),
    refetchOnWindowFocus: false,
  });
  return (
    <Waiting of={report}>
      {(found) => (
        <Stack>
          <Title order={1} size="h3">
            {words.audit.whoLooked}
          </Title>
          <Text>
            {found.patient.fullName} · {found.patient.mrn}
          </Text>
          {found.notCovered.length > 0 && (
            <Text className="unsaved">{words.audit.notCovered(found.notCovered.join(', '))}</Text>
          )}
          <Confidentiality patientId={patientId} />
          <Entries title={words.audit.opened} entries={found.opened} />
          <Entries title={words.audit.listed} entries={found.listed} />
          <Entries title={words.audit.refused} entries={found.refused} />
        </Stack>
      )}
    </Waiting>
  );
}

function Entries({ title, entries }: { readonly title: string; readonly entries: readonly AccessEntryResponse[] }) {
  const words = useWords();
  if (entries.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4">
        {title}
      </Title>
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
    </section>
  );
}

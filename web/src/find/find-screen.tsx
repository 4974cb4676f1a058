import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1Patients } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientLink } from '../chart/patient-link.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Waiting } from '../shell/waiting.tsx';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** One box for whatever is at hand: a name, a number, a date. Each search is on the trail, so it waits for a pause in typing. */
export function FindScreen() {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { q } = useAsked(typed, 350);
  // What another question has found never stands there as the answer to what is typed now.
  const isAsked = q === typed.trim();
  return (
    <Stack maw={1000}>
      <Title order={1} size="h3">
        {words.find.title}
      </Title>
      <TextInput
        aria-label={words.find.title}
        placeholder={words.find.box}
        description={words.find.hint}
        autoFocus
        autoComplete="off"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {q.length >= 2 && isAsked && <Found key={q} q={q} />}
      {typed.trim().length >= 2 && !isAsked && <Text className="muted">{words.loading}</Text>}
    </Stack>
  );
}

function Found({ q }: { readonly q: string }) {
  const words = useWords();
  const found = usePages({
    queryKey: ['find', q, 'pages'],
    ask: (cursor) => answerOf(getApiV1Patients({ query: { q, limit: 20, ...cursor } })),
    refetchOnWindowFocus: false,
  });
  return (
    <Waiting of={found}>
      {(items) => (
        <>
          {items.length === 0 && <Text role="status">{words.find.nothing}</Text>}
          <Table highlightOnHover>
            <Table.Tbody>
              {items.map((patient) => (
                <Table.Tr key={patient.id}>
                  <Table.Td>
                    <PatientLink patientId={patient.id} name={patient.fullName} />
                  </Table.Td>
                  <Table.Td>
                    {patient.birthDate ? partialDate(patient.birthDate) : words.board.ageUnknown}
                    {patient.age && ` (${patient.age.text})`}
                  </Table.Td>
                  <Table.Td>{words.sex[patient.sex]}</Table.Td>
                  <Table.Td>{patient.mrn}</Table.Td>
                  <Table.Td className="muted">
                    {patient.uncertain && `${words.find.uncertain}: `}
                    {patient.found?.map(({ text }) => text).join('; ')}
                  </Table.Td>
                  <Table.Td>
                    {iMay('patient.update') && (
                      <Button component={Link} to={`/patients/${patient.id}/person`} variant="subtle" size="compact-sm">
                        {words.person.tab}
                      </Button>
                    )}
                    {iMay('encounter.admit') && (
                      <Button component={Link} to={`/patients/${patient.id}/stay`} variant="subtle" size="compact-sm">
                        {words.stay.admit}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <MorePages of={found} />
          {iMay('patient.register') && (
            <Group>
              <Button component={Link} to="/patients/new" variant="default">
                {words.find.register}
              </Button>
            </Group>
          )}
        </>
      )}
    </Waiting>
  );
}

import { Alert, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Formulary, type FormularyItemResponse, type FormularyResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { unitWords } from '../medicines/dose-words.ts';
import { Scroll } from '../shell/scroll.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Waiting } from '../shell/waiting.tsx';
import { strengthsText } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

/** So many medicines are shown at a time: more letters find the others. */
const SHOWN = 50;

/** The hospital's medicines as the checks know them: which formulary is in use, who answers for it, and what it does not know. */
export function FormularyScreen() {
  const words = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const { q } = useAsked(typed, 200);
  const found = useQuery({
    queryKey: ['formulary', 'all', q, language],
    queryFn: () => answerOf(getApiV1Formulary({ query: { ...(q && { q }), limit: SHOWN } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack maw={1200}>
      <Title order={1} size="h3">
        {words.lists.formularyTitle}
      </Title>
      <TextInput
        type="search"
        label={words.lists.findMedicine}
        maw={420}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Waiting of={found}>
        {(answer) => (
          <>
            <Origin of={answer.formulary} />
            <Text role="status">{answer.notCheckedText ?? words.lists.found(answer.items.length, answer.found)}</Text>
            {answer.items.length > 0 && <Medicines items={answer.items} />}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function Origin({ of }: { readonly of: FormularyResponse['formulary'] }) {
  const words = useWords().lists;
  const isOwn = of.source !== null || /^\d{1,6}$/.test(of.version);
  return (
    <Alert color={of.confirmed ? 'green' : 'orange'}>
      <Text>{isOwn ? words.formularyOwn(of.version, of.source ?? '') : words.formularyStarter(of.version)}</Text>
      <Text>{of.confirmed ? words.confirmed : words.unconfirmed}</Text>
    </Alert>
  );
}

function Medicines({ items }: { readonly items: readonly FormularyItemResponse[] }) {
  const words = useWords();
  const { lists } = words;
  return (
    <Scroll label={lists.formularyTitle}>
      <Table striped>
        <Table.Thead>
          <Table.Tr>
            {[lists.medicine, lists.routes, lists.strengths, lists.unit, lists.checked].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ code, routes, strengths, doseUnit, notCheckedText }) => (
            <Table.Tr key={`${code.code} ${code.display}`}>
              <Table.Th scope="row">
                {code.display} <span className="muted">{code.code}</span>
              </Table.Th>
              <Table.Td>{routes.map((route) => words.medicines.routes[route] ?? route).join(', ')}</Table.Td>
              <Table.Td>{strengthsText(strengths) || '–'}</Table.Td>
              <Table.Td>{unitWords(words, doseUnit)}</Table.Td>
              <Table.Td>{notCheckedText ?? lists.allChecked}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

import { Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1CodeLists, getApiV1CodeListsByList, type KnownCodeListResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { Section } from '../shell/section.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';

/** So many of a list are shown at a time. */
const SHOWN = 50;

/** The lists of codes in use: where each comes from, its version, how many codes; and a look into each. */
export function CodeListsScreen() {
  const words = useWords();
  const language = useLanguage();
  const lists = useQuery({ queryKey: ['code-lists', language], queryFn: () => answerOf(getApiV1CodeLists()) });
  return (
    <Stack maw={1000}>
      <Title order={1} size="h3">
        {words.lists.listsTitle}
      </Title>
      <Text className="muted">{words.lists.listsAbout}</Text>
      <Waiting of={lists}>
        {({ items }) => (
          <>
            {items.map((list) => (
              <One key={list.list} list={list} />
            ))}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function One({ list: { list, name, source, version, count } }: { readonly list: KnownCodeListResponse }) {
  const words = useWords().lists;
  return (
    <Section title={`${name} · ${words.count(count)}`}>
      <Text>{version === 0 ? words.starter : words.own(version)}</Text>
      <Text className="muted">{source}</Text>
      <Folded label={words.find} name={`${words.find}: ${name}`}>
        <Codes list={list} name={name} />
      </Folded>
    </Section>
  );
}

function Codes({ list, name }: { readonly list: string; readonly name: string }) {
  const words = useWords().lists;
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const { q } = useAsked(typed, 200);
  const codes = useQuery({
    queryKey: ['codes', list, q, language, SHOWN],
    queryFn: () => answerOf(getApiV1CodeListsByList({ path: { list }, query: { ...(q && { q }), limit: SHOWN } })),
  });
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        label={`${words.find}: ${name}`}
        maw={420}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Waiting of={codes}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text role="status">{words.nothing}</Text>}
            <Table>
              <Table.Tbody>
                {items.map(({ code, text }) => (
                  <Table.Tr key={code}>
                    <Table.Th scope="row" w={140}>
                      {code}
                    </Table.Th>
                    <Table.Td>{text}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {items.length === SHOWN && <Text className="muted">{words.first(SHOWN)}</Text>}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

import { Alert, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1Terminals,
  postApiV1Terminals,
  postApiV1TerminalsByIdRekey,
  postApiV1TerminalsByIdRetire,
  type EnrolTerminalDto,
  type TerminalResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { keepTerminal, terminal } from '../api/terminal.ts';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

const LIST = ['terminals'];

/** The machines of the wards: the one somebody sits at is enrolled here, and any is taken out of use. */
export function TerminalsScreen() {
  const words = useWords();
  const terminals = useQuery({
    queryKey: LIST,
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Terminals({ query: { limit: 100, ...cursor } }))),
  });
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.account.terminals}
      </Title>
      <Waiting of={terminals}>
        {({ items }) => (
          <>
            <EnrolHere taken={items.map(({ code }) => code)} />
            {items.length === 0 ? <Text>{words.account.noTerminals}</Text> : <All items={items} />}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

/** The first name that no terminal has. */
const nextCode = (taken: readonly string[]): string => {
  let n = taken.length + 1;
  while (taken.includes(codeOf(n))) n += 1;
  return codeOf(n);
};
const codeOf = (n: number): string => `MAY-${String(n).padStart(2, '0')}`;

function EnrolHere({ taken }: { readonly taken: readonly string[] }) {
  const words = useWords();
  const queries = useQueryClient();
  const here = terminal();
  const { fields, typed, set, clear } = useFields(
    { code: nextCode(taken), name: words.account.placeExample },
    'terminal',
  );
  const [done, setDone] = useState<string>();
  const act = useAct(async (body: EnrolTerminalDto, key) => {
    const enrolled = await answerOf(postApiV1Terminals({ body, headers: { 'Idempotency-Key': key } }));
    keepTerminal(enrolled);
    setDone(words.account.enrolDone(enrolled.code));
    clear();
    set({ code: nextCode([...taken, enrolled.code]) });
    void queries.invalidateQueries({ queryKey: LIST });
  });
  return (
    <Section title={words.account.here}>
      <Text className="muted">{words.account.enrolAbout}</Text>
      {here && !done && <Alert>{`${words.account.enrolled(here.code)} ${words.account.again}`}</Alert>}
      <ActForm act={act} label={words.account.enrolHere} done={done} onSubmit={() => void act.run(fields)}>
        <Group>
          <TextInput label={words.account.code} required autoComplete="off" {...typed('code')} />
          <TextInput label={words.account.place} required autoComplete="off" w={320} {...typed('name')} />
        </Group>
      </ActForm>
    </Section>
  );
}

function All({ items }: { readonly items: readonly TerminalResponse[] }) {
  const words = useWords();
  return (
    <Table maw={1000}>
      <Table.Thead>
        <Table.Tr>
          {[words.account.code, words.account.place, words.account.since, words.account.state].map((title) => (
            <Table.Th key={title}>{title}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((one) => (
          <One key={one.id} one={one} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function One({ one }: { readonly one: TerminalResponse }) {
  const words = useWords();
  const here = terminal();
  const queries = useQueryClient();
  const act = useAct(async (_: undefined) => {
    const path = { id: one.id };
    await answerOf(postApiV1TerminalsByIdRetire({ path, headers: { 'If-Match': etag(one.version) } }));
    await queries.invalidateQueries({ queryKey: LIST });
  });
  const rekey = useAct(async (_: undefined) => {
    const call = { path: { id: one.id }, headers: { 'If-Match': etag(one.version) } };
    keepTerminal(await answerOf(postApiV1TerminalsByIdRekey(call)));
    await queries.invalidateQueries({ queryKey: LIST });
  });
  return (
    <Table.Tr>
      <Table.Td fw={600}>{one.code}</Table.Td>
      <Table.Td>{one.name}</Table.Td>
      <Table.Td>{fullMoment(one.enrolledAt)}</Table.Td>
      <Table.Td>
        {one.retiredAt ? (
          words.account.retiredAt(fullMoment(one.retiredAt))
        ) : (
          <Group>
            <span>{here?.code === one.code ? words.account.here : words.account.inUse}</span>
            <ConfirmButton act={rekey} label={words.account.rekey} ask={words.account.rekeyAsk(one.code)} />
            <ConfirmButton act={act} label={words.account.retire} ask={words.account.retireAsk} />
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

import { Anchor, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1Staff, type StaffResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { Folded } from '../chart/folded.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { AddStaff } from './add-staff.tsx';

/** Who works here. */
export function StaffScreen() {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 300);
  const staff = useInfiniteQuery({
    queryKey: ['staff', q],
    queryFn: ({ pageParam }) =>
      answerOf(getApiV1Staff({ query: { ...(q && { q }), ...(pageParam && { cursor: pageParam }), limit: 50 } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => cursorOf(next),
  });
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.admin.staff}
      </Title>
      <Group align="flex-end">
        <TextInput
          label={words.admin.findStaff}
          type="search"
          autoComplete="off"
          w={320}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      <Folded label={words.admin.add}>
        <AddStaff />
      </Folded>
      <Waiting of={staff}>
        {({ pages }) => {
          const people = pages.flatMap(({ items }) => items);
          return people.length === 0 ? (
            <Text>{words.admin.nobody}</Text>
          ) : (
            <Table>
              <Table.Tbody>
                {people.map((person) => (
                  <Row key={person.id} person={person} />
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </Waiting>
      {staff.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={staff.isFetchingNextPage}
          onClick={() => void staff.fetchNextPage()}
        >
          {words.admin.more}
        </Button>
      )}
    </Stack>
  );
}

function Row({ person }: { readonly person: StaffResponse }) {
  const words = useWords();
  const { id, username, fullName, roles, wards, status, passwordGoodUntil, hospitalWide } = person;
  const notes = [
    ...(status === 'left' ? [words.admin.left] : []),
    ...(hospitalWide ? [words.admin.hospitalWide] : []),
    ...(passwordGoodUntil ? [words.admin.goodUntil(moment(passwordGoodUntil))] : []),
  ];
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/admin/staff/${id}`} fw={600}>
          {fullName}
        </Anchor>
      </Table.Td>
      <Table.Td>{username}</Table.Td>
      <Table.Td>{roles.map((role) => words.role[role] ?? role).join(', ')}</Table.Td>
      <Table.Td>{wards.map(({ code }) => code).join(', ')}</Table.Td>
      <Table.Td className="muted">{notes.join(' · ')}</Table.Td>
    </Table.Tr>
  );
}

import { Button, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Patients } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly chosen: string;
  readonly onChoose: (mother: { readonly id: string; readonly fullName: string }) => void;
}

/** Whose child it is, found as anybody is found. */
export function MotherField({ chosen, onChoose }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 400);
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => answerOf(getApiV1Patients({ query: { q, limit: 10 } })),
    enabled: q.length >= 2 && !chosen,
    refetchOnWindowFocus: false,
  });
  if (chosen) {
    return (
      <Group>
        <Text fw={600}>{words.registry.motherChosen(chosen)}</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => onChoose({ id: '', fullName: '' })}>
          {words.cancel}
        </Button>
      </Group>
    );
  }
  const women = (found.data?.items ?? []).filter(({ sex }) => sex !== 'male');
  return (
    <Select
      label={words.registry.mother}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={q.length >= 2 ? words.find.nothing : undefined}
      data={women.map(({ id, fullName, mrn, birthDate }) => ({
        value: id,
        label: `${fullName} · ${birthDate ? partialDate(birthDate) : words.unknown} · ${mrn}`,
      }))}
      filter={({ options }) => options}
      onChange={(id) => {
        const mother = women.find((one) => one.id === id);
        if (mother) onChoose(mother);
      }}
    />
  );
}

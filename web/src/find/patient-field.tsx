import { Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Patients } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { partialDate } from '../words/moments.ts';
import { useAsked } from '../shell/use-asked.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly label: string;
  /** Who is chosen, in words; empty while nobody is. */
  readonly chosen: string;
  /** Whether somebody of this sex may be meant; everybody by default. */
  readonly ofSex?: (sex: string) => boolean;
  /** Empty texts when the choice is taken back. */
  readonly onChoose: (patient: { readonly id: string; readonly fullName: string }) => void;
}

/** A patient to be named in a form, found as anybody is found. */
export function PatientField({ label, chosen, ofSex = () => true, onChoose }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { q, isOf } = useAsked(typed, 400);
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => answerOf(getApiV1Patients({ query: { q, limit: 10 } })),
    enabled: q.length >= 2 && !chosen,
    refetchOnWindowFocus: false,
  });
  if (chosen) {
    return (
      <Group>
        <Text fw={600}>{chosen}</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => onChoose({ id: '', fullName: '' })}>
          {words.cancel}
        </Button>
      </Group>
    );
  }
  const isCurrent = isOf(found);
  const people = (found.data?.items ?? []).filter(({ sex }) => ofSex(sex));
  return (
    <Select
      label={label}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={typed.trim().length < 2 ? undefined : isCurrent ? words.find.nothing : words.loading}
      data={people.map(({ id, fullName, mrn, birthDate }) => ({
        value: id,
        label: `${fullName} · ${birthDate ? partialDate(birthDate) : words.unknown} · ${mrn}`,
      }))}
      filter={({ options }) => (isCurrent ? options : [])}
      onChange={(id) => {
        const patient = people.find((one) => one.id === id);
        if (patient) onChoose(patient);
      }}
    />
  );
}

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1StaffDirectory, type ColleagueResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useAsked } from '../shell/use-asked.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly role?: ColleagueResponse['roles'][number];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** A colleague, found by some letters of the name. */
export function StaffSelect({ label, placeholder, required, role, value, onChange }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { q, isOf } = useAsked(typed, 250);
  const found = useQuery({
    queryKey: ['staff-directory', q, role],
    queryFn: () => answerOf(getApiV1StaffDirectory({ query: { ...(q && { q }), ...(role && { role }), limit: 20 } })),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const isCurrent = isOf(found);
  return (
    <Select
      label={label}
      placeholder={placeholder}
      required={required}
      searchable
      clearable
      w={300}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      filter={({ options }) => (isCurrent ? options : [])}
      nothingFoundMessage={isCurrent ? words.none : words.loading}
      data={(found.data?.items ?? []).map(({ id, fullName, roles }) => ({
        value: id,
        label: `${fullName} · ${roles.map((one) => words.role[one] ?? one).join(', ')}`,
      }))}
    />
  );
}

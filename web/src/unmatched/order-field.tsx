import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Orders, type SuggestionResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useAsked } from '../shell/use-asked.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly patientId: string;
  readonly suggestions: readonly SuggestionResponse[];
  readonly orderId: string;
  readonly onChoose: (orderId: string) => void;
}

/** Which order of the patient a result answers: one that is suggested, or one whose number is typed. */
export function OrderField({ patientId, suggestions, orderId, onChoose }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  // Once chosen, the field shows the label, which begins with the number.
  const { q: number, isOf } = useAsked((typed.split(' · ')[0] ?? '').toUpperCase(), 400);
  const suggested = suggestions.flatMap((one) =>
    one.orderId && one.patient.id === patientId ? [{ value: one.orderId, label: one.orderNumber ?? '' }] : [],
  );
  const isAsked = number.length >= 6 && !suggested.some(({ label }) => label === number);
  const found = useQuery({
    queryKey: ['order-by-number', number],
    queryFn: () => answerOf(getApiV1Orders({ query: { number } })),
    enabled: isAsked,
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const known = (found.data?.items ?? []).map((order) => ({
    value: order.id,
    label: `${order.number} · ${order.code.display}`,
    isTheirs: order.patientId === patientId,
  }));
  const isCurrent = !isAsked || isOf(found);
  const choice = [...suggested, ...known.filter(({ isTheirs }) => isTheirs)];
  const data = [...new Map(choice.map(({ value, label }) => [value, { value, label }])).values()];
  return (
    <Select
      label={words.unmatched.orderField}
      description={words.unmatched.orderAbout}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.cancel }}
      value={orderId || null}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={isCurrent ? (isAsked ? words.unmatched.noOrder : undefined) : words.loading}
      data={data}
      filter={({ options }) => (isCurrent ? options : [])}
      onChange={(id) => onChoose(id ?? '')}
    />
  );
}

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Formulary, type FormularyResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useAsked } from '../shell/use-asked.ts';
import { bare } from '../words/bare.ts';
import { strengthsText } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { choicesOf, freeCode, type Code, type OrderKind } from './catalogue.ts';
import type { TypedLine } from './line.ts';

interface Found {
  readonly value: string;
  readonly label: string;
  readonly coding: Code;
  readonly typed?: Partial<TypedLine>;
  readonly alike?: string;
  readonly strengths?: readonly string[];
}

interface Props {
  readonly kind: OrderKind;
  readonly onChoose: (code: Code, typed?: Partial<TypedLine>, alike?: string, strengths?: readonly string[]) => void;
  /** What the field is called, where it is not the kind. */
  readonly label?: string;
}

/** What is in no list is ordered in the words that were typed; tests and blood are always of the list. */
const FROM_THE_LIST: ReadonlySet<OrderKind> = new Set(['laboratory', 'blood']);
const FREE = 'free';

/** What is ordered: chosen from a short list, or found by some letters; nothing is completed by itself. */
export function WhatToOrder({ kind, onChoose, label: called }: Props) {
  const words = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const { medicines, isWaiting } = useMedicines(kind === 'medication' ? typed : '');
  const listed: Found[] = choicesOf(kind).map(({ coding, label }) => ({
    value: coding.code,
    label: label[language],
    coding,
  }));
  const found: Found[] = (medicines?.items ?? []).map(medicineOf);
  const all = kind === 'medication' ? found : listed;
  const isFree =
    typed.trim().length > 1 && !FROM_THE_LIST.has(kind) && !all.some(({ coding }) => coding.display === typed.trim());
  const label = kind === 'medication' ? words.basket.freeMedicine(typed.trim()) : words.basket.freeText(typed.trim());
  const free = { value: FREE, label, coding: freeCode(typed) };
  const data: Found[] = [...all, ...(isFree ? [free] : [])];
  return (
    <Select
      label={called ?? words.basket.kinds[kind]}
      description={medicines && aboutFound(words, found.length, medicines)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={FROM_THE_LIST.has(kind) ? words.basket.typeToFind : words.basket.typeHere}
      searchable
      w={360}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={data.map(({ value, label }) => ({ value, label }))}
      filter={({ options, search }) =>
        kind === 'medication'
          ? isWaiting
            ? []
            : options
          : options.filter((one) => 'value' in one && (one.value === FREE || isLike(one.label, search)))
      }
      nothingFoundMessage={isWaiting ? words.loading : kind === 'medication' ? words.basket.noMedicine : words.none}
      onChange={(value) => {
        const chosen = data.find((one) => one.value === value);
        if (!chosen) return;
        onChoose(chosen.coding, chosen.typed, chosen.alike, chosen.strengths);
        setTyped('');
      }}
    />
  );
}

/** A medicine with its strengths, what it is taken for, and what is not checked of it: told before it is chosen. */
function medicineOf(item: FormularyResponse['items'][number]): Found {
  const { code, routes, strengths, tallMan, lookAlikeText, notCheckedText } = item;
  const told = [tallMan ?? code.display, strengthsText(strengths), lookAlikeText, notCheckedText].filter(Boolean);
  return {
    value: code.code ?? code.display,
    label: told.join(' · '),
    coding: { system: code.system ?? '', code: code.code ?? '', display: code.display },
    typed: { route: routes[0] ?? '' },
    strengths,
    ...(lookAlikeText && { alike: lookAlikeText }),
  };
}

/** How many there are when not all are shown, and which formulary says so. */
function aboutFound({ basket }: Words, shown: number, { found, formulary }: FormularyResponse): string {
  const { version, source, confirmed } = formulary;
  const more = found > shown ? [basket.foundOf(shown, found)] : [];
  return [...more, basket.formulary(source ?? basket.starter, version, confirmed)].join(' · ');
}

/** Marks are left out by who types fast. */
const isLike = (label: string, search: string): boolean => bare(label).includes(bare(search.trim()));

/** Medicines of the formulary, by some letters; nothing is asked for before there are some. */
function useMedicines(typed: string) {
  const { q, isOf } = useAsked(typed, 250);
  const found = useQuery({
    queryKey: ['formulary', q],
    queryFn: () => answerOf(getApiV1Formulary({ query: { q } })),
    enabled: q.length > 0,
    staleTime: 10 * 60_000,
    placeholderData: (before) => before,
  });
  return { medicines: q === '' ? undefined : found.data, isWaiting: typed.trim() !== '' && !isOf(found) };
}

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1CodeListsByList, type ListedCodeResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useAsked } from '../shell/use-asked.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

interface Props {
  readonly list: 'icd-10' | 'ethnic-group' | 'nationality' | 'occupation' | 'province';
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string, chosen: ListedCodeResponse | undefined) => void;
  /** The code that is on record with its words, which need not be on the first page of the list. */
  readonly known?: { readonly code: string; readonly text: string } | undefined;
  /** Diagnoses are known by their codes; the numbers of the other lists say nothing to people. */
  readonly showCode?: boolean;
  /** A code with words that is not on the list may be written, such as "S99.1 Gãy xương bàn chân": the service asks about it. */
  readonly takesOwn?: boolean;
  /** Marked as needed. */
  readonly required?: boolean;
}

/** What somebody wrote as a code of ICD-10 and its words; undefined where it is none. */
function ownOf(typed: string): ListedCodeResponse | undefined {
  const [, code, text] = /^\s*([a-z]\d{2}(?:\.\d{1,2})?)[\s·:–-]+(\S.*)$/i.exec(typed) ?? [];
  const said = text?.trim() ?? '';
  return code && said ? { code: code.toUpperCase(), text: said, vi: said, en: said } : undefined;
}

/** A code of one of the service's lists, found by typing: with marks or without, in both languages. */
export function CodeSelect({
  list,
  label,
  value,
  onChange,
  known,
  showCode = false,
  takesOwn = false,
  required = false,
}: Props) {
  const words = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ListedCodeResponse | undefined>(
    known && { ...known, vi: known.text, en: known.text },
  );
  const held = chosen?.code === value ? chosen : undefined;
  const textOf = ({ code, text }: ListedCodeResponse) => (showCode ? `${code} · ${text}` : text);
  const { q, isOf } = useAsked(held && typed === textOf(held) ? '' : typed, 250);
  const found = useQuery({
    queryKey: ['code-list', list, language, q],
    queryFn: () => answerOf(getApiV1CodeListsByList({ path: { list }, query: { ...(q && { q }), limit: 60 } })),
    staleTime: 60 * 60_000,
    placeholderData: (before) => before,
  });
  const isCurrent = isOf(found);
  const items = (isCurrent && found.data?.items) || [];
  const own = takesOwn && isCurrent && items.length === 0 ? ownOf(typed) : undefined;
  const offered = own ? [own] : items;
  const all = held && !offered.some(({ code }) => code === held.code) ? [held, ...offered] : offered;
  return (
    <Select
      label={label}
      withAsterisk={required}
      aria-required={required}
      searchable
      clearable
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={all.map((item) => ({ value: item.code, label: textOf(item) }))}
      // The code chosen before stays known, and is no answer to what is typed now.
      filter={({ options }) => (isCurrent ? options : [])}
      nothingFoundMessage={isCurrent ? words.none : words.loading}
      onChange={(code) => {
        const item = all.find((one) => one.code === code);
        setChosen(item);
        onChange(code ?? '', item);
      }}
    />
  );
}

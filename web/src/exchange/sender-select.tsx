import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getApiV1MessagesSenders } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly label: string;
  readonly required?: boolean;
  readonly value: string | null;
  readonly onChange: (sender: string | null) => void;
}

/** Whose messages or codes: one of those who are known here, found by some letters of the name. */
export function SenderSelect({ label, required = false, value, onChange }: Props) {
  const words = useWords();
  const senders = useQuery({
    queryKey: ['message-senders'],
    queryFn: () => answerOf(getApiV1MessagesSenders()),
    staleTime: 60_000,
  });
  return (
    <Select
      label={label}
      placeholder={words.exchange.senderHint}
      required={required}
      searchable
      clearable
      w={300}
      maw="100%"
      value={value}
      onChange={onChange}
      nothingFoundMessage={senders.data ? words.exchange.noSender : words.loading}
      data={(senders.data?.items ?? []).map(({ sender, name }) => ({
        value: sender,
        label: name && name !== sender ? `${name} · ${sender}` : sender,
      }))}
    />
  );
}

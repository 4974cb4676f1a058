import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { UnmatchedResponse } from '../api/generated/index.ts';
import { Waiting } from '../shell/waiting.tsx';
import { figuresIn, moment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { personOf } from './sent.ts';
import { Settle } from './settle.tsx';
import { useUnmatchedDetail, type Left } from './use-unmatched.ts';
import { WhatItSays } from './what-it-says.tsx';

interface Props {
  readonly entry: UnmatchedResponse;
  readonly onLeft: (how: Left) => void;
}

/** One result that waits: what it is, whom it names, and why it could not be placed; unfolded, to be settled. */
export function Entry({ entry, onLeft }: Props) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { names, birthDate, sex, identifiers } = personOf(entry);
  const whom = [
    names[0],
    birthDate && partialDate(birthDate),
    sex && words.sex[sex],
    ...identifiers.map(({ value }) => value),
  ];
  return (
    <Card withBorder component="article">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2} size="h4">
              {entry.reports.join('; ')}
            </Title>
            <Text>
              {words.unmatched.inMessage}: <strong>{whom.filter(Boolean).join(' · ') || words.unknown}</strong>
            </Text>
            {entry.critical.length > 0 && (
              <Text className="severe">{words.unmatched.critical(figuresIn(entry.critical.join('; ')))}</Text>
            )}
            <Text className="muted">{words.unmatched.from(entry.sender, moment(entry.receivedAt))}</Text>
          </div>
          <Button variant="default" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? words.unmatched.fold : words.unmatched.open}
          </Button>
        </Group>
        <div>
          <Text fw={600}>{words.unmatched.why}</Text>
          <ul>
            {entry.reasons.map(({ code, of, message }) => (
              <li key={`${code} ${of}`}>
                {message} {of && !code.endsWith('-refuses') && <strong>{ofWords(code, of, words)}</strong>}
              </li>
            ))}
          </ul>
        </div>
        {isOpen && <Open id={entry.id} onLeft={onLeft} />}
      </Stack>
    </Card>
  );
}

/** What a reason is about, as people write it. */
const ofWords = (code: string, of: string, words: Words): string =>
  code === 'birth-date-differs' ? partialDate(of) : code === 'sex-differs' ? (words.sex[of] ?? of) : of;

function Open({ id, onLeft }: { readonly id: string; readonly onLeft: (how: Left) => void }) {
  const detail = useUnmatchedDetail(id);
  return (
    <Waiting of={detail}>
      {(entry) => (
        <>
          <WhatItSays entry={entry} />
          <Settle entry={entry} onLeft={onLeft} />
        </>
      )}
    </Waiting>
  );
}

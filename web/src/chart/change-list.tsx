import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Folded } from './folded.tsx';

/** What was changed, and what the service says follows from it. */
export type Done = (what: string, notice?: string | null) => void;

interface ListProps<Item> {
  readonly label: string;
  /** Under which the list is kept; the chart and the board are asked again with it. */
  readonly name: string;
  readonly patientId: string;
  readonly ask: Parameters<typeof usePages<Item>>[0]['ask'];
  readonly children: (item: Item, onDone: Done) => ReactNode;
}

/** Everything of a kind that is on record of a patient, to be put right; asked for when it is opened. */
export function ChangeList<Item>({ label, ...list }: ListProps<Item>) {
  return (
    <Folded label={label}>
      <All {...list} />
    </Folded>
  );
}

function All<Item>({ name, patientId, ask, children }: Omit<ListProps<Item>, 'label'>) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('change list');
  const pages = usePages<Item>({ queryKey: [name, patientId], ask, staleTime: 0 });
  const done: Done = (what, notice) => {
    const said = words.putRight.saved(what);
    setSaid(notice ? `${said} ${notice}` : said);
    for (const key of [name, 'chart', 'board']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Stack gap="xs">
      <Said text={said} />
      <Waiting of={pages}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.putRight.noneYet}</Text>}
            {items.map((item) => children(item, done))}
            <MorePages of={pages} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface EntryProps {
  readonly name: string;
  /** Entered in error: nothing more is changed of it. */
  readonly isInError: boolean;
  readonly about: ReactNode;
  /** Who changed it. */
  readonly history?: ReactNode;
  /** Whether the person signed in may change it; else it is there to be read. */
  readonly mayChange?: boolean;
  readonly onDone: Done;
  readonly children: (onDone: Done) => ReactNode;
}

/** One of them, with what changes it behind a button. */
export function ChangeEntry({ name, isInError, about, history, mayChange = true, onDone, children }: EntryProps) {
  const words = useWords().putRight;
  const [isOpen, setOpen] = useState(false);
  const done: Done = (what, notice) => {
    setOpen(false);
    onDone(what, notice);
  };
  const isChangeable = mayChange && !isInError;
  return (
    <div>
      {about}
      {isChangeable && (
        <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.change(name)}
        </Button>
      )}
      {isOpen && isChangeable && children(done)}
      {history}
    </div>
  );
}

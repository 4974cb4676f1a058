import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { SignNoteDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { WhoSigns } from './who-signs.tsx';

interface Props {
  readonly label: string;
  /** What signing means. */
  readonly about: string;
  /** Why it cannot be signed yet. */
  readonly blocked?: string | undefined;
  readonly onSign: (shown: SignNoteDto) => Promise<void>;
}

type Contradictions = NonNullable<SignNoteDto['confirmed']>;
const contradictionsIn = (problem: unknown): Contradictions =>
  problem instanceof ServiceProblem && problem.code === 'note-contradicts'
    ? (problem.errors.map(({ rule }) => rule) as Contradictions)
    : [];

/** A button that signs: it says what that means, and asks who signs where the hospital wants it. */
export function SignDialog({ label, about, blocked, onSign }: Props) {
  const words = useWords();
  const [isAsking, ask] = useDisclosure(false);
  const [shown, show] = useState<SignNoteDto>({});
  const act = useAct(async (given: SignNoteDto) => {
    await onSign(given);
    close();
  });
  const asked = contradictionsIn(act.problem);
  const close = () => {
    show({});
    act.clear();
    ask.close();
  };
  return (
    <Group>
      <ActButton onClick={ask.open} blocked={blocked}>
        {label}
      </ActButton>
      <Modal opened={isAsking} onClose={close} title={label} closeButtonProps={{ 'aria-label': words.close }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            // Whoever read what contradicts the record, and signs again, confirms it.
            void act.run(asked.length > 0 ? { ...shown, confirmed: asked } : shown);
          }}
        >
          <Stack>
            <Text>{about}</Text>
            <WhoSigns shown={shown} onChange={show} />
            <ProblemNotice problem={act.problem} />
            <Button type="submit" loading={act.isBusy}>
              {asked.length > 0 ? words.notes.signAllTheSame : label}
            </Button>
          </Stack>
        </form>
      </Modal>
    </Group>
  );
}

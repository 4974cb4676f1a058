import { Text, TextInput } from '@mantine/core';
import { useAct } from '../api/act.ts';
import { Folded } from '../chart/folded.tsx';
import { useWords } from '../words/use-words.ts';
import { ActForm } from './act-form.tsx';
import { useFields } from './use-fields.ts';

interface Props {
  /** Which record it is: what is typed is kept under it. */
  readonly id: string;
  /** What it is, where several stand on a screen. */
  readonly what: string;
  /** Marks it, with why. */
  readonly mark: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
}

/** Marks something as entered in error: it says before that it cannot be taken back, and asks why. */
export function MarkInError({ id, what, mark, onDone }: Props) {
  const words = useWords().putRight;
  const { fields, typed, clear } = useFields({ reason: '' }, `in error ${id}`);
  const act = useAct(async ({ reason }: { reason: string }) => {
    await mark(reason.trim());
    clear();
    onDone();
  });
  return (
    <Folded label={words.inError} name={words.inErrorOf(what)}>
      <ActForm act={act} label={words.inError} color="red.9" onSubmit={() => void act.run(fields)}>
        <Text>{words.inErrorAbout}</Text>
        <TextInput label={words.reason} required maxLength={500} {...typed('reason')} />
      </ActForm>
    </Folded>
  );
}

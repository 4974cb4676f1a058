import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Act } from '../api/act.ts';
import { useWords } from '../words/use-words.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface Props {
  readonly act: Act<undefined, unknown>;
  readonly label: string;
  /** What it does, as a question. */
  readonly ask: string;
}

/** A button for what is not easily taken back: it asks once more. */
export function ConfirmButton({ act, label, ask }: Props) {
  const words = useWords();
  const [isOpen, dialog] = useDisclosure(false);
  const run = async () => {
    await act.run(undefined);
    dialog.close();
  };
  return (
    <>
      <Button variant="default" size="compact-sm" w="fit-content" onClick={dialog.open}>
        {label}
      </Button>
      <ProblemNotice problem={act.problem} />
      <Modal opened={isOpen} onClose={dialog.close} title={label} closeButtonProps={{ 'aria-label': words.close }}>
        <Stack>
          <Text>{ask}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {words.cancel}
            </Button>
            <Button color="red.9" loading={act.isBusy} onClick={() => void run()}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

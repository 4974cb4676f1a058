import { Button } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

interface Props {
  /** Whether the service asked about something. */
  readonly isAsked: boolean;
  readonly isBusy: boolean;
  readonly onPress: () => void;
}

/** Sends once more what the service asked about, as looked at again and found right. */
export function LookedAgain({ isAsked, isBusy, onPress }: Props) {
  const words = useWords();
  if (!isAsked) return null;
  return (
    <Button variant="default" loading={isBusy} onClick={onPress}>
      {words.shell.lookedAgain}
    </Button>
  );
}

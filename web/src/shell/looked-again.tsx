import { Button } from '@mantine/core';
import { useState } from 'react';
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
  const [isShown, setShown] = useState(isAsked);
  // What was asked is forgotten as soon as something is sent: until the answer is there the button stays as it is, and turns.
  if (!isBusy && isShown !== isAsked) setShown(isAsked);
  if (!(isBusy ? isShown : isAsked)) return null;
  return (
    <Button variant="default" loading={isBusy} onClick={onPress}>
      {words.shell.lookedAgain}
    </Button>
  );
}

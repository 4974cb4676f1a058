import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/use-words.ts';

/** Whether the server gives the page: then it is another version of it, whose files have other names. */
const isServerThere = (): Promise<boolean> =>
  fetch('/app/', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** What stands where a screen could not be loaded; the page is loaded anew only when somebody says so, and only if the server is there. */
export function NotLoaded({ again }: { readonly again: () => Promise<void> }) {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const [isAway, setAway] = useState(false);
  const go = async () => {
    setBusy(true);
    setAway(false);
    await again().catch(async () => {
      if (await isServerThere()) location.reload();
      else setAway(true);
    });
    setBusy(false);
  };
  return (
    <Alert color="yellow" className="ask" title={words.terminal.notLoaded} role="alert" maw={700}>
      <Stack gap="sm" align="flex-start">
        <Text>{words.terminal.notLoadedAbout}</Text>
        {isAway && <Text className="unsaved">{words.terminal.stillAway}</Text>}
        <Button loading={isBusy} onClick={() => void go()}>
          {words.terminal.loadScreen}
        </Button>
      </Stack>
    </Alert>
  );
}

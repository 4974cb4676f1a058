import { Alert, Button, Stack } from '@mantine/core';
import { lazyRouteComponent, type ErrorComponentProps } from '@tanstack/react-router';
import { useState, type ComponentType } from 'react';
import { useWords } from '../words/use-words.ts';
import { NotLoaded } from './not-loaded.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Settling } from './settling.ts';

type Screens = Readonly<Record<string, ComponentType | undefined>>;
type Load = () => Promise<Screens>;

/**
 * A screen that is loaded when somebody first goes there. A page may stand open while the service gets a newer console, whose files have
 * other names: what cannot be loaded is said, with the way out; the page is never loaded anew by itself, under what somebody types.
 */
export function screenOf(load: Load, name: string) {
  const loaded: Load = () =>
    load().then(
      ({ [name]: Found }) => ({ [name]: Found && settling(Found) }),
      () => ({ [name]: unloaded(load, name) }),
    );
  return lazyRouteComponent(loaded as never, name as never);
}

function settling(Found: ComponentType): ComponentType {
  return function Settled() {
    return (
      <>
        <Found />
        <Settling />
      </>
    );
  };
}

function unloaded(load: Load, name: string): ComponentType {
  return function Unloaded() {
    const [Found, setFound] = useState<ComponentType>();
    if (Found) return <Found />;
    return <NotLoaded again={() => load().then((screens) => setFound(() => screens[name]))} />;
  };
}

/** A screen that broke: said in words, with the way back; what was typed is kept as always. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const words = useWords();
  return (
    <Stack maw={700} align="flex-start">
      <ProblemNotice problem={error} />
      <Button variant="default" onClick={reset}>
        {words.retry}
      </Button>
    </Stack>
  );
}

/** An address at which there is no screen. */
export function NoScreen() {
  const words = useWords();
  return (
    <Alert color="yellow" className="ask" title={words.terminal.noScreen} role="status" maw={700}>
      {words.terminal.noScreenAbout}
    </Alert>
  );
}

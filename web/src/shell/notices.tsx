import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../api/act.ts';
import { useClockFault } from '../api/clock.ts';
import { dropUnsent, isSealing } from '../unsent/unsent.ts';
import { useUnsent } from '../unsent/use-unsent.ts';
import { duration, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { screenName } from './form-name.ts';
import { takeUp, useNewVersion } from './new-version.ts';

/** What a person finds below the head: what they left unsent, and whether a new version waits. */
export function Notices() {
  const words = useWords();
  const isNew = useNewVersion();
  const minutes = useClockFault();
  return (
    <>
      <LeftUnsent />
      {minutes !== undefined && (
        <div className="notice" role="status">
          {words.terminal.clockWrong(duration(minutes * 60_000), minutes > 0)}
        </div>
      )}
      {!isSealing() && <div className="notice">{words.terminal.notSealed}</div>}
      {isNew && (
        <Group className="notice" gap="xs" role="status">
          {words.terminal.newVersion}
          <Button size="compact-sm" variant="default" onClick={takeUp}>
            {words.terminal.takeUp}
          </Button>
        </Group>
      )}
    </>
  );
}

/** What was left before this session: the form that is being filled in now needs no word of it. */
function LeftUnsent() {
  const words = useWords();
  const [since] = useState(() => Date.now());
  const left = useUnsent().filter(({ at }) => at < since);
  if (left.length === 0) return null;
  return (
    <Group className="notice" gap="xs" role="status">
      {words.terminal.unsent(left.length)}
      {left.map(({ name, path = '', whom, at }) => {
        const of = [screenName(words, path), whom].filter(Boolean).join(' · ');
        const text = words.terminal.unsentAt(of, moment(new Date(at).toISOString()));
        return (
          <Group key={name} gap={4} wrap="nowrap">
            <Anchor component={Link} to={path.replace(/^\/app/, '')} fw={600}>
              {text}
            </Anchor>
            <Drop name={name} text={text} />
          </Group>
        );
      })}
    </Group>
  );
}

function Drop({ name, text }: { readonly name: string; readonly text: string }) {
  const words = useWords();
  const act = useAct((_: undefined) => {
    dropUnsent(name);
    return Promise.resolve();
  });
  const ask = `${words.terminal.unsentDropFor(text)}. ${words.terminal.unsentDropAsk}`;
  return <ConfirmButton act={act} label={words.terminal.unsentDrop} ask={ask} />;
}

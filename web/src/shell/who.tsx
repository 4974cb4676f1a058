import { Anchor, Button, Group, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { leaveMachine } from '../api/session.ts';
import { usePerson } from '../session/use-session.ts';
import { useWords } from '../words/use-words.ts';
import { LanguageButton } from './language-button.tsx';

/** Who is signed in, always to be seen; and the ways to leave. */
export function Who({ onKeys }: { readonly onKeys: () => void }) {
  const words = useWords();
  const person = usePerson();
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Group gap={4} wrap="nowrap">
      <Anchor component={Link} to="/me" size="sm" className="whoami" title={words.account.title}>
        <strong>{person.fullName}</strong>
        <span>{words.role[person.role] ?? person.role}</span>
      </Anchor>
      <Button variant="subtle" size="compact-sm" px={6} onClick={onKeys} aria-label={words.shell.keys}>
        ?
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        px={6}
        aria-label={words.shell.theme}
        title={words.shell.theme}
        onClick={() => toggleColorScheme()}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
        </svg>
      </Button>
      <LanguageButton />
      <Button variant="default" size="compact-sm" onClick={() => void leaveMachine('locked')}>
        {words.shell.lock}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => void leaveMachine()}>
        {words.shell.signOut}
      </Button>
    </Group>
  );
}

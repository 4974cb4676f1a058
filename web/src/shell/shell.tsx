import { Button, Group, Modal, Table, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys, useNetwork } from '@mantine/hooks';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { iMay } from '../api/rights.ts';
import { signOut } from '../api/session.ts';
import { useIdleLock } from '../session/idle-lock.ts';
import { usePerson } from '../session/use-session.ts';
import { useWords } from '../words/use-words.ts';
import { LanguageButton } from './language-button.tsx';

/** What stands round every screen: where to go, who is signed in, and whether the server is there. */
export function Shell() {
  const words = useWords();
  const { online } = useNetwork();
  const [isKeysOpen, keys] = useDisclosure(false);
  const navigate = useNavigate();
  const head = useHeadHeight();
  useIdleLock();
  useHotkeys([
    ['shift+?', keys.open],
    ['?', keys.open],
    ['b', () => void navigate({ to: '/' })],
    ['/', () => void navigate({ to: '/patients' })],
    ['l', () => void signOut('locked')],
  ]);
  return (
    <>
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <header className="shell-head" ref={head}>
        <Places />
        <Who onKeys={keys.open} />
      </header>
      {!online && (
        <div className="offline" role="alert">
          {words.shell.offline}
        </div>
      )}
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Keys isOpen={isKeysOpen} onClose={keys.close} />
    </>
  );
}

/** The patient's banner sticks below the head, however many lines the head has. */
function useHeadHeight() {
  const head = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = head.current;
    if (!element) return undefined;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => root.style.setProperty('--head', `${element.offsetHeight}px`));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return head;
}

function Places() {
  const words = useWords();
  const places = [
    ['/', words.shell.wards, iMay('ward.board')],
    ['/patients', words.shell.find, iMay('patient.search')],
    ['/patients/new', words.shell.register, iMay('patient.register')],
    ['/patients/duplicates', words.shell.duplicates, iMay('patient.duplicates')],
    ['/notes', words.notes.drafts, iMay('note.write')],
    ['/cosign', words.notes.toCosign, iMay('note.cosign')],
    ['/worklist', words.shell.worklist, iMay('order.fulfil')],
    ['/audit', words.shell.audit, iMay('audit.read')],
    ['/reviews', words.shell.reviews, iMay('care.review')],
  ] as const;
  return (
    <nav aria-label={words.name}>
      {places
        .filter(([, , isShown]) => isShown)
        .map(([to, text]) => (
          <Button
            key={to}
            component={Link}
            to={to}
            variant="subtle"
            size="compact-md"
            activeProps={{ 'aria-current': 'page' }}
            activeOptions={{ exact: true }}
          >
            {text}
          </Button>
        ))}
    </nav>
  );
}

function Who({ onKeys }: { readonly onKeys: () => void }) {
  const words = useWords();
  const person = usePerson();
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {words.shell.signedInAs(person.fullName, words.role[person.role] ?? person.role)}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onKeys} aria-label={words.shell.keys}>
        ?
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => toggleColorScheme()}>
        {words.shell.theme}
      </Button>
      <LanguageButton />
      <Button variant="default" size="compact-sm" onClick={() => void signOut('locked')}>
        {words.shell.lock}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => void signOut()}>
        {words.shell.signOut}
      </Button>
    </Group>
  );
}

function Keys({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.keys.title} closeButtonProps={{ 'aria-label': words.close }}>
      <Table>
        <Table.Tbody>
          {words.keys.list.map(([key, meaning]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <kbd>{key}</kbd>
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

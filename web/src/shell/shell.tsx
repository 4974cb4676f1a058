import { Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys, useNetwork } from '@mantine/hooks';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { iMay } from '../api/rights.ts';
import { useServerAway } from '../api/server-away.ts';
import { leaveMachine } from '../api/session.ts';
import { useIdleLock } from '../session/idle-lock.ts';
import { useWords } from '../words/use-words.ts';
import { useLive } from './live.ts';
import { Notices } from './notices.tsx';
import { Places } from './places.tsx';
import { useHeight } from './use-height.ts';
import { useFocusKept, useTitle } from './use-place-kept.ts';
import { Who } from './who.tsx';

/** What stands round every screen: where to go, who is signed in, and whether the server is there. */
export function Shell() {
  const words = useWords();
  const { online } = useNetwork();
  const isAway = useServerAway();
  const [isKeysOpen, keys] = useDisclosure(false);
  const navigate = useNavigate();
  const head = useHeight<HTMLElement>('--head');
  useTitle();
  useFocusKept();
  useIdleLock();
  useLive();
  useHotkeys([
    ['shift+?', keys.open],
    ['?', keys.open],
    ['b', () => void navigate({ to: '/' })],
    ['/', () => void navigate({ to: '/patients' })],
    ['w', () => void (iMay('task.read') && navigate({ to: '/inbox' }))],
    ['l', () => void leaveMachine('locked')],
  ]);
  useHotkeys([['Escape', leaveField, { preventDefault: false }]], []);
  return (
    <>
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <header className="shell-head" ref={head}>
        <Places />
        <Who onKeys={keys.open} />
      </header>
      {(!online || isAway) && (
        <div className="offline" role="alert">
          {words.shell.offline}
        </div>
      )}
      <Notices />
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Keys isOpen={isKeysOpen} onClose={keys.close} />
    </>
  );
}

/** Out of the field that is typed into, so that single keys lead somewhere again; what Esc closes is closed first. */
function leaveField({ target, defaultPrevented, isComposing }: KeyboardEvent): void {
  if (!(target instanceof HTMLElement) || defaultPrevented || isComposing) return;
  if (target.getAttribute('aria-expanded') === 'true' || target.closest('[role="dialog"]')) return;
  if (target.matches('input, textarea')) target.blur();
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

import { Center, Loader } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';
import { useServerAway } from '../api/server-away.ts';
import { lastBoard, type LastBoard } from '../board/last-board.ts';
import { NotLoaded } from '../shell/not-loaded.tsx';
import { useFound } from '../unsent/use-unsent.ts';
import { useWords } from '../words/use-words.ts';
import { ChangePassword } from './change-password.tsx';
import { SecondFactorFirst } from './enrol-second-factor.tsx';
import { SignIn } from './sign-in.tsx';
import { useSession } from './use-session.ts';

interface ScreensProps {
  readonly personId: string;
}

async function loadScreens() {
  const { routerFor } = await import('../router.tsx');
  return function Screens({ personId }: ScreensProps) {
    const [router] = useState(() => routerFor(personId));
    useEffect(() => () => router.history.destroy(), [router]);
    return <RouterProvider router={router} />;
  };
}

/** A page may stand open at the sign-in while the service gets a newer console. */
function ScreensNotLoaded({ personId }: ScreensProps) {
  const [Found, setFound] = useState<ComponentType<ScreensProps>>();
  if (Found) return <Found personId={personId} />;
  return <NotLoaded again={() => loadScreens().then((screens) => setFound(() => screens))} />;
}

const Screens = lazy(async () => ({ default: await loadScreens().catch(() => ScreensNotLoaded) }));

/** Screens stand behind it: whoever is not signed in sees none, and none stays in the page when somebody leaves. */
export function Gate() {
  const session = useSession();
  const isFound = useFound(session.kind === 'signed-in' ? session.person.id : undefined);
  if (session.kind === 'starting') return <Starting />;
  if (session.kind === 'signed-out') return <SignIn why={session.why} username={session.username} />;
  if (session.mustChangePassword) return <ChangePassword />;
  if (session.mustEnrolSecondFactor) return <SecondFactorFirst />;
  if (!isFound) return <Waiting />;
  return (
    <Suspense fallback={<Waiting />}>
      <Screens key={session.person.id + session.person.role} personId={session.person.id} />
    </Suspense>
  );
}

const LastBoardView = lazy(async () => ({ default: (await import('../board/last-board-view.tsx')).LastBoardView }));

/** The tab's own session is asked for; where no server answers, that is said, and the board that was last seen here is shown. */
function Starting() {
  const words = useWords();
  const isAway = useServerAway();
  const [last, setLast] = useState<LastBoard>();
  useEffect(() => {
    if (isAway) void lastBoard().then(setLast, () => undefined);
  }, [isAway]);
  return (
    <>
      {isAway && (
        <div className="offline" role="alert">
          {words.terminal.away} {words.terminal.awayStart}
        </div>
      )}
      {isAway && last ? (
        <Suspense fallback={<Waiting />}>
          <LastBoardView last={last} />
        </Suspense>
      ) : (
        <Waiting />
      )}
    </>
  );
}

const Waiting = () => (
  <Center h="60vh">
    <Loader />
  </Center>
);

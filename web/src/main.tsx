import '@mantine/core/styles.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
// In this order: what comes later wins.
import './styles/frame.css';
import './styles/board.css';
import './styles/medicines.css';
import './styles/devices.css';
import './styles/chart.css';
import './styles/narrow.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ServiceProblem } from './api/problem.ts';
import { dropBoardWithSession } from './board/last-board.ts';
import { onSessionChange, resume, sessionState } from './api/session.ts';
import { Gate } from './session/gate.tsx';
import { keepShell } from './shell/new-version.ts';
import { theme } from './theme.ts';

/** Refusals are not asked again; a server that is away is. Nothing is asked while nobody looks. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => !(error instanceof ServiceProblem) && failures < 2,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
  },
});

// Whoever signs out leaves nothing of a patient behind in this page.
onSessionChange(() => {
  if (sessionState().kind !== 'signed-in') queries.clear();
});

// Style elements are allowed with the number of this answer only; dialogs write one too.
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
setNonce(nonce());

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <Gate />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
dropBoardWithSession();
void resume();
// After the first screen: what it loads is on the way then.
addEventListener('load', () => void keepShell().catch(() => undefined));

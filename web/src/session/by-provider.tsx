import { Button, Divider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  getApiV1AuthMethods,
  postApiV1AuthOidcBegin,
  postApiV1AuthOidcComplete,
  type CompleteOidcDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { begin } from '../api/session.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** The attempt to sign in elsewhere, kept by this tab alone until the provider sends the person back. */
const ATTEMPT = 'benhan.oidc';

/** What the provider answered, when it has just sent somebody back here; good once, and gone from the address. */
function takeAnswer(): CompleteOidcDto | undefined {
  const attempt = sessionStorage.getItem(ATTEMPT);
  const response = location.search.slice(1);
  if (attempt === null || !new URLSearchParams(response).has('state')) return undefined;
  sessionStorage.removeItem(ATTEMPT);
  history.replaceState(null, '', '/app/');
  return { attempt, response };
}

/** Where the provider may send people back to that this console is served at. */
const ownOf = (uris: readonly string[]): string | undefined =>
  uris.find((uri) => uri.startsWith(`${location.origin}/app`));

/** Signing in through the hospital's identity provider; a button only where the hospital has one that leads back here. */
export function ByProvider({ onChallenge }: { readonly onChallenge: (challenge: string) => void }) {
  const words = useWords();
  const [answer] = useState(takeAnswer);
  const methods = useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: () => answerOf(getApiV1AuthMethods()),
    staleTime: Infinity,
  });
  const leave = useAct(async (redirectUri: string) => {
    const { attempt, authorizationUrl } = await answerOf(postApiV1AuthOidcBegin({ body: { redirectUri } }));
    sessionStorage.setItem(ATTEMPT, attempt);
    location.assign(authorizationUrl);
    // Busy until the page is left.
    await new Promise(() => undefined);
  });
  const complete = useAct(async (body: CompleteOidcDto) => {
    try {
      begin(await answerOf(postApiV1AuthOidcComplete({ body })));
    } catch (error) {
      const challenge = error instanceof ServiceProblem ? error.extra.challenge : undefined;
      if (typeof challenge !== 'string') throw error;
      onChallenge(challenge);
    }
  });
  useEffect(() => {
    if (answer) void complete.run(answer);
    // What came back is sent once.
  }, [answer]);
  const redirectUri = ownOf(methods.data?.oidc?.redirectUris ?? []);
  return (
    <>
      <ProblemNotice problem={complete.problem ?? leave.problem} />
      {redirectUri && (
        <>
          <Divider label={words.signIn.or} />
          <Button
            variant="default"
            loading={leave.isBusy || complete.isBusy}
            onClick={() => void leave.run(redirectUri)}
          >
            {words.signIn.byProvider(methods.data?.oidc?.name ?? '')}
          </Button>
        </>
      )}
    </>
  );
}

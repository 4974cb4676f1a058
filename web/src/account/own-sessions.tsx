import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1AuthSessions,
  postApiV1AuthSessionsRevokeOthers,
  type LiveSessionResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Where I am signed in, and a way out of everywhere else. */
export function OwnSessions() {
  const words = useWords();
  const sessions = useQuery({ queryKey: ['own-sessions'], queryFn: () => answerOf(getApiV1AuthSessions()) });
  const { fields, typed, clear } = useFields({ password: '' });
  const [ended, setEnded] = useState<number>();
  const act = useAct(async (body: { password: string }) => {
    const answer = await answerOf(postApiV1AuthSessionsRevokeOthers({ body }));
    setEnded(answer.ended);
    clear();
    void sessions.refetch();
  });
  return (
    <Waiting of={sessions}>
      {({ items }) => (
        <>
          <ul className="plain">
            {items.map((session) => (
              <One key={session.id} session={session} />
            ))}
          </ul>
          {(items.length > 1 || ended !== undefined) && (
            <ActForm
              act={act}
              label={words.account.endOthers}
              done={ended === undefined ? undefined : words.account.ended(ended)}
              onSubmit={() => void act.run(fields)}
            >
              <PasswordField label={words.account.password} {...typed('password')} />
            </ActForm>
          )}
        </>
      )}
    </Waiting>
  );
}

function One({ session }: { readonly session: LiveSessionResponse }) {
  const words = useWords();
  const { terminal, address, startedAt, method, present, locked } = session;
  const place = terminal?.name ?? terminal?.code ?? address ?? words.account.unknownPlace;
  return (
    <li>
      <Text fw={present ? 600 : undefined}>
        {place} · {words.account.methods[method]} · {words.account.sessionAt(moment(startedAt))}
        {present && ` · ${words.account.present}`}
        {locked && ` · ${words.account.locked}`}
      </Text>
    </li>
  );
}

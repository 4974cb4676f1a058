import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1AuthSessions,
  postApiV1AuthSessionsByIdRevoke,
  postApiV1AuthSessionsRevokeOthers,
  type LiveSessionResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
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
              <One key={session.id} session={session} onEnded={() => void sessions.refetch()} />
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

interface OneProps {
  readonly session: LiveSessionResponse;
  readonly onEnded: () => void;
}

function One({ session, onEnded }: OneProps) {
  const words = useWords();
  const { terminal, address, startedAt, method, present, locked } = session;
  const place = terminal?.name ?? terminal?.code ?? address ?? words.account.unknownPlace;
  const about = `${place} · ${words.account.methods[method] ?? method} · ${words.account.sessionAt(moment(startedAt))}`;
  return (
    <li>
      <Text fw={present ? 600 : undefined}>
        {about}
        {present && ` · ${words.account.present}`}
        {locked && ` · ${words.account.locked}`}
      </Text>
      {!present && (
        <Folded label={words.account.endOne} name={words.account.endOneOf(about)}>
          <EndOne id={session.id} onEnded={onEnded} />
        </Folded>
      )}
    </li>
  );
}

/** Ends one session that is not the present one, such as at a terminal that somebody forgot to lock. */
function EndOne({ id, onEnded }: { readonly id: string; readonly onEnded: () => void }) {
  const words = useWords();
  const { fields, typed } = useFields({ password: '' });
  const act = useAct(async (body: { password: string }) => {
    await postApiV1AuthSessionsByIdRevoke({ path: { id }, body });
    onEnded();
  });
  return (
    <ActForm act={act} label={words.account.endOne} onSubmit={() => void act.run(fields)}>
      <PasswordField label={words.account.password} {...typed('password')} />
    </ActForm>
  );
}

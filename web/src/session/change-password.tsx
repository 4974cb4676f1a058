import { Button, Card, Center, PasswordInput, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { postApiV1AuthPassword } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { signOut } from '../api/session.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** A password that somebody else gave is changed before anything else. */
export function ChangePassword() {
  const words = useWords();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const act = useAct(async () => {
    await postApiV1AuthPassword({ body: { currentPassword, newPassword } });
    await signOut();
  });
  return (
    <Center mih="100vh" component="main">
      <Card withBorder w={420}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void act.run(undefined);
          }}
        >
          <Stack>
            <Title order={1} size="h3">
              {words.signIn.newPassword}
            </Title>
            <PasswordInput
              label={words.signIn.password}
              autoComplete="current-password"
              required
              value={currentPassword}
              onChange={(event) => setCurrent(event.currentTarget.value)}
            />
            <PasswordInput
              label={words.signIn.choosePassword}
              autoComplete="new-password"
              required
              value={newPassword}
              onChange={(event) => setNew(event.currentTarget.value)}
            />
            <ProblemNotice problem={act.problem} />
            <Button type="submit" loading={act.isBusy}>
              {words.signIn.change}
            </Button>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}

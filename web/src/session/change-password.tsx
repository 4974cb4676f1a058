import { Card, Center, Stack, Title } from '@mantine/core';
import { postApiV1AuthPassword, type ChangePasswordDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { signOut } from '../api/session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** A password that somebody else gave is changed before anything else. */
export function ChangePassword() {
  const words = useWords();
  return (
    <Center mih="100vh" component="main">
      <Card withBorder w={420}>
        <Stack>
          <Title order={1} size="h3">
            {words.signIn.newPassword}
          </Title>
          <ChangePasswordForm />
        </Stack>
      </Card>
    </Center>
  );
}

/** Whoever changed the password signs in with it. */
export function ChangePasswordForm() {
  const words = useWords();
  const { fields, typed } = useFields({ currentPassword: '', newPassword: '' });
  const act = useAct(async (body: ChangePasswordDto) => {
    await postApiV1AuthPassword({ body });
    await signOut();
  });
  return (
    <ActForm act={act} label={words.signIn.change} onSubmit={() => void act.run(fields)}>
      <PasswordField label={words.account.password} {...typed('currentPassword')} />
      <PasswordField label={words.signIn.choosePassword} isNew {...typed('newPassword')} />
    </ActForm>
  );
}

import { Alert, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { postApiV1AuthPin, type PinDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { terminal } from '../api/terminal.ts';
import { ChangePasswordForm } from '../session/change-password.tsx';
import { EnrolSecondFactor } from '../session/enrol-second-factor.tsx';
import { usePerson } from '../session/use-session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { OwnDuties } from './own-duties.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { SigningKey } from './signing-key.tsx';

/** Roles that sign in in full each time, as the service has it (switch.service.ts). */
const NEVER_SHORT = ['admin', 'auditor', 'privacy-officer'];

/** Who I am here: PIN, password, authenticator, and where else I am signed in. */
export function AccountScreen() {
  const words = useWords();
  const person = usePerson();
  const here = terminal();
  return (
    <Stack>
      <div>
        <Title order={1} size="h3">
          {words.account.title}
        </Title>
        <Text>
          {person.fullName} · {person.username} · {words.role[person.role] ?? person.role}
        </Text>
        <Text className="muted">
          {words.account.wards}: {person.wards.map(({ name }) => name).join(', ') || words.none}
        </Text>
      </div>
      <Alert>{here ? words.account.enrolled(here.code) : words.account.notEnrolled}</Alert>
      <div className="sections">
        <Section title={words.changes.myDuties}>
          <OwnDuties />
        </Section>
        <Section title={words.account.pinTitle}>
          {NEVER_SHORT.includes(person.role) ? <Text>{words.account.pinNotFor}</Text> : <Pin />}
        </Section>
        <Section title={words.account.keyTitle}>
          <SigningKey />
        </Section>
        <Section title={words.account.passwordTitle}>
          <Text className="muted">{words.account.passwordAbout}</Text>
          <ChangePasswordForm />
        </Section>
        <Section title={words.account.factorTitle}>
          <SecondFactor isOn={person.secondFactor} />
        </Section>
        <Section title={words.account.sessions}>
          <OwnSessions />
        </Section>
      </div>
    </Stack>
  );
}

function Pin() {
  const words = useWords();
  const { fields, typed, clear } = useFields({ password: '', pin: '' });
  const [isSet, setIsSet] = useState(false);
  const act = useAct(async (body: PinDto) => {
    setIsSet(false);
    await postApiV1AuthPin({ body });
    setIsSet(true);
    clear();
  });
  return (
    <ActForm
      act={act}
      label={words.save}
      done={isSet ? words.account.pinSet : undefined}
      onSubmit={() => void act.run(fields)}
    >
      <PasswordField label={words.account.password} {...typed('password')} />
      <PasswordInput
        label={words.account.pinNew}
        description={words.account.pinAbout}
        inputMode="numeric"
        autoComplete="off"
        required
        visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPin }}
        {...typed('pin')}
      />
    </ActForm>
  );
}

function SecondFactor({ isOn }: { readonly isOn: boolean }) {
  const words = useWords();
  return (
    <>
      <Text>{isOn ? words.account.factorOn : words.account.factorOff}</Text>
      {!isOn && <EnrolSecondFactor />}
    </>
  );
}

import { Text, TextInput } from '@mantine/core';
import {
  postApiV1StaffByIdBadges,
  postApiV1StaffByIdBadgesRevoke,
  postApiV1StaffByIdLeave,
  postApiV1StaffByIdResetPassword,
  postApiV1StaffByIdSecondFactorReset,
  type BadgeDto,
  type PasswordDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

const callOf = ({ id, version }: PersonProps['person']) => ({ path: { id }, headers: { 'If-Match': etag(version) } });

/** A password lent to somebody who forgot theirs. */
export function Password({ person, onDone }: PersonProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ password: '' });
  const act = useAct(async (body: PasswordDto) => {
    const changed = await answerOf(postApiV1StaffByIdResetPassword({ ...callOf(person), body }));
    clear();
    onDone(changed);
  });
  return (
    <Section title={words.admin.resetPassword}>
      <Text className="muted">{words.admin.resetPasswordAbout}</Text>
      <ActForm act={act} label={words.admin.resetPassword} onSubmit={() => void act.run(fields)}>
        <PasswordField
          label={words.admin.firstPassword}
          description={words.admin.firstPasswordHint}
          isNew
          {...typed('password')}
        />
      </ActForm>
    </Section>
  );
}

/** Badges for the quick switch at terminals. */
export function Badges({ person, onDone }: PersonProps) {
  const words = useWords();
  const path = { id: person.id };
  const { fields, typed, clear } = useFields({ badge: '' });
  const give = useAct(async (body: BadgeDto) => {
    await postApiV1StaffByIdBadges({ path, body });
    clear();
    onDone();
  });
  const revoke = useAct(async (_: undefined) => {
    await postApiV1StaffByIdBadgesRevoke({ path });
    onDone();
  });
  return (
    <Section title={words.admin.giveBadge}>
      <ActForm
        act={give}
        label={words.admin.giveBadge}
        onSubmit={() => void give.run(fields)}
        aside={<ConfirmButton act={revoke} label={words.admin.revokeBadges} ask={words.admin.revokeBadgesAsk} />}
      >
        <TextInput label={words.admin.badge} required autoComplete="off" {...typed('badge')} />
      </ActForm>
    </Section>
  );
}

/** The authenticator is lost. */
export function LostFactor({ person, onDone }: PersonProps) {
  const words = useWords();
  const act = useAct(async (_: undefined) => {
    onDone(await answerOf(postApiV1StaffByIdSecondFactorReset(callOf(person))));
  });
  return (
    <Section title={words.account.factorTitle}>
      <ConfirmButton act={act} label={words.admin.resetFactor} ask={words.admin.resetFactorAsk} />
    </Section>
  );
}

/** The person works here no more. */
export function Left({ person, onDone }: PersonProps) {
  const words = useWords();
  const act = useAct(async (_: undefined) => {
    onDone(await answerOf(postApiV1StaffByIdLeave(callOf(person))));
  });
  return (
    <Section title={words.admin.markLeft}>
      <ConfirmButton act={act} label={words.admin.markLeft} ask={words.admin.markLeftAsk} />
    </Section>
  );
}

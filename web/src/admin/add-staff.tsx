import { Checkbox, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postApiV1Staff, type CreateStaffDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { PasswordField } from '../shell/password-field.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

/** A new member of staff with their roles and a password for the first sign-in. */
export function AddStaff() {
  const words = useWords();
  const queries = useQueryClient();
  const { fields, typed, clear } = useFields({ username: '', fullName: '', certificate: '' }, 'staff');
  // A password is kept nowhere.
  const secret = useFields({ password: '' });
  const [roles, setRoles] = useState<string[]>([]);
  const [said, setSaid] = useState<string>();
  const act = useAct(async (body: CreateStaffDto, key) => {
    const added = await answerOf(postApiV1Staff({ body, headers: { 'Idempotency-Key': key } }));
    setSaid(words.admin.added(added.fullName));
    clear();
    secret.clear();
    setRoles([]);
    void queries.invalidateQueries({ queryKey: ['staff'] });
  });
  const { certificate, ...rest } = fields;
  const submit = () =>
    void act.run({
      ...rest,
      ...secret.fields,
      roles: roles as CreateStaffDto['roles'],
      ...(certificate.trim() && { practisingCertificate: certificate }),
    });
  return (
    <ActForm
      act={act}
      label={words.admin.add}
      done={said}
      blocked={stillNeeded(words, [[words.admin.roles, roles.length > 0]])}
      onSubmit={submit}
    >
      <div className="vitals-grid">
        <TextInput label={words.admin.fullName} required autoComplete="off" {...typed('fullName')} />
        <TextInput
          label={words.admin.username}
          description={words.admin.usernameHint}
          required
          autoComplete="off"
          {...typed('username')}
        />
        <TextInput
          label={words.admin.certificate}
          description={words.admin.certificateHint}
          autoComplete="off"
          {...typed('certificate')}
        />
        <PasswordField
          label={words.admin.firstPassword}
          description={words.admin.firstPasswordHint}
          isNew
          {...secret.typed('password')}
        />
      </div>
      <Checkbox.Group label={words.admin.roles} required value={roles} onChange={setRoles}>
        <Group mt="xs">
          {Object.entries(words.role).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
    </ActForm>
  );
}

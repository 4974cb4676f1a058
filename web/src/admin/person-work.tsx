import { Button, Group, Select } from '@mantine/core';
import {
  postApiV1StaffByIdRolesGrant,
  postApiV1StaffByIdRolesRevoke,
  postApiV1StaffByIdWardsJoin,
  postApiV1StaffByIdWardsLeave,
  type RoleDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWards } from '../ward/places.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonProps } from './person-screen.tsx';

/** What the person may act as. */
export function Roles({ person, onDone }: PersonProps) {
  const words = useWords();
  const { fields, chosen, clear } = useFields({ role: '' });
  const call = { path: { id: person.id }, headers: { 'If-Match': etag(person.version) } };
  const grant = useAct(async (body: RoleDto) => {
    onDone(await answerOf(postApiV1StaffByIdRolesGrant({ ...call, body })));
    clear();
  });
  const revoke = useAct(async (body: RoleDto) => {
    onDone(await answerOf(postApiV1StaffByIdRolesRevoke({ ...call, body })));
  });
  const others = Object.entries(words.role).filter(([role]) => !person.roles.some((held) => held === role));
  return (
    <Section title={words.admin.roles}>
      <Group gap="xs">
        {person.roles.map((role) => (
          <ActButton
            key={role}
            variant="default"
            size="compact-sm"
            blocked={person.roles.length === 1 ? words.admin.lastRole : undefined}
            aria-label={words.admin.revoke(words.role[role] ?? role)}
            rightSection="×"
            onClick={() => void revoke.run({ role })}
          >
            {words.role[role] ?? role}
          </ActButton>
        ))}
      </Group>
      <ProblemNotice problem={revoke.problem} />
      <ActForm
        act={grant}
        label={words.admin.grant}
        blocked={stillNeeded(words, [[words.admin.roles, fields.role !== '']])}
        onSubmit={() => void grant.run({ role: fields.role as RoleDto['role'] })}
      >
        <Select
          label={words.admin.roles}
          required
          searchable
          data={others.map(([value, label]) => ({ value, label }))}
          {...chosen('role')}
        />
      </ActForm>
    </Section>
  );
}

/** Where the person works: whose patients they see. */
export function WardsOf({ person, onDone }: PersonProps) {
  const words = useWords();
  const wards = useWards();
  const { fields, chosen, clear } = useFields({ wardId: '' });
  const call = { path: { id: person.id }, headers: { 'If-Match': etag(person.version) } };
  const join = useAct(async (body: { wardId: string }) => {
    onDone(await answerOf(postApiV1StaffByIdWardsJoin({ ...call, body })));
    clear();
  });
  const leave = useAct(async (body: { wardId: string }) => {
    onDone(await answerOf(postApiV1StaffByIdWardsLeave({ ...call, body })));
  });
  const all = wards.data?.items ?? [];
  const others = all.filter(({ id }) => !person.wards.some((ward) => ward.id === id));
  return (
    <Section title={words.admin.wards}>
      <Group gap="xs">
        {person.wards.map(({ id, code }) => (
          <Button
            key={id}
            variant="default"
            size="compact-sm"
            aria-label={words.admin.leaveWard(code)}
            rightSection="×"
            onClick={() => void leave.run({ wardId: id })}
          >
            {all.find((ward) => ward.id === id)?.name ?? code}
          </Button>
        ))}
      </Group>
      <ProblemNotice problem={leave.problem} />
      <ActForm
        act={join}
        label={words.admin.joinWard}
        blocked={stillNeeded(words, [[words.admin.wards, fields.wardId !== '']])}
        onSubmit={() => void join.run(fields)}
      >
        <Select
          label={words.admin.wards}
          required
          searchable
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          {...chosen('wardId')}
        />
      </ActForm>
    </Section>
  );
}

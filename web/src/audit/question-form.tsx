import { Anchor, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { today } from '../api/clock.ts';
import { camelCase } from '../../../src/kernel/camel-case.ts';
import { fieldsWithWords, fieldWords } from '../../../src/platform/audit/fields/field.words.ts';
import type { GetApiV1AuditEventsData } from '../api/generated/index.ts';
import { Folded } from '../chart/folded.tsx';
import { ActButton } from '../shell/act-button.tsx';
import { DateField } from '../shell/date-field.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWards } from '../ward/places.ts';
import { StaffSelect } from '../ward/staff-select.tsx';
import { currentLanguage } from '../words/language.ts';
import { hospitalDay, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { PatientChoice } from './patient-choice.tsx';

/** What the trail is asked. */
export type Query = NonNullable<GetApiV1AuditEventsData['query']>;

const NOTHING = {
  ...{
    username: '',
    actorId: '',
    kind: '',
    from: '',
    to: '',
    role: '',
    wardId: '',
    terminal: '',
    address: '',
    purpose: '',
  },
  ...{ output: '', confidentiality: '', entity: '', field: '', requestId: '', fromOtherWard: '', confidential: '' },
};
type Asked = typeof NOTHING;

/** What is asked most, as the form has it; whom, who and when stay as they were filled in. */
const USUAL: Readonly<Record<string, Partial<Asked>>> = {
  otherWard: { fromOtherWard: 'true' },
  confidential: { confidential: 'true' },
  export: { output: 'export' },
  print: { output: 'print' },
  signIn: { kind: 'sign-in-failed' },
  glass: { entity: 'access_grant', purpose: 'BTG', kind: 'create' },
  through: { purpose: 'BTG' },
  refusal: { kind: 'refusal' },
  told: { kind: 'told' },
};

/** The fields that a usual question fills in. */
const OF_USUAL: Partial<Asked> = {
  ...{ kind: '', purpose: '', output: '', entity: '', fromOtherWard: '', confidential: '', confidentiality: '' },
};

/** Which of the usual questions the form asks as it stands: none any more once a condition of it was changed. */
const usualIn = (fields: Asked): string | null => {
  const isAsked = (name: string) =>
    Object.entries({ ...OF_USUAL, ...USUAL[name] }).every(([field, value]) => fields[field as keyof Asked] === value);
  return Object.keys(USUAL).find(isAsked) ?? null;
};

/** What was filled in; `fields` of moments are read as the ward's clock has them. */
function queryOf({ from, to, ...others }: Asked, more: Query): Query {
  const said = Object.entries(others)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const [since, before] = [from && readMoment(from, '00:00'), to && readMoment(to)];
  return { ...more, ...Object.fromEntries(said), ...(since && { from: since }), ...(before && { to: before }) };
}

const choices = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** Every field that the trail may tell of, as the API spells it, by its name for people. */
const fieldChoices = () =>
  fieldsWithWords()
    .filter((field) => !field.includes('.'))
    .map((field) => ({ value: camelCase(field), label: fieldWords('', field)?.[currentLanguage()] ?? field }));

/** A question in words: whom it is about, who did it, when; and behind a button everything else that the trail knows. */
export function QuestionForm({ onAsk }: { readonly onAsk: (query: Query) => void }) {
  const words = useWords();
  // Null while a name is typed of which nobody is chosen yet: without it the answer would be about everybody.
  const [patientId, setPatientId] = useState<string | null>();
  const form = useFields(NOTHING);
  const { typed, chosen, fields, set } = form;
  const submit = () =>
    onAsk(
      queryOf(form.fields, {
        ...(patientId && { patientId }),
      }),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <Select
          label={words.audit.question}
          clearable
          maw={420}
          data={choices(words.audit.questions)}
          value={usualIn(fields)}
          onChange={(name) => set({ ...OF_USUAL, ...(name === null ? {} : USUAL[name]) })}
        />
        <Group align="flex-end" gap="md">
          <PatientChoice onChoose={setPatientId} />
          <StaffSelect label={words.audit.person} {...chosen('actorId')} />
          {fields.actorId !== '' && (
            <Anchor component={Link} to={`/audit/people/${fields.actorId}/${hospitalDay(today())}`}>
              {words.trail.day}
            </Anchor>
          )}
          <Select label={words.audit.kind} clearable data={choices(words.audit.kinds)} {...chosen('kind')} />
          <DateField hasTime label={words.audit.from} {...typed('from')} />
          <DateField hasTime label={words.audit.to} {...typed('to')} />
          <Stack gap="md">
            <Checkbox
              label={words.audit.otherWard}
              checked={fields.fromOtherWard !== ''}
              onChange={(event) => set({ fromOtherWard: event.currentTarget.checked ? 'true' : '' })}
            />
            <Checkbox
              label={words.audit.confidential}
              checked={fields.confidential !== ''}
              onChange={(event) => set({ confidential: event.currentTarget.checked ? 'true' : '' })}
            />
          </Stack>
          <ActButton type="submit" blocked={patientId === null ? words.audit.whomFirst : undefined}>
            {words.audit.ask}
          </ActButton>
        </Group>
        <Folded label={words.audit.moreConditions}>
          <More form={form} />
        </Folded>
      </Stack>
    </form>
  );
}

/** The other things that the trail knows of an event. */
function More({ form: { typed, chosen } }: { readonly form: ReturnType<typeof useFields<Asked>> }) {
  const words = useWords();
  const wards = useWards();
  const { audit } = words;
  return (
    <Group align="flex-end" mt="xs">
      <TextInput label={audit.username} description={audit.usernameHint} autoComplete="off" {...typed('username')} />
      <Select label={audit.role} clearable searchable data={choices(words.role)} {...chosen('role')} />
      <Select
        label={audit.ward}
        clearable
        searchable
        data={(wards.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...chosen('wardId')}
      />
      <Select label={audit.purpose} clearable data={choices(audit.purposes)} {...chosen('purpose')} />
      <Select label={audit.output} clearable data={choices(audit.outputs)} {...chosen('output')} />
      <Select label={audit.level} clearable data={choices(words.trail.level)} {...chosen('confidentiality')} />
      <TextInput label={audit.terminal} autoComplete="off" {...typed('terminal')} />
      <TextInput label={audit.address} autoComplete="off" {...typed('address')} />
      <Select label={audit.entity} clearable searchable data={choices(audit.entities)} {...chosen('entity')} />
      <Select label={audit.field} clearable searchable data={fieldChoices()} {...chosen('field')} />
      <TextInput label={audit.request} description={audit.requestHint} autoComplete="off" {...typed('requestId')} />
    </Group>
  );
}

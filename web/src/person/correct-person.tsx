import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { patchApiV1PatientsById, type PatientResponse, type UpdatePatientDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { CodeSelect } from '../find/code-select.tsx';
import { asRead } from '../find/registration.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useKept } from '../shell/use-kept.ts';
import { LookedAgain } from '../shell/looked-again.tsx';
import { useWords } from '../words/use-words.ts';
import { mistakeOf, OF_BIRTH, patchOf, shownOf, withChange, without, type Changes } from './changes.ts';
import { OnRecord, valueOf, type PersonForm } from './field.tsx';
import { Addresses, Contacts } from './rows.tsx';

type Doubt = NonNullable<UpdatePatientDto['confirmed']>[number];
const DOUBTS: readonly Doubt[] = ['sex', 'birthDate', 'birthOrder'];

/** What of a correction the service asks about before it takes it. */
const doubtsOf = (problem: unknown): readonly Doubt[] =>
  problem instanceof ServiceProblem && problem.code === 'confirmation-of-person'
    ? DOUBTS.filter((doubt) => problem.errors.some(({ pointer }) => pointer.endsWith(doubt)))
    : [];

interface Props {
  readonly patient: PatientResponse;
  readonly onSaved: (patient: PatientResponse) => void;
}

/** Puts right what identifies a person. Only what was changed is sent; where somebody else was first, both values stand there. */
export function CorrectPerson({ patient, onSaved }: Props) {
  const words = useWords();
  const [changes, change, forget] = useKept<Changes>(`person ${patient.id}`, {});
  const [saved, setSaved] = useState<readonly string[]>();
  const record = shownOf(patient);
  const form: PersonForm = {
    patient,
    record,
    changes,
    set: (name, now) => change((before) => withChange(before, record, name, now)),
    takeTheirs: (name) => change((before) => without(before, name)),
  };
  const act = useAct(async (body: UpdatePatientDto) => {
    setSaved(undefined);
    const call = { path: { id: patient.id }, body, headers: { 'If-Match': etag(patient.version) } };
    const answer = await answerOf(patchApiV1PatientsById(call));
    forget();
    setSaved([...answer.warningTexts, ...(answer.notice ? [answer.notice] : [])]);
    onSaved(answer);
  });
  const asked = doubtsOf(act.problem);
  const save = (confirmed: readonly Doubt[] = []) =>
    void act.run({ ...patchOf(changes, patient), ...(confirmed.length > 0 && { confirmed: [...confirmed] }) });
  const mistake = mistakeOf(changes);
  const badDate = mistake && (mistake === 'badMoment' ? words.person.badMoment : words.register[mistake]);
  return (
    <Section title={words.person.correct}>
      <ActForm
        act={act}
        label={words.person.save}
        blocked={Object.keys(changes).length === 0 ? words.person.nothing : badDate}
        done={saved && [words.person.saved, ...saved].join(' ')}
        onSubmit={() => save()}
        aside={<LookedAgain isAsked={asked.length > 0} isBusy={act.isBusy} onPress={() => save(asked)} />}
      >
        {patient.unknown && <Text>{words.person.unknownAbout}</Text>}
        <Group grow align="flex-start">
          <Line form={form} name="fullName" label={words.person.fullName} />
          <Sex form={form} />
          {record.bornAt ? (
            <Line form={form} name="bornAt" label={words.registry.bornAt} error={badDate} />
          ) : (
            <Line
              form={form}
              name="birthDate"
              label={words.person.birthDate}
              description={patient.birthDateEstimated ? words.person.estimated : words.person.birthHint}
              error={badDate}
            />
          )}
        </Group>
        {patient.newborn && (
          <Group grow align="flex-start">
            <Line form={form} name="weightGrams" label={words.registry.weight} />
            <Line form={form} name="birthOrder" label={words.registry.order} />
            <Line form={form} name="birthCount" label={words.registry.count} />
          </Group>
        )}
        <Line form={form} name="phones" label={words.person.phones} description={words.person.phonesHint} />
        <Addresses form={form} />
        <Contacts form={form} />
        <Group grow align="flex-start">
          <Code form={form} name="ethnicGroup" list="ethnic-group" />
          <Code form={form} name="nationality" list="nationality" />
        </Group>
        <Group grow align="flex-start">
          <Code form={form} name="occupation" list="occupation" />
          <Line form={form} name="workplace" label={words.registry.workplace} />
        </Group>
      </ActForm>
    </Section>
  );
}

interface LineProps {
  readonly form: PersonForm;
  readonly name: 'fullName' | 'birthDate' | 'bornAt' | 'phones' | 'workplace' | (typeof OF_BIRTH)[number];
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
}

function Line({ form, name, label, ...more }: LineProps) {
  return (
    <Stack gap={4}>
      <TextInput
        label={label}
        required={name === 'fullName'}
        autoComplete="off"
        value={valueOf(form, name)}
        onChange={(event) => form.set(name, event.currentTarget.value)}
        onBlur={({ currentTarget: { value } }) => {
          // 1/2/50 becomes 01/02/1950 before it is sent.
          const read = name === 'birthDate' ? asRead(name, value) : value;
          if (read !== value) form.set(name, read);
        }}
        {...more}
      />
      <OnRecord of={form} name={name} label={label} />
    </Stack>
  );
}

function Sex({ form }: { readonly form: PersonForm }) {
  const words = useWords();
  return (
    <Stack gap={4}>
      <Select
        label={words.person.sex}
        allowDeselect={false}
        value={valueOf(form, 'sex')}
        data={Object.entries(words.sex).map(([value, label]) => ({ value, label }))}
        onChange={(sex) => sex && form.set('sex', sex)}
      />
      <OnRecord of={form} name="sex" label={words.person.sex} />
    </Stack>
  );
}

interface CodeProps {
  readonly form: PersonForm;
  readonly name: 'ethnicGroup' | 'nationality' | 'occupation';
  readonly list: 'ethnic-group' | 'nationality' | 'occupation';
}

function Code({ form, name, list }: CodeProps) {
  const words = useWords();
  const label = words.registry[name];
  return (
    <Stack gap={4}>
      <CodeSelect
        list={list}
        label={label}
        value={valueOf(form, name)}
        known={form.patient[name] ?? undefined}
        onChange={(code) => form.set(name, code)}
      />
      <OnRecord of={form} name={name} label={label} />
    </Stack>
  );
}

import { Button, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1Patients,
  postApiV1PatientsByIdInsurance,
  type RegisteredPatientResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKept } from '../shell/use-kept.ts';
import { readBirthDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { AdministrativeFields, InsuranceFields, NewbornFields, TextInputOf, type Form } from './register-fields.tsx';
import { Registered } from './registered.tsx';
import { badDates, EMPTY, insuranceOf, patientOf, type Kind, type Typed } from './registration.ts';
import { Similar } from './similar.tsx';

/** Registers a person, with those who may be the same beside the form. */
export function RegisterScreen() {
  const words = useWords();
  const [typed, change, forget] = useKept<Typed>('register', EMPTY);
  const [done, setDone] = useState<RegisteredPatientResponse>();
  const [uninsured, setUninsured] = useState<unknown>();
  const bad = badDates(typed);
  const form: Form = { typed, bad, set: (more) => change((before) => ({ ...before, ...more })) };
  const act = useAct(async (input: Typed, key) => {
    setUninsured(undefined);
    const patient = await answerOf(postApiV1Patients({ body: patientOf(input), headers: { 'Idempotency-Key': key } }));
    const body = insuranceOf(input);
    if (body) await insure(patient.id, body, key).catch(setUninsured);
    setDone(patient);
    forget();
  });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (bad.size === 0) void act.run(typed);
        }}
      >
        <Stack>
          <Title order={1} size="h3">
            {words.register.title}
          </Title>
          {done && <Registered patient={done} />}
          {uninsured !== undefined && (
            <>
              <Text role="alert">{words.registry.insuranceFailed}</Text>
              <ProblemNotice problem={uninsured} />
            </>
          )}
          <Person form={form} />
          <AdministrativeFields form={form} />
          <ProblemNotice problem={act.problem} />
          <Button type="submit" loading={act.isBusy}>
            {words.register.submit}
          </Button>
        </Stack>
      </form>
      <Similar
        name={typed.fullName}
        birthDate={readBirthDate(typed.birthDate)}
        phone={typed.phone}
        number={typed.cccd || typed.bhyt || typed.phone}
      />
    </SimpleGrid>
  );
}

/** A time of insurance, of which a retry has a key of its own beside the registration's. */
const insure = (id: string, body: NonNullable<ReturnType<typeof insuranceOf>>, key: string) =>
  answerOf(postApiV1PatientsByIdInsurance({ path: { id }, body, headers: { 'Idempotency-Key': `${key}-bhyt` } }));

function Person({ form }: { readonly form: Form }) {
  const words = useWords();
  const { typed, set } = form;
  const isNewborn = typed.kind === 'newborn';
  const isNameNeeded = typed.kind === 'known' || (isNewborn && !typed.motherId);
  return (
    <>
      <Select
        label={words.registry.who}
        allowDeselect={false}
        value={typed.kind}
        data={Object.entries(words.registry.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(kind) => kind && set({ kind: kind as Kind, motherId: '', motherName: '' })}
      />
      {typed.kind === 'unknown' && <Text className="muted">{words.registry.unknownAbout}</Text>}
      {isNewborn && <NewbornFields form={form} />}
      {typed.kind !== 'unknown' && (
        <TextInputOf
          of={form}
          name="fullName"
          label={words.register.fullName}
          required={isNameNeeded}
          description={isNewborn ? words.registry.newbornName : undefined}
          autoFocus
        />
      )}
      <Select
        label={words.register.sex}
        allowDeselect={false}
        value={typed.sex}
        data={Object.entries(words.sex).map(([value, label]) => ({ value, label }))}
        onChange={(sex) => sex && set({ sex })}
      />
      {typed.kind === 'known' && (
        <TextInputOf
          of={form}
          name="birthDate"
          label={words.register.birthDate}
          description={words.register.birthHint}
          inputMode="numeric"
        />
      )}
      {typed.kind === 'unknown' && (
        <TextInputOf of={form} name="estimatedAge" label={words.registry.estimatedAge} inputMode="numeric" />
      )}
      {typed.kind === 'known' && (
        <>
          <TextInputOf of={form} name="phone" label={words.register.phone} inputMode="tel" />
          <TextInputOf of={form} name="cccd" label={words.register.cccd} inputMode="numeric" />
        </>
      )}
      {typed.kind !== 'unknown' && <InsuranceFields form={form} />}
      <TextInputOf of={form} name="address" label={words.register.address} />
      <TextInputOf of={form} name="contact" label={words.register.contact} />
      <TextInputOf of={form} name="contactPhone" label={words.register.contactPhone} inputMode="tel" />
    </>
  );
}

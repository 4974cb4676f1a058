import { Alert, Anchor, Button, Card, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  postApiV1Patients,
  getApiV1Patients,
  type CreatePatientDto,
  type RegisteredPatientResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { partialDate, readPartialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

const EMPTY = {
  fullName: '',
  sex: 'unknown',
  birthDate: '',
  phone: '',
  cccd: '',
  bhyt: '',
  address: '',
  contact: '',
  contactPhone: '',
};
type Typed = typeof EMPTY;

/** Registers a person, with those who may be the same beside the form. */
export function RegisterScreen() {
  const words = useWords();
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [done, setDone] = useState<RegisteredPatientResponse>();
  const birthDate = readPartialDate(typed.birthDate);
  const act = useAct(async (body: CreatePatientDto, key) => {
    setDone(await answerOf(postApiV1Patients({ body, headers: { 'Idempotency-Key': key } })));
    setTyped(EMPTY);
  });
  const field = (name: keyof Typed, label: string, extra: Record<string, unknown> = {}) => (
    <TextInput
      name={name}
      label={label}
      autoComplete="off"
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      {...extra}
    />
  );
  const isBadDate = typed.birthDate.trim() !== '' && birthDate === undefined;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBadDate) void act.run(bodyOf(typed, birthDate));
        }}
      >
        <Stack>
          <Title order={1} size="h3">
            {words.register.title}
          </Title>
          {done && <Registered patient={done} />}
          {field('fullName', words.register.fullName, { required: true, autoFocus: true })}
          <Select
            label={words.register.sex}
            allowDeselect={false}
            value={typed.sex}
            data={Object.entries(words.sex).map(([value, label]) => ({ value, label }))}
            onChange={(sex) => sex && setTyped({ ...typed, sex })}
          />
          {field('birthDate', words.register.birthDate, {
            description: words.register.birthHint,
            inputMode: 'numeric',
            error: isBadDate ? words.register.badDate : undefined,
          })}
          {field('phone', words.register.phone, { inputMode: 'tel' })}
          {field('cccd', words.register.cccd, { inputMode: 'numeric' })}
          {field('bhyt', words.register.bhyt)}
          {field('address', words.register.address)}
          {field('contact', words.register.contact)}
          {field('contactPhone', words.register.contactPhone, { inputMode: 'tel' })}
          <ProblemNotice problem={act.problem} />
          <Button type="submit" loading={act.isBusy}>
            {words.register.submit}
          </Button>
        </Stack>
      </form>
      <Similar name={typed.fullName} birthDate={birthDate} phone={typed.phone} />
    </SimpleGrid>
  );
}

function bodyOf(typed: Typed, birthDate: string | undefined): CreatePatientDto {
  const identifiers = [
    ...(typed.cccd.trim() ? [{ system: 'cccd', value: typed.cccd.trim() }] : []),
    ...(typed.bhyt.trim() ? [{ system: 'bhyt', value: typed.bhyt.trim() }] : []),
  ];
  const contact = {
    name: typed.contact.trim(),
    ...(typed.contactPhone.trim() && { phone: typed.contactPhone.trim() }),
  };
  return {
    fullName: typed.fullName,
    sex: typed.sex as CreatePatientDto['sex'],
    ...(birthDate && { birthDate }),
    ...(typed.phone.trim() && { phones: [typed.phone.trim()] }),
    ...(identifiers.length > 0 && { identifiers }),
    ...(typed.address.trim() && { addresses: [{ text: typed.address.trim() }] }),
    ...(contact.name && { contacts: [contact] }),
  };
}

function Registered({ patient }: { readonly patient: RegisteredPatientResponse }) {
  const words = useWords();
  return (
    <Alert role="status" color="green" title={`${patient.fullName}: ${words.register.done(patient.mrn)}`}>
      <Stack gap="xs">
        {patient.warningTexts.map((text) => (
          <Text key={text}>{text}</Text>
        ))}
        {patient.duplicates?.map((other) => (
          <Text key={other.id}>
            {words.register.similar}: {other.fullName} · {other.mrn} ·{' '}
            {other.reasons.map(({ text }) => text).join('; ')}
          </Text>
        ))}
        {iMay('encounter.admit') && (
          <Anchor component={Link} to={`/patients/${patient.id}/stay`}>
            {words.stay.admit}
          </Anchor>
        )}
      </Stack>
    </Alert>
  );
}

/** People on record who look like whoever is being typed. */
function Similar({
  name,
  birthDate,
  phone,
}: {
  readonly name: string;
  readonly birthDate: string | undefined;
  readonly phone: string;
}) {
  const words = useWords();
  const year = birthDate?.slice(0, 4);
  const [q] = useDebouncedValue([name.trim(), phone.trim() ? '' : (year ?? '')].join(' ').trim(), 500);
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => answerOf(getApiV1Patients({ query: { q, limit: 8 } })),
    enabled: q.includes(' '),
    refetchOnWindowFocus: false,
  });
  const items = found.error instanceof ServiceProblem ? [] : (found.data?.items ?? []);
  return (
    <Card withBorder component="aside">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {words.register.similar}
        </Title>
        {items.length === 0 && <Text className="muted">{words.register.noSimilar}</Text>}
        {items.map((patient) => (
          <Text key={patient.id}>
            <Anchor component={Link} to={`/patients/${patient.id}/stay`}>
              {patient.fullName}
            </Anchor>{' '}
            {patient.birthDate ? partialDate(patient.birthDate) : words.unknown} · {words.sex[patient.sex]} ·{' '}
            {patient.mrn} <span className="muted">{patient.found?.map(({ text }) => text).join('; ')}</span>
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

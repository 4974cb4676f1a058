import { Alert, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  patchApiV1PatientsById,
  postApiV1PatientsByIdIdentifiersByIdentifierIdRetire,
  type IdentifierResponse,
  type PatientResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { day } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { identifierName } from './identifier-name.ts';

interface Props {
  readonly patient: PatientResponse;
  readonly onSaved: (patient: PatientResponse) => void;
}

/** The numbers of a person: what was taken back stays readable, with why. */
export function Identifiers({ patient, onSaved }: Props) {
  const words = useWords();
  const [isSaved, setSaved] = useState(false);
  const mayChange = iMay('patient.update');
  const done = (changed: PatientResponse) => {
    setSaved(true);
    onSaved(changed);
  };
  return (
    <Section title={words.person.identifiers}>
      {patient.identifiers.map((identifier) => (
        <One
          key={identifier.id ?? identifier.system}
          identifier={identifier}
          patient={patient}
          mayChange={mayChange}
          onSaved={done}
        />
      ))}
      {isSaved && (
        <Alert role="status" color="green">
          {words.person.identifierSaved}
        </Alert>
      )}
      {mayChange && (
        <Folded label={words.person.addIdentifier}>
          <Add patient={patient} onSaved={done} />
        </Folded>
      )}
    </Section>
  );
}

interface OneProps extends Props {
  readonly identifier: IdentifierResponse;
  readonly mayChange: boolean;
}

function One({ identifier, patient, mayChange, onSaved }: OneProps) {
  const words = useWords();
  const { id, retired } = identifier;
  const name = identifierName(words, identifier);
  if (retired) {
    return (
      <Text className="muted">
        <s>{name}</s> · {words.person.retired(day(retired.at), retired.by?.fullName ?? words.unknown)}: {retired.reason}
      </Text>
    );
  }
  return (
    <div>
      <Text>{name}</Text>
      {id !== null && mayChange && (
        <Folded label={words.person.retire} name={words.person.retireOf(name)}>
          <Retire identifierId={id} patient={patient} onSaved={onSaved} />
        </Folded>
      )}
    </div>
  );
}

function Retire({ identifierId, patient: { id, version }, onSaved }: Props & { readonly identifierId: string }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `retire ${identifierId}`);
  const act = useAct(async (body: { reason: string }) => {
    const path = { id, identifierId };
    const call = { path, body, headers: { 'If-Match': etag(version) } };
    const answer = await answerOf(postApiV1PatientsByIdIdentifiersByIdentifierIdRetire(call));
    clear();
    onSaved(answer);
  });
  return (
    <ActForm act={act} label={words.person.retire} color="red.9" onSubmit={() => void act.run(fields)}>
      <TextInput label={words.person.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

const ADDED = ['cccd', 'cmnd', 'bhyt', 'passport'] as const;

function Add({ patient: { id, version }, onSaved }: Props) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ system: 'cccd', value: '' }, `identifier ${id}`);
  const act = useAct(async (identifier: { system: string; value: string }) => {
    const body = { identifiers: [identifier] };
    const answer = await answerOf(
      patchApiV1PatientsById({ path: { id }, body, headers: { 'If-Match': etag(version) } }),
    );
    clear();
    onSaved(answer);
  });
  return (
    <ActForm act={act} label={words.person.addIdentifier} onSubmit={() => void act.run(fields)}>
      <Select
        label={words.person.system}
        allowDeselect={false}
        data={ADDED.map((value) => ({ value, label: words.person.systems[value] ?? value }))}
        {...chosen('system')}
      />
      <TextInput label={words.person.value} required maxLength={100} autoComplete="off" {...typed('value')} />
    </ActForm>
  );
}

import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1UntiedResourcesById,
  getApiV1UntiedResourcesByIdComparison,
  postApiV1UntiedResourcesByIdAssign,
  type AssignUntiedDto,
  type NamedPersonResponse,
  type UntiedComparisonResponse,
  type UntiedResourceResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { PatientField } from '../find/patient-field.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly found: UntiedResourceResponse;
  readonly onDone: (said: string) => void;
}

/** Whom a resource names, and the form that says whose it is: both side by side before anybody assigns it. */
export function WhoseIsIt({ found, onDone }: Props) {
  const words = useWords();
  const content = useQuery({
    queryKey: ['untied', 'one', found.id],
    queryFn: () => answerOf(getApiV1UntiedResourcesById({ path: { id: found.id } })),
    refetchOnWindowFocus: false,
  });
  return (
    <Waiting of={content}>
      {({ named, resource }) => (
        <Stack gap="xs">
          {named.length === 0 && <Text>{words.untied.namesNobody}</Text>}
          {named.map((person) => (
            <Named key={JSON.stringify(person)} person={person} />
          ))}
          <details>
            <summary>{words.untied.asSent}</summary>
            <pre className="pre" tabIndex={0}>
              {JSON.stringify(resource, null, 2)}
            </pre>
          </details>
          <Assign found={found} onDone={onDone} />
        </Stack>
      )}
    </Waiting>
  );
}

function Named({ person }: { readonly person: NamedPersonResponse }) {
  const words = useWords();
  const { name, birthDate, sex, identifiers } = person;
  const about = [name, birthDate && partialDate(birthDate), sex && (words.sex[sex] ?? sex), ...identifiers];
  return (
    <Text>
      {words.untied.named}: <strong>{about.filter(Boolean).join(' · ')}</strong>
    </Text>
  );
}

function Assign({ found: { id, version }, onDone }: Props) {
  const words = useWords();
  const { fields, typed, set, clear } = useFields({ patientId: '', patientName: '', reason: '' }, `untied ${id}`);
  const { patientId } = fields;
  const comparison = useQuery({
    queryKey: ['untied', 'comparison', id, patientId],
    queryFn: () => answerOf(getApiV1UntiedResourcesByIdComparison({ path: { id }, query: { patientId } })),
    enabled: patientId !== '',
    refetchOnWindowFocus: false,
  });
  const [isSure, setSure] = useState(false);
  const act = useAct(async (body: AssignUntiedDto) => {
    const call = { path: { id }, body, headers: { 'If-Match': etag(version) } };
    const { patient } = await answerOf(postApiV1UntiedResourcesByIdAssign(call));
    clear();
    onDone(words.untied.assigned(patient.fullName));
  });
  const isOther = comparison.data !== undefined && Object.values(comparison.data.compared).includes('differs');
  const submit = () =>
    void act.run({ patientId, reason: fields.reason.trim(), ...(isOther && isSure && { confirmed: true }) });
  return (
    <>
      <PatientField
        label={words.untied.patient}
        chosen={fields.patientName}
        onChoose={({ id: chosen, fullName }) => {
          setSure(false);
          set({ patientId: chosen, patientName: fullName });
        }}
      />
      {patientId !== '' && (
        <Waiting of={comparison}>
          {(compared) => (
            <ActForm act={act} label={words.untied.assign} onSubmit={submit}>
              <Beside compared={compared} />
              {isOther && (
                <Checkbox
                  label={words.untied.sure}
                  required
                  checked={isSure}
                  onChange={(event) => setSure(event.currentTarget.checked)}
                />
              )}
              <TextInput label={words.untied.reason} required maxLength={500} {...typed('reason')} />
            </ActForm>
          )}
        </Waiting>
      )}
    </>
  );
}

/** The patient who is chosen, and what agrees with whom the resource names. */
function Beside({ compared: { patient, compared } }: { readonly compared: UntiedComparisonResponse }) {
  const words = useWords();
  const { fullName, birthDate, sex, mrn } = patient;
  const agreement = (is: string | null) =>
    is === 'same' ? words.untied.same : is === 'differs' ? words.untied.differs : words.untied.unsaid;
  return (
    <div>
      <Text>
        {words.untied.chosen}: <strong>{fullName}</strong> · {birthDate ? partialDate(birthDate) : words.unknown} ·{' '}
        {words.sex[sex] ?? sex} · {mrn}
      </Text>
      {(['name', 'birthDate', 'identifier'] as const).map((part) => (
        <Text key={part} className={compared[part] === 'differs' ? 'severe' : undefined}>
          {words.untied.compared}, {words.untied.parts[part]}: {agreement(compared[part])}
        </Text>
      ))}
    </div>
  );
}

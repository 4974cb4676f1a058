import { Alert, Button, Select, Stack, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { postApiV1Encounters, type AdmitDto, type EncounterResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { usePerson } from '../session/use-session.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { PlaceChoice, type Place } from './place-choice.tsx';

interface Props {
  readonly patientId: string;
  readonly onDone: (admitted: EncounterResponse) => void;
}

/** Brings somebody into a ward, and into a bed where one is named. */
export function Admit({ patientId, onDone }: Props) {
  const words = useWords();
  const person = usePerson();
  const [place, setPlace] = useState<Place>({ wardId: person.wards[0]?.id ?? null, bedId: null });
  const { fields, typed, chosen, clear } = useFields({ class: 'inpatient', reason: '' }, `admit ${patientId}`);
  const act = useAct(async (body: AdmitDto, key) => {
    const admitted = await answerOf(postApiV1Encounters({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(admitted);
  });
  const submit = () => {
    if (!place.wardId) return;
    const where = { wardId: place.wardId, ...(place.bedId && { bedId: place.bedId }) };
    void act.run({ patientId, ...where, class: fields.class as AdmitDto['class'], reason: fields.reason });
  };
  return (
    <Stack maw={620}>
      <Title order={1} size="h3">
        {words.stay.admit}
      </Title>
      <ActForm act={act} label={words.stay.admit} onSubmit={submit}>
        <Select
          label={words.stay.class}
          allowDeselect={false}
          data={Object.entries(words.encounterClass).map(([value, label]) => ({ value, label }))}
          {...chosen('class')}
        />
        <PlaceChoice place={place} onChange={setPlace} />
        <TextInput label={words.stay.reason} required {...typed('reason')} />
      </ActForm>
    </Stack>
  );
}

/** Where somebody was just brought, with the way to the board. */
export function Admitted({
  encounter: { patient, ward, wardId, visitNumber },
}: {
  readonly encounter: EncounterResponse;
}) {
  const words = useWords();
  return (
    <Alert
      role="status"
      color="green"
      title={words.course.admitted(patient.fullName, ward?.name ?? '', visitNumber ?? '')}
    >
      <Button component={Link} to={`/wards/${wardId}`} variant="default" size="compact-md">
        {words.course.toBoard}
      </Button>
    </Alert>
  );
}

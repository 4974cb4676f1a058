import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1Beds,
  postApiV1Encounters,
  getApiV1EncountersById,
  postApiV1EncountersByIdTransfer,
  type AdmitDto,
  type EncounterResponse,
  type TransferDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { bedName, useWards } from '../ward/places.ts';
import { usePerson } from '../session/use-session.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Discharge } from './discharge.tsx';
import { useWords } from '../words/use-words.ts';

/** Admit, move, discharge. */
export function StayScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/stay' });
  const queries = useQueryClient();
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
    void queries.invalidateQueries({ queryKey: ['board'] });
    void queries.invalidateQueries({ queryKey: ['encounter'] });
  };
  const words = useWords();
  if (!iMay('encounter.admit')) return <Text>{words.stay.notYours}</Text>;
  if (!iMay('chart.read')) return <Admit patientId={patientId} onDone={changed} />;
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter }) =>
        encounter ? (
          <Open encounterId={encounter.id} onDone={changed} />
        ) : (
          <Admit patientId={patientId} onDone={changed} />
        )
      }
    </PatientFrame>
  );
}

interface Place {
  readonly wardId: string | null;
  readonly bedId: string | null;
}

function PlaceChoice({ place, onChange }: { readonly place: Place; readonly onChange: (place: Place) => void }) {
  const words = useWords();
  const wards = useWards();
  const beds = useQuery({
    queryKey: ['beds', place.wardId],
    queryFn: () => answerOf(getApiV1Beds({ query: { wardId: place.wardId!, free: true, limit: 100 } })),
    enabled: place.wardId !== null,
    staleTime: 0,
  });
  return (
    <Group>
      <Select
        label={words.stay.ward}
        searchable
        required
        value={place.wardId}
        data={(wards.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(wardId) => onChange({ wardId, bedId: null })}
      />
      <Select
        label={words.stay.bed}
        placeholder={words.stay.noBed}
        clearable
        value={place.bedId}
        data={(beds.data?.items ?? []).map(({ id, roomCode, code }) => ({
          value: id,
          label: bedName({ roomCode, code }),
        }))}
        onChange={(bedId) => onChange({ ...place, bedId })}
      />
    </Group>
  );
}

function Admit({ patientId, onDone }: { readonly patientId: string; readonly onDone: () => void }) {
  const words = useWords();
  const person = usePerson();
  const [place, setPlace] = useState<Place>({ wardId: person.wards[0]?.id ?? null, bedId: null });
  const [kind, setKind] = useState<AdmitDto['class']>('inpatient');
  const [reason, setReason] = useState('');
  const [isDone, setDone] = useState(false);
  const act = useAct(async (body: AdmitDto, key) => {
    await answerOf(postApiV1Encounters({ body, headers: { 'Idempotency-Key': key } }));
    setDone(true);
    onDone();
  });
  if (isDone) return <Text role="status">{words.stay.done}</Text>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (place.wardId) {
          void act.run({
            patientId,
            class: kind,
            wardId: place.wardId,
            ...(place.bedId && { bedId: place.bedId }),
            reason,
          });
        }
      }}
    >
      <Stack maw={620}>
        <Title order={1} size="h3">
          {words.stay.admit}
        </Title>
        <Select
          label={words.stay.class}
          allowDeselect={false}
          value={kind}
          data={Object.entries(words.encounterClass).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value && setKind(value as AdmitDto['class'])}
        />
        <PlaceChoice place={place} onChange={setPlace} />
        <TextInput
          label={words.stay.reason}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNotice problem={act.problem} />
        <Button type="submit" loading={act.isBusy}>
          {words.stay.admit}
        </Button>
      </Stack>
    </form>
  );
}

function Open({ encounterId, onDone }: { readonly encounterId: string; readonly onDone: () => void }) {
  const encounter = useQuery({
    queryKey: ['encounter', encounterId],
    queryFn: () => answerOf(getApiV1EncountersById({ path: { id: encounterId } })),
    staleTime: 0,
  });
  return (
    <Waiting of={encounter}>
      {(found) => (
        <Stack maw={700}>
          {iMay('encounter.transfer') && <Transfer encounter={found} onDone={onDone} />}
          {iMay('encounter.discharge') && <Discharge encounter={found} onDone={onDone} />}
        </Stack>
      )}
    </Waiting>
  );
}

type Props = { readonly encounter: EncounterResponse; readonly onDone: () => void };

function Transfer({ encounter, onDone }: Props) {
  const words = useWords();
  const [place, setPlace] = useState<Place>({ wardId: encounter.wardId, bedId: null });
  const act = useAct(async (body: TransferDto) => {
    await answerOf(
      postApiV1EncountersByIdTransfer({
        path: { id: encounter.id },
        body,
        headers: { 'If-Match': etag(encounter.version) },
      }),
    );
    onDone();
  });
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.stay.transfer}
        </Title>
        <Text className="muted">
          {encounter.ward?.name} {encounter.bed?.code ?? words.stay.noBed}
        </Text>
        <PlaceChoice place={place} onChange={setPlace} />
        <ProblemNotice problem={act.problem} />
        <Button
          w="fit-content"
          loading={act.isBusy}
          onClick={() =>
            place.wardId && void act.run({ wardId: place.wardId, ...(place.bedId && { bedId: place.bedId }) })
          }
        >
          {words.stay.transfer}
        </Button>
      </Stack>
    </Card>
  );
}

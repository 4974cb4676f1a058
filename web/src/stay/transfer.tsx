import { Text } from '@mantine/core';
import { useState } from 'react';
import { postApiV1EncountersByIdTransfer, type EncounterResponse, type TransferDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useWords } from '../words/use-words.ts';
import { PlaceChoice, type Place } from './place-choice.tsx';

export interface StayProps {
  readonly encounter: EncounterResponse;
  /** Done: what is said of it, and the stay as it is now, which the next act is about. */
  readonly onDone: (what: string, encounter: EncounterResponse) => void;
}

/** To another ward or bed. */
export function Transfer({ encounter, onDone }: StayProps) {
  const words = useWords();
  const [place, setPlace] = useState<Place>({ wardId: encounter.wardId, bedId: null });
  const act = useAct(async (body: TransferDto) => {
    const path = { id: encounter.id };
    const moved = await answerOf(
      postApiV1EncountersByIdTransfer({ path, body, headers: { 'If-Match': etag(encounter.version) } }),
    );
    onDone(words.course.moved(moved.ward?.name ?? '', moved.bed?.code ?? ''), moved);
  });
  const isElsewhere = place.wardId !== encounter.wardId || place.bedId !== null;
  const blocked = isElsewhere ? undefined : words.stay.samePlace;
  const submit = () => {
    if (place.wardId) void act.run({ wardId: place.wardId, ...(place.bedId && { bedId: place.bedId }) });
  };
  return (
    <Section title={words.stay.transfer}>
      <Text className="muted">
        {encounter.ward?.name} {encounter.bed?.code ?? words.stay.noBed}
      </Text>
      <ActForm act={act} label={words.stay.transfer} blocked={blocked} onSubmit={submit}>
        <PlaceChoice place={place} onChange={setPlace} />
      </ActForm>
    </Section>
  );
}

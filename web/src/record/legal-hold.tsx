import { Text, TextInput } from '@mantine/core';
import {
  postApiV1EncountersByIdLegalHold,
  postApiV1EncountersByIdLegalHoldEnd,
  type LegalHoldDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { RecordProps } from './record-screen.tsx';

/** The record is kept as it is for a court or an authority, or no longer. */
export function LegalHold({ encounter, onDone }: RecordProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `hold ${encounter.id}`);
  const { legalHold } = encounter;
  const act = useAct(async (body: LegalHoldDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(
      legalHold ? postApiV1EncountersByIdLegalHoldEnd(call) : postApiV1EncountersByIdLegalHold(call),
    );
    clear();
    onDone(legalHold ? words.course.holdEndDone : words.course.holdDone, changed);
  });
  const label = legalHold ? words.course.holdEnd : words.course.hold;
  return (
    <Section title={words.course.hold}>
      <Text className={legalHold ? 'severe' : 'muted'}>
        {legalHold
          ? `${words.course.held(fullMoment(legalHold.since))} ${legalHold.reason ?? ''}`
          : words.course.holdAbout}
      </Text>
      <ActForm act={act} label={label} onSubmit={() => void act.run(fields)}>
        <TextInput label={words.course.reason} required {...typed('reason')} />
      </ActForm>
    </Section>
  );
}

import { Text, TextInput } from '@mantine/core';
import {
  patchApiV1EncountersById,
  postApiV1EncountersByIdCancel,
  type CancelEncounterDto,
  type UpdateEncounterDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import type { StayProps } from './transfer.tsx';

/** What was said when the patient came: why, put right; and the stay itself, when it was begun by mistake. */
export function Begun(props: StayProps) {
  const words = useWords().course;
  return (
    <Section title={words.begun}>
      <Reason key={props.encounter.reason} {...props} />
      <Folded label={words.cancelStay}>
        <Cancel {...props} />
      </Folded>
    </Section>
  );
}

function Reason({ encounter, onDone }: StayProps) {
  const words = useWords();
  const { id, version } = encounter;
  const { fields, typed, clear } = useFields({ reason: encounter.reason ?? '' }, `reason ${id}`);
  const act = useAct(async (body: UpdateEncounterDto) => {
    const call = { path: { id }, body, headers: { 'If-Match': etag(version) } };
    const changed = await answerOf(patchApiV1EncountersById(call));
    clear();
    onDone(words.course.reasonSet, changed);
  });
  const reason = fields.reason.trim();
  return (
    <ActForm
      act={act}
      label={words.course.setReason}
      blocked={reason === (encounter.reason ?? '') ? words.nothingChanged : undefined}
      onSubmit={() => void act.run({ reason })}
    >
      <TextInput label={words.course.whyCame} required {...typed('reason')} />
    </ActForm>
  );
}

function Cancel({ encounter, onDone }: StayProps) {
  const words = useWords().course;
  const { id, version } = encounter;
  const { fields, typed, clear } = useFields({ reason: '' }, `cancel ${id}`);
  const act = useAct(async (body: CancelEncounterDto) => {
    const call = { path: { id }, body, headers: { 'If-Match': etag(version) } };
    const changed = await answerOf(postApiV1EncountersByIdCancel(call));
    clear();
    onDone(words.stayCancelled, changed);
  });
  return (
    <ActForm act={act} label={words.cancelStay} color="red.9" onSubmit={() => void act.run(fields)}>
      <Text>{words.cancelStayAbout}</Text>
      <TextInput label={words.whyCancel} required {...typed('reason')} />
    </ActForm>
  );
}

import { Text, TextInput } from '@mantine/core';
import {
  postApiV1EncountersByIdDischargeCorrect,
  postApiV1EncountersByIdReopen,
  type CorrectDischargeDto,
  type ReopenDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { RecordProps } from './record-screen.tsx';
import { DispositionSelect } from '../stay/disposition-select.tsx';

/** Takes a discharge back. */
export function Reopen({ encounter, onDone }: RecordProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `reopen ${encounter.id}`);
  const act = useAct(async (body: ReopenDto) => {
    const headers = { 'If-Match': etag(encounter.version) };
    const changed = await answerOf(postApiV1EncountersByIdReopen({ path: { id: encounter.id }, body, headers }));
    clear();
    onDone([words.course.reopened, changed.bedNotReturned?.text ?? ''].join(' ').trim(), changed);
  });
  return (
    <Section title={words.course.reopen}>
      <Text className="muted">{words.course.reopenAbout}</Text>
      <ActForm act={act} label={words.course.reopen} color="red.9" onSubmit={() => void act.run(fields)}>
        <TextInput label={words.course.reason} required {...typed('reason')} />
      </ActForm>
    </Section>
  );
}

/** Says how the patient really left. */
export function CorrectLeaving({ encounter, onDone }: RecordProps) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields(
    { disposition: '', destination: '', reason: '' },
    `leaving ${encounter.id}`,
  );
  const act = useAct(async (body: CorrectDischargeDto) => {
    const headers = { 'If-Match': etag(encounter.version) };
    const changed = await answerOf(
      postApiV1EncountersByIdDischargeCorrect({ path: { id: encounter.id }, body, headers }),
    );
    clear();
    onDone(words.course.done, changed);
  });
  const { disposition, destination, reason } = fields;
  const isTransfer = disposition === 'other-hcf';
  const submit = () =>
    void act.run({
      disposition: disposition as CorrectDischargeDto['disposition'],
      reason,
      ...(isTransfer && { destination }),
    });
  return (
    <Section title={words.course.correctDischarge}>
      {encounter.discharge && encounter.endedAt && (
        <Text className="muted">
          {words.course.leftAs(
            words.stay.dispositions[encounter.discharge.disposition] ?? encounter.discharge.dispositionText,
            fullMoment(encounter.endedAt),
          )}
        </Text>
      )}
      <ActForm
        act={act}
        label={words.course.correctDischarge}
        color="red.9"
        blocked={stillNeeded(words, [[words.stay.disposition, disposition !== '']])}
        onSubmit={submit}
      >
        <DispositionSelect {...chosen('disposition')} />
        {isTransfer && <TextInput label={words.stay.destination} required {...typed('destination')} />}
        <TextInput label={words.course.reason} required {...typed('reason')} />
      </ActForm>
    </Section>
  );
}

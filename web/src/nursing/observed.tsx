import { Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  getApiV1EncountersByIdObservationSettings,
  postApiV1EncountersByIdCareLevel,
  postApiV1EncountersByIdPregnancy,
  postApiV1EncountersByIdSpo2Scale,
  type SetCareLevelDto,
  type SetPregnancyDto,
  type SettingsPage,
  type SetSpo2ScaleDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { doubtsAsked, type DiagnosisDoubt } from '../background/diagnosis-doubts.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { LookedAgain } from '../shell/looked-again.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';

/** How closely a patient is observed, and by which scale of the oxygen saturation. */
export function Observed(props: NursingProps) {
  const words = useWords();
  const { encounterId, isOpen, isMale } = props;
  const settings = useQuery({
    queryKey: ['nursing', 'settings', encounterId],
    queryFn: () =>
      answerOf(getApiV1EncountersByIdObservationSettings({ path: { id: encounterId }, query: { limit: 50 } })),
  });
  return (
    <Section title={words.nursing.observed}>
      <Waiting of={settings}>
        {(found) => (
          <>
            <Setting found={found} kind="care-level" title={words.nursing.careLevel}>
              {found.careLevel ? (words.nursing.levels[found.careLevel] ?? found.careLevel) : words.nursing.noLevel}
            </Setting>
            {isOpen && iMay('observation.decide') && (
              <Folded label={words.nursing.setLevel}>
                <CareLevel {...props} />
              </Folded>
            )}
            <Setting found={found} kind="spo2-scale" title={words.nursing.scale}>
              {words.nursing.scales[`${found.spo2Scale}`] ?? ''}
            </Setting>
            {isOpen && iMay('observation.decide') && (
              <Folded label={words.nursing.setScale}>
                <Scale {...props} now={found.spo2Scale} />
              </Folded>
            )}
            {found.pregnancy && (
              <Setting found={found} kind="pregnancy" title={words.nursing.pregnancy}>
                {words.nursing.pregnancies[found.pregnancy] ?? found.pregnancy}
              </Setting>
            )}
            {!isMale && isOpen && iMay('vitals.write') && (
              <Folded label={words.nursing.setPregnancy}>
                <Pregnancy {...props} />
              </Folded>
            )}
          </>
        )}
      </Waiting>
    </Section>
  );
}

interface SettingProps {
  readonly found: SettingsPage;
  readonly kind: string;
  readonly title: string;
  readonly children: string;
}

/** What holds, who decided it, when and why. */
function Setting({ found, kind, title, children }: SettingProps) {
  const words = useWords();
  const set = found.items.find((one) => one.kind === kind && one.endedAt === null);
  return (
    <Text>
      {title}: <strong>{children}</strong>
      {set && (
        <span className="muted">
          {' · '}
          {[words.nursing.setBy(set.setBy.fullName, moment(set.setAt)), set.reason].filter(Boolean).join(' · ')}
        </span>
      )}
    </Text>
  );
}

function CareLevel({ encounterId, onDone }: NursingProps) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ level: '', reason: '' }, `care-level ${encounterId}`);
  const act = useAct(async (body: SetCareLevelDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    const { notice } = await answerOf(postApiV1EncountersByIdCareLevel(call));
    clear();
    onDone(notice ?? words.nursing.saved);
  });
  const submit = () =>
    void act.run({
      level: fields.level as SetCareLevelDto['level'],
      ...(fields.reason.trim() && { reason: fields.reason.trim() }),
    });
  return (
    <ActForm act={act} label={words.save} onSubmit={submit}>
      <Select
        label={words.nursing.careLevel}
        required
        data={Object.entries(words.nursing.levels).map(([value, label]) => ({ value, label }))}
        {...chosen('level')}
      />
      <TextInput label={words.nursing.reason} maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

function Scale({ encounterId, now, onDone }: NursingProps & { readonly now: number }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `spo2-scale ${encounterId}`);
  const next = now === 2 ? 1 : 2;
  const act = useAct(async (body: SetSpo2ScaleDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    const { notice } = await answerOf(postApiV1EncountersByIdSpo2Scale(call));
    clear();
    onDone(notice ?? words.nursing.saved);
  });
  const label = words.nursing.scales[`${next}`] ?? '';
  return (
    <ActForm act={act} label={label} onSubmit={() => void act.run({ scale: next, reason: fields.reason })}>
      <TextInput label={words.nursing.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

function Pregnancy({ encounterId, onDone }: NursingProps) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ status: '', reason: '' }, `pregnancy ${encounterId}`);
  const act = useAct(async (body: SetPregnancyDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    const { notice } = await answerOf(postApiV1EncountersByIdPregnancy(call));
    clear();
    onDone(notice ?? words.nursing.saved);
  });
  const asked = doubtsAsked(act.problem);
  const submit = (confirmed: readonly DiagnosisDoubt[] = []) =>
    void act.run({
      status: fields.status as SetPregnancyDto['status'],
      ...(fields.reason.trim() && { reason: fields.reason.trim() }),
      ...(confirmed.length > 0 && { confirmed: [...confirmed] }),
    });
  return (
    <ActForm
      act={act}
      label={words.save}
      onSubmit={() => submit()}
      aside={<LookedAgain isAsked={asked.length > 0} isBusy={act.isBusy} onPress={() => submit(asked)} />}
    >
      <Select
        label={words.nursing.pregnancy}
        required
        data={Object.entries(words.nursing.pregnancies).map(([value, label]) => ({ value, label }))}
        {...chosen('status')}
      />
      <TextInput label={words.nursing.how} maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

import { Checkbox, Select, TextInput } from '@mantine/core';
import {
  postApiV1PatientsByIdHistory,
  type BackgroundDto,
  type ChartResponse,
  type RecordedBackgroundResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { choicesOf } from '../chart/choices.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields, type Fields } from '../shell/use-fields.ts';
import { PartialDateField } from '../shell/partial-date-field.tsx';
import { LookedAgain } from '../shell/looked-again.tsx';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { doubtsAsked, type DiagnosisDoubt } from './diagnosis-doubts.ts';
import {
  KINDS,
  bodyOf,
  has,
  isAge,
  isDate,
  isGestation,
  isPregnant,
  MRI_SAFETY,
  NOTHING,
  RELATIVES,
  statesOf,
  topicsOf,
  USES,
  type Typed,
} from './fields.ts';

interface Props {
  readonly chart: ChartResponse;
  readonly onDone: (said: string) => void;
}

/** Records one entry; which fields there are depends on its kind. What is unusual for the sex or age is asked about once. */
export function RecordBackground({ chart: { patient, encounter }, onDone }: Props) {
  const words = useWords();
  const form = useFields(NOTHING, `background ${patient.id}`);
  const { fields } = form;
  const act = useAct(async (body: BackgroundDto, key) => {
    const call = { path: { id: patient.id }, body, headers: { 'Idempotency-Key': key } };
    const { notice }: RecordedBackgroundResponse = await answerOf(postApiV1PatientsByIdHistory(call));
    form.clear();
    onDone(notice ? `${words.background.recorded} ${notice}` : words.background.recorded);
  });
  const asked = doubtsAsked(act.problem);
  const record = (confirmed: readonly DiagnosisDoubt[] = []) =>
    void act.run({
      ...bodyOf(fields, encounter?.id),
      ...(confirmed.length > 0 && { confirmed: [...confirmed] }),
    });
  return (
    <ActForm
      act={act}
      label={words.save}
      blocked={mistakeIn(fields, words)}
      onSubmit={() => record()}
      aside={<LookedAgain isAsked={asked.length > 0} isBusy={act.isBusy} onPress={() => record(asked)} />}
    >
      <Select
        label={words.background.kind}
        maw={420}
        data={choicesOf(KINDS, words.background.kinds)}
        value={fields.kind}
        onChange={(kind) => kind && form.set({ kind, topic: '', state: '' })}
      />
      <OfKind form={form} />
      <Period form={form} />
    </ActForm>
  );
}

function OfKind({ form: { fields, set, typed, chosen } }: { readonly form: Fields<Typed> }) {
  const words = useWords().background;
  const { kind } = fields;
  return (
    <div className="vitals-grid">
      {has(kind, 'topic') && (
        <Select label={words.topic} required data={choicesOf(topicsOf(kind), words.topics)} {...chosen('topic')} />
      )}
      {has(kind, 'relationship') && (
        <Select
          label={words.relationship}
          required
          data={choicesOf(RELATIVES, words.relatives)}
          {...chosen('relationship')}
        />
      )}
      {has(kind, 'state') && (
        <Select label={words.state} required data={choicesOf(statesOf(kind), words.states)} {...chosen('state')} />
      )}
      {has(kind, 'text') && (
        <TextInput
          label={words.texts[kind] ?? words.text}
          required={kind in words.texts}
          maxLength={500}
          autoComplete="off"
          {...typed('text')}
        />
      )}
      {has(kind, 'use') && <Select label={words.use} clearable data={choicesOf(USES, words.uses)} {...chosen('use')} />}
      {has(kind, 'amount') && (
        <TextInput
          label={words.amount}
          placeholder={words.amountHint}
          maxLength={100}
          autoComplete="off"
          {...typed('amount')}
        />
      )}
      {has(kind, 'site') && <TextInput label={words.site} maxLength={100} autoComplete="off" {...typed('site')} />}
      {has(kind, 'serialNumber') && (
        <TextInput label={words.serialNumber} maxLength={100} autoComplete="off" {...typed('serialNumber')} />
      )}
      {has(kind, 'mriSafety') && (
        <Select label={words.mriSafety} clearable data={choicesOf(MRI_SAFETY, words.mri)} {...chosen('mriSafety')} />
      )}
      {has(kind, 'ageAtOnset') && (
        <TextInput
          label={words.ageAtOnset}
          inputMode="numeric"
          autoComplete="off"
          error={isAge(fields) ? undefined : words.badAge}
          {...typed('ageAtOnset')}
        />
      )}
      {isPregnant(fields) && <Gestation fields={fields} typed={typed} />}
      {has(kind, 'deceased') && (
        <Checkbox
          label={words.deceased}
          checked={fields.deceased !== ''}
          onChange={(event) => set({ deceased: event.currentTarget.checked ? 'yes' : '' })}
        />
      )}
    </div>
  );
}

function Gestation({ fields, typed }: Pick<Fields<Typed>, 'fields' | 'typed'>) {
  const words = useWords().background;
  return (
    <>
      <TextInput
        label={words.weeks}
        inputMode="numeric"
        autoComplete="off"
        error={isGestation(fields) ? undefined : words.badWeeks}
        {...typed('weeks')}
      />
      <TextInput label={words.days} inputMode="numeric" autoComplete="off" {...typed('days')} />
    </>
  );
}

function Period({ form: { fields, typed } }: { readonly form: Fields<Typed> }) {
  const words = useWords();
  return (
    <div className="vitals-grid">
      {(['since', 'until'] as const).map((name) => (
        <PartialDateField
          key={name}
          label={words.background[name]}
          isBad={!isDate(fields[name])}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...typed(name)}
        />
      ))}
    </div>
  );
}

/** The first that cannot be sent as it was typed, as it is said at its field. */
function mistakeIn(fields: Typed, { background, putRight }: Words): string | undefined {
  if (has(fields.kind, 'ageAtOnset') && !isAge(fields)) return background.badAge;
  if (isPregnant(fields) && !isGestation(fields)) return background.badWeeks;
  return isDate(fields.since) && isDate(fields.until) ? undefined : putRight.badDate;
}

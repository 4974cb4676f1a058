import { Button, Checkbox, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DoseResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ActForm } from '../shell/act-form.tsx';
import { WitnessPin } from '../shell/witness-pin.tsx';
import { useFields } from '../shell/use-fields.ts';
import { StaffSelect } from '../ward/staff-select.tsx';
import { readTimeOfDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';
import { actsOn, askedOf, recordDose, type DoseAct } from './dose-acts.ts';
import { Measured, placeholderOf } from './measured.tsx';
import { isRate, rateUnitOf, unitWords } from './dose-words.ts';
import { placeholdersOf } from './running-words.ts';

interface Props {
  readonly dose: DoseResponse;
  /** Done, or somebody else was first: what is shown has to be asked for again. */
  readonly onChanged: (said?: string) => void;
  readonly onClose: () => void;
}

const EMPTY = {
  ...{ patient: '', medication: '', at: '', measured: '', measuredUnit: '', value: '' },
  ...{ runRate: '', volume: '', confirmed: '', happened: '', reason: '', witnessId: '', outcome: '' },
};

/** What becomes of one dose. The cursor stands in the first field; Enter does it. */
export function DoseForm({ dose, onChanged, onClose }: Props) {
  const words = useWords();
  const acts = actsOn(dose);
  const [what, setWhat] = useState<DoseAct>(acts[0]!);
  const form = useFields(EMPTY, `dose ${dose.id}`);
  // Another person's: it is kept nowhere, whatever becomes of the act.
  const [witnessPin, setWitnessPin] = useState('');
  const [mistake, setMistake] = useState<string>();
  const act = useAct(async (said: { what: DoseAct; fields: Parameters<typeof recordDose>[2] }, key) => {
    let now: DoseResponse;
    try {
      now = await recordDose(dose, said.what, said.fields, key);
    } catch (error) {
      // Somebody was first, or the order has changed: the list says what holds now, the refusal who did it.
      if (error instanceof ServiceProblem && [409, 412].includes(error.status)) onChanged();
      throw error;
    }
    form.clear();
    const isOutOfScale = said.what === 'give' && now.status === 'held';
    const done = isOutOfScale ? words.medicines.outOfScaleDone : words.medicines.acts[said.what];
    onChanged(words.medicines.done(dose.medication.display ?? '', done));
  });
  const asked = askedOf(what, dose, { refusal: codeOf(act.problem), happened: form.fields.happened === 'yes' });
  const label = what === 'give' && dose.runsIn ? words.medicines.begin : words.medicines.acts[what];
  const { value, runRate, volume } = form.fields;
  const bad = [value, runRate, volume].map((typed) => amountMistake(words, typed)).find(Boolean);
  const submit = () => {
    const at = form.fields.at && readTimeOfDay(form.fields.at);
    setMistake(at === undefined ? words.medicines.badTime : undefined);
    if (at !== undefined) {
      void act.run({ what, fields: { ...form.fields, at, witnessPin } });
      setWitnessPin('');
    }
  };
  return (
    <div
      className="dose-form"
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
    >
      <ActForm
        act={act}
        label={label}
        blocked={acts.includes(what) ? bad : words.medicines.chooseAgain}
        onSubmit={submit}
        aside={
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
        }
      >
        {acts.length > 1 && (
          <SegmentedControl
            aria-label={words.medicines.what}
            w="fit-content"
            value={what}
            onChange={(value) => {
              setWhat(value);
              act.clear();
            }}
            data={acts.map((value) => ({
              value,
              label: value === 'give' && dose.runsIn ? words.medicines.begin : words.medicines.acts[value],
            }))}
          />
        )}
        <Group align="flex-start" gap="sm">
          {asked.has('scan') && (
            <>
              <TextInput autoFocus label={words.medicines.scanPatient} autoComplete="off" {...form.typed('patient')} />
              <TextInput label={words.medicines.scanMedication} autoComplete="off" {...form.typed('medication')} />
            </>
          )}
          {asked.has('measured') && <Measured dose={dose} form={form} />}
          {asked.has('outcome') && (
            <Select
              label={words.medicines.outcome}
              required
              w={330}
              data={outcomesOf(words, dose)}
              {...form.chosen('outcome')}
            />
          )}
          {asked.has('value') && (
            <TextInput
              label={valueLabel(words, what, dose)}
              inputMode="decimal"
              placeholder={what === 'give' ? placeholderOf(dose, form.fields) : undefined}
              required={what !== 'give' && what !== 'correct'}
              autoFocus={!asked.has('scan')}
              autoComplete="off"
              w={190}
              error={amountMistake(words, value)}
              {...form.typed('value')}
            />
          )}
          {asked.has('runRate') && (
            <TextInput
              label={words.medicines.rateOf(unitWords(words, rateUnitOf(dose)))}
              inputMode="decimal"
              placeholder={placeholdersOf(what, dose).rate}
              autoComplete="off"
              w={190}
              error={amountMistake(words, runRate)}
              {...form.typed('runRate')}
            />
          )}
          {asked.has('volume') && (
            <TextInput
              label={what === 'bag' || what === 'give' ? words.medicines.bagVolume : words.medicines.wentIn}
              inputMode="decimal"
              placeholder={placeholdersOf(what, dose).volume}
              required={what === 'stop' && dose.running?.infused !== null}
              autoComplete="off"
              w={230}
              error={amountMistake(words, volume)}
              {...form.typed('volume')}
            />
          )}
          {asked.has('at') && (
            <TextInput
              label={words.medicines.at}
              placeholder={words.medicines.atHint}
              error={mistake}
              autoComplete="off"
              w={250}
              {...form.typed('at')}
            />
          )}
        </Group>
        {asked.has('confirmed') && (
          <Checkbox
            label={words.medicines.rateConfirmed}
            checked={form.fields.confirmed === 'yes'}
            onChange={(event) => form.set({ confirmed: event.currentTarget.checked ? 'yes' : '' })}
          />
        )}
        {asked.has('happened') && (
          <Checkbox
            label={words.medicines.happened}
            checked={form.fields.happened === 'yes'}
            onChange={(event) => form.set({ happened: event.currentTarget.checked ? 'yes' : '' })}
          />
        )}
        {(asked.has('reason') || asked.has('witness')) && (
          <Group align="flex-start" gap="sm">
            {asked.has('reason') && (
              <TextInput
                label={words.medicines.reason}
                required={what !== 'give'}
                autoFocus={!asked.has('scan') && !asked.has('value')}
                autoComplete="off"
                w={420}
                {...form.typed('reason')}
              />
            )}
            {asked.has('witness') && (
              <>
                <StaffSelect
                  label={words.medicines.witness}
                  placeholder={words.medicines.witnessHint}
                  {...form.chosen('witnessId')}
                />
                <WitnessPin value={witnessPin} onChange={setWitnessPin} />
              </>
            )}
          </Group>
        )}
      </ActForm>
    </div>
  );
}

/** Of an infusion whose steps are known: that it did not happen; all else is put right step by step. */
const outcomesOf = (words: ReturnType<typeof useWords>, { running }: DoseResponse) =>
  Object.entries(words.medicines.outcomes)
    .filter(([value]) => value === 'not-given' || !running || running.steps.length === 0)
    .map(([value, text]) => ({ value, label: text }));

const codeOf = (problem: unknown): string | undefined => (problem instanceof ServiceProblem ? problem.code : undefined);

function valueLabel(words: ReturnType<typeof useWords>, what: DoseAct, whole: DoseResponse): string {
  const { dose } = whole;
  const unit = unitWords(words, dose.unit);
  if (what === 'rate') return words.medicines.rateOf(unitWords(words, rateUnitOf(whole)));
  if (what === 'waste') return words.medicines.wastedAmount(unit);
  return isRate(whole) && what === 'give' ? words.medicines.rateOf(unit) : words.medicines.amount(unit);
}

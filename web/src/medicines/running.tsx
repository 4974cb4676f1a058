import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SAYS_VOLUME, SETS_RATE } from '../../../src/clinical/infusions/infusion-course.rules.ts';
import {
  postApiV1DosesByIdStepsByStepIdCorrect,
  type DoseResponse,
  type InfusionStepResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Warn } from '../shell/warn.tsx';
import { WitnessPin } from '../shell/witness-pin.tsx';
import { StaffSelect } from '../ward/staff-select.tsx';
import { readAmount, readTimeOfDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';
import { isAgainstOrder } from './dose-acts.ts';
import { rateUnitOf, unitWords } from './dose-words.ts';
import { doseRateWords, runningWords, stepWords } from './running-words.ts';

/** How an infusion stands: how fast it runs, what went in, when the bag is empty, and that somebody has to stop it. */
export function Running({ dose }: { readonly dose: DoseResponse }) {
  const words = useWords();
  const { running, status } = dose;
  if (!running || status === 'planned' || running.state === 'none') return null;
  const rates = doseRateWords(words, dose);
  return (
    <div>
      <div className={running.bag?.isEmpty ? 'severe' : undefined}>
        {running.bag?.isEmpty && <Warn />} {runningWords(words, running)}
      </div>
      {rates && <div className="muted">{rates}</div>}
      {running.toBeStopped && (
        <div className="severe">
          <Warn /> {words.medicines.running.toBeStopped[running.toBeStopped]}
        </div>
      )}
    </div>
  );
}

interface Props {
  readonly dose: DoseResponse;
  readonly onChanged: (said?: string) => void;
}

/** What was done to an infusion, the earliest first; each step can be put right, and what was wrong stays readable. */
export function Steps({ dose, onChanged }: Props) {
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const steps = dose.running?.steps ?? [];
  if (steps.length === 0) return null;
  return (
    <Folded label={words.medicines.steps.title}>
      <ol className="plain">
        {steps.map((step) => (
          <li key={step.id}>
            <Group gap="xs">
              <Text size="sm" td={step.isInError ? 'line-through' : undefined}>
                {stepWords(words, step)}
              </Text>
              {step.isInError && <Text size="sm">{words.medicines.steps.wrong(step.inErrorReason ?? '')}</Text>}
              {!step.isInError && step.replacesId && <Text size="sm">{words.medicines.steps.corrected}</Text>}
              {!step.isInError && step.id !== dose.id && iMay('dose.record') && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`${words.medicines.steps.correct}: ${stepWords(words, step)}`}
                  onClick={() => setChosen(chosen === step.id ? undefined : step.id)}
                >
                  {words.medicines.steps.correct}
                </Button>
              )}
            </Group>
            {chosen === step.id && <CorrectStep dose={dose} step={step} onChanged={onChanged} />}
          </li>
        ))}
      </ol>
    </Folded>
  );
}

function CorrectStep({ dose, step, onChanged }: Props & { readonly step: InfusionStepResponse }) {
  const words = useWords();
  const { steps, rateOf, atHint, badTime } = words.medicines;
  const form = useFields(
    { at: '', rate: '', volume: '', reason: '', gone: '', happened: '', witnessId: '' },
    `step ${step.id}`,
  );
  // Another person's: it is kept nowhere, whatever becomes of the act.
  const [witnessPin, setWitnessPin] = useState('');
  const [mistake, setMistake] = useState<string>();
  const isGone = form.fields.gone === 'yes';
  const act = useAct(async (at: string, key) => {
    const { rate, volume, reason, witnessId } = form.fields;
    const body = isGone
      ? ({ outcome: 'not-happened', reason } as const)
      : ({
          outcome: 'otherwise',
          reason,
          ...(at && { at }),
          ...(rate.trim() && { rate: { value: readAmount(rate), unit: rateUnitOf(dose) } }),
          ...(volume.trim() && { volume: readAmount(volume) }),
          ...(form.fields.happened === 'yes' && { happened: true }),
          ...(witnessId && { witnessId, ...(witnessPin && { witnessPin }) }),
        } as const);
    const headers = { 'If-Match': etag(dose.version), 'Idempotency-Key': key };
    await answerOf(postApiV1DosesByIdStepsByStepIdCorrect({ path: { id: dose.id, stepId: step.id }, headers, body }));
    form.clear();
    onChanged(words.medicines.done(dose.medication.display ?? '', steps.correct.toLowerCase()));
  });
  const code = act.problem instanceof ServiceProblem ? act.problem.code : undefined;
  const isAgainst = !isGone && (isAgainstOrder(code) || form.fields.happened === 'yes');
  const bad = amountMistake(words, form.fields.rate) ?? amountMistake(words, form.fields.volume);
  const submit = () => {
    const at = form.fields.at && readTimeOfDay(form.fields.at);
    setMistake(at === undefined ? badTime : undefined);
    if (at === undefined) return;
    void act.run(at);
    setWitnessPin('');
  };
  return (
    <ActForm act={act} label={steps.correct} blocked={bad} onSubmit={submit}>
      <Stack gap="xs">
        {step.kind !== 'begin' && (
          <Checkbox
            label={steps.gone}
            checked={isGone}
            onChange={(event) => form.set({ gone: event.currentTarget.checked ? 'yes' : '' })}
          />
        )}
        {!isGone && (
          <Group align="flex-start" gap="sm">
            <TextInput label={steps.rightTime} placeholder={atHint} error={mistake} w={230} {...form.typed('at')} />
            {SETS_RATE.includes(step.kind) && (
              <TextInput
                error={amountMistake(words, form.fields.rate)}
                label={rateOf(unitWords(words, rateUnitOf(dose)))}
                inputMode="decimal"
                w={190}
                {...form.typed('rate')}
              />
            )}
            {SAYS_VOLUME.includes(step.kind) && (
              <TextInput
                error={amountMistake(words, form.fields.volume)}
                label={steps.rightVolume}
                inputMode="decimal"
                w={190}
                {...form.typed('volume')}
              />
            )}
          </Group>
        )}
        {isAgainst && (
          <Checkbox
            label={words.medicines.happened}
            checked={form.fields.happened === 'yes'}
            onChange={(event) => form.set({ happened: event.currentTarget.checked ? 'yes' : '' })}
          />
        )}
        <TextInput label={words.medicines.reason} required maxLength={500} w={420} {...form.typed('reason')} />
        {!isGone && (isAgainst ? dose.highAlert : code === 'dose-witness-needed') && (
          <Group align="flex-start" gap="sm">
            <StaffSelect
              label={words.medicines.witness}
              placeholder={words.medicines.witnessHint}
              {...form.chosen('witnessId')}
            />
            <WitnessPin value={witnessPin} onChange={setWitnessPin} />
          </Group>
        )}
      </Stack>
    </ActForm>
  );
}

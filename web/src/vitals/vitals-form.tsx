import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  postApiV1EncountersByIdVitals,
  postApiV1VitalsByIdCorrect,
  type ChartedVitalsResponse,
  type VitalsResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ConfirmFields, fieldsToConfirm } from '../shell/confirm-fields.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKept } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { Choice } from './choice.tsx';
import { goOn } from './go-on.ts';
import { MoreVitals } from './more-vitals.tsx';
import { bodyOf, keptOf, mistakesIn, NOTHING, NUMBERS, typedOf, type Level, type TypedVitals } from './typed-vitals.ts';
import { vitalName } from './vital-name.ts';
import { unitSaid } from './unit-said.ts';

/** k: khí trời; a: air; o: oxygen. */
const OXYGEN_KEYS = [
  ['k', 'air'],
  ['a', 'air'],
  ['o', 'oxygen'],
] as const;
const LEVEL_KEYS = ['A', 'C', 'V', 'P', 'U'].map((level) => [level.toLowerCase(), level] as const);

interface Props {
  readonly encounterId: string;
  /** The set whose place this one takes; without it a new one is charted. */
  readonly correcting?: VitalsResponse;
  readonly isChild?: boolean;
  readonly onSaved: (saved: ChartedVitalsResponse) => void;
}

const at = (numbers: TypedVitals['numbers'], field: string) => (numbers as Partial<Record<string, string>>)[field];

/** One set of vital signs by keyboard alone: figures and Enter; what is rare is asked about once, what cannot be is refused. */
export function VitalsForm({ encounterId, correcting, isChild = false, onSaved }: Props) {
  const words = useWords();
  const [typed, keep, forget] = useKept<TypedVitals>(
    `vitals ${correcting?.id ?? encounterId}`,
    correcting ? typedOf(correcting) : NOTHING,
  );
  const [mistakes, setMistakes] = useState<Partial<Record<string, string>>>({});
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  // Whoever looked at a value again looked at that value: another one is asked about anew.
  const change = (next: TypedVitals) => {
    const isSame = (field: string) => at(next.numbers, field) === at(typed.numbers, field);
    setConfirmed((before) => before.filter(isSame));
    keep(() => next);
  };
  const act = useAct(async (said: { typed: TypedVitals; confirmed: readonly string[] }, key) => {
    const body = bodyOf(said.typed, said.confirmed);
    const saved = await answerOf(
      correcting
        ? postApiV1VitalsByIdCorrect({
            path: { id: correcting.id },
            body: { ...body, ...keptOf(correcting), reason: said.typed.reason },
            headers: { 'If-Match': etag(correcting.version) },
          })
        : postApiV1EncountersByIdVitals({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    forget();
    setConfirmed([]);
    onSaved(saved);
  });
  const toConfirm = fieldsToConfirm(act.problem);

  const save = () => {
    const wrong = mistakesIn(typed, words, correcting !== undefined);
    setMistakes(wrong);
    if (Object.keys(wrong).length === 0) void act.run({ typed, confirmed });
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack>
        <div className="vitals-grid">
          {NUMBERS.map(([field, unit], at) => (
            <TextInput
              key={field}
              name={field}
              label={`${words.vitals[field]} (${unitSaid(words, unit)})`}
              inputMode="decimal"
              autoComplete="off"
              autoFocus={at === 0}
              value={typed.numbers[field] ?? ''}
              error={mistakes[field]}
              onKeyDown={(event) => goOn(event, form.current)}
              onChange={(event) =>
                change({ ...typed, numbers: { ...typed.numbers, [field]: event.currentTarget.value } })
              }
            />
          ))}
        </div>
        <Group>
          <Choice
            label={words.vitals.supplementalOxygen}
            form={form}
            keys={OXYGEN_KEYS}
            value={typed.oxygen}
            data={[
              ['air', words.vitals.air],
              ['oxygen', words.vitals.oxygen],
            ]}
            onChange={(value) => change({ ...typed, oxygen: value as TypedVitals['oxygen'] })}
          />
          <Choice
            label={words.vitals.consciousness}
            form={form}
            keys={LEVEL_KEYS}
            value={typed.level}
            data={Object.entries(words.vitals.levels)}
            onChange={(value) => change({ ...typed, level: value as Level })}
          />
        </Group>
        <MoreVitals
          typed={typed}
          mistakes={mistakes}
          isOpen={isChild}
          hasTime={!correcting}
          onKeyDown={(event) => goOn(event, form.current)}
          onChange={change}
        />
        {correcting && (
          <TextInput
            label={words.course.reason}
            required
            maw={420}
            value={typed.reason}
            onChange={(event) => change({ ...typed, reason: event.currentTarget.value })}
          />
        )}
        {mistakes.form && <Text className="unsaved">{mistakes.form}</Text>}
        {toConfirm.length > 0 ? (
          <ConfirmFields
            asked={toConfirm}
            confirmed={confirmed}
            label={(field) =>
              field === 'onLeave' ? words.vitals.confirmPatient : words.vitals.confirm(vitalName(words, field))
            }
            onChange={setConfirmed}
          />
        ) : (
          <ProblemNotice problem={act.problem} />
        )}
        <Button type="submit" loading={act.isBusy}>
          {words.save}
        </Button>
      </Stack>
    </form>
  );
}

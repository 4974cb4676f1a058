import { Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import {
  postApiV1EncountersByIdVitals,
  type ChartedVitalsResponse,
  type ChartVitalsDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { usePerson } from '../session/use-session.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { readFigure } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { vitalName } from './vital-name.ts';

/** In the order in which a nurse measures; one press of Enter leads to the next. */
const NUMBERS = [
  ['respiratoryRate', '/min'],
  ['oxygenSaturation', '%'],
  ['systolic', 'mmHg'],
  ['diastolic', 'mmHg'],
  ['heartRate', '/min'],
  ['temperature', '°C'],
] as const;
/** k: khí trời; a: air; o: oxygen. */
const OXYGEN_KEYS = [
  ['k', 'air'],
  ['a', 'air'],
  ['o', 'oxygen'],
] as const;
const LEVEL_KEYS = ['A', 'C', 'V', 'P', 'U'].map((level) => [level.toLowerCase(), level] as const);
type Field = (typeof NUMBERS)[number][0];
type Level = NonNullable<ChartVitalsDto['consciousness']>;

/** What is being typed, as it was typed. */
export interface TypedVitals {
  readonly numbers: Readonly<Partial<Record<Field, string>>>;
  readonly oxygen: '' | 'air' | 'oxygen';
  readonly level: Level | '';
}
const NOTHING: TypedVitals = { numbers: {}, oxygen: '', level: '' };
/** What was typed and not saved stays for its author and the stay while the page lives: a look elsewhere loses nothing. */
const unsent = new Map<string, TypedVitals>();

interface Props {
  readonly encounterId: string;
  readonly onSaved: (saved: ChartedVitalsResponse) => void;
}

/** One set of vital signs by keyboard alone: figures and Enter; what is rare is asked about once, what cannot be is refused. */
export function VitalsForm({ encounterId, onSaved }: Props) {
  const words = useWords();
  // Of this person only: whoever signs in next at the terminal sees nothing of it.
  const mine = `${usePerson().id} ${encounterId}`;
  const [typed, setTyped] = useState(unsent.get(mine) ?? NOTHING);
  const [mistakes, setMistakes] = useState<Partial<Record<string, string>>>({});
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const change = (next: TypedVitals) => {
    setTyped(next);
    unsent.set(mine, next);
  };
  const act = useAct(async (body: ChartVitalsDto, key) => {
    const saved = await answerOf(
      postApiV1EncountersByIdVitals({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    unsent.delete(mine);
    setTyped(NOTHING);
    setConfirmed([]);
    onSaved(saved);
  });
  const toConfirm = fieldsToConfirm(act.problem);

  const save = () => {
    const wrong = mistakesIn(typed, words.vitals.notNumber, words.vitals.empty);
    setMistakes(wrong);
    if (Object.keys(wrong).length > 0) return;
    void act.run(bodyOf(typed, confirmed));
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
              label={`${words.vitals[field]} (${unit === '/min' ? words.vitals.perMinute : unit})`}
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
        {mistakes.form && <Text className="unsaved">{mistakes.form}</Text>}
        {toConfirm.length > 0 ? (
          <Stack gap="xs" role="alert">
            <Text fw={600}>{words.vitals.unusual}</Text>
            {toConfirm.map(({ field, message }) => (
              <Checkbox
                key={field}
                label={words.vitals.confirm(vitalName(words, field))}
                description={message}
                checked={confirmed.includes(field)}
                onChange={(event) =>
                  setConfirmed(
                    event.currentTarget.checked ? [...confirmed, field] : confirmed.filter((one) => one !== field),
                  )
                }
              />
            ))}
          </Stack>
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

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly data: readonly (readonly [string, string])[];
  readonly keys: readonly (readonly [key: string, value: string])[];
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, data, keys, form, onChange }: ChoiceProps) {
  return (
    <div
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        choose(event, keys, onChange);
        goOn(event, form.current);
      }}
    >
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        value={value}
        onChange={onChange}
        data={[{ value: '', label: '–' }, ...data.map(([key, text]) => ({ value: key, label: text }))]}
      />
    </div>
  );
}

/** Enter leads to the next field or choice; in the last one it saves, as the form does by itself. */
function goOn(event: KeyboardEvent<HTMLElement>, form: HTMLFormElement | null): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !form) return;
  const stops = [...form.querySelectorAll<HTMLInputElement>('input[inputmode="decimal"], input[type="radio"]:checked')];
  const next = stops[stops.indexOf(event.target as HTMLInputElement) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next.type !== 'radio') next.select();
}

/** In a choice the first letter of an answer chooses it. */
function choose(
  event: KeyboardEvent<HTMLElement>,
  keys: readonly (readonly [key: string, value: string])[],
  onChange: (value: string) => void,
): void {
  const found = keys.find(([key]) => key === event.key.toLowerCase());
  if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  onChange(found[1]);
  event.currentTarget.querySelector<HTMLInputElement>(`input[value="${found[1]}"]`)?.focus();
}

function mistakesIn(typed: TypedVitals, notNumber: string, empty: string): Partial<Record<string, string>> {
  const wrong: Partial<Record<string, string>> = {};
  const given = NUMBERS.filter(([field]) => (typed.numbers[field] ?? '').trim() !== '');
  for (const [field] of given) if (Number.isNaN(readFigure(typed.numbers[field]!))) wrong[field] = notNumber;
  if (given.length === 0 && typed.oxygen === '' && typed.level === '') wrong.form = empty;
  return wrong;
}

function bodyOf(typed: TypedVitals, confirmed: readonly string[]): ChartVitalsDto {
  const numbers = Object.fromEntries(
    NUMBERS.filter(([field]) => (typed.numbers[field] ?? '').trim() !== '').map(([field]) => [
      field,
      readFigure(typed.numbers[field]!),
    ]),
  );
  return {
    ...numbers,
    ...(typed.oxygen && { supplementalOxygen: typed.oxygen === 'oxygen' }),
    ...(typed.level && { consciousness: typed.level }),
    ...(confirmed.length > 0 && { confirmed: confirmed as ChartVitalsDto['confirmed'] }),
  };
}

/** The rare values that the service asks about. */
function fieldsToConfirm(problem: unknown): readonly { readonly field: string; readonly message: string }[] {
  if (!(problem instanceof ServiceProblem) || !problem.code.startsWith('confirmation')) return [];
  return problem.errors.map(({ pointer, message }) => ({ field: pointer.replace(/^\//, ''), message }));
}

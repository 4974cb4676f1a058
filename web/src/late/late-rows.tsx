import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { DoseResponse } from '../api/generated/index.ts';
import { FLUID_KINDS } from '../fluids/fluid-kinds.ts';
import { NUMBERS } from '../vitals/typed-vitals.ts';
import { moment } from '../words/moments.ts';
import { amountMistake } from '../words/typed-number.ts';
import { useWords } from '../words/use-words.ts';
import { unitSaid } from '../vitals/unit-said.ts';
import {
  isFilled,
  isUnreadableNumber,
  isUnreadableTime,
  NO_DOSE,
  type TypedDose,
  type TypedFluid,
  type TypedRound,
} from './typed-late.ts';

const FLUIDS = (['in', 'out'] as const).flatMap((direction) =>
  FLUID_KINDS[direction].map((kind) => [direction, kind] as const),
);

interface AtProps {
  /** Whether something stands beside it. */
  readonly isNeeded: boolean;
  readonly value: string;
  readonly onChange: (at: string) => void;
}

/** When it was: never now. */
export function At({ isNeeded, value, onChange }: AtProps) {
  const { late } = useWords();
  return (
    <TextInput
      label={late.at}
      placeholder={late.atHint}
      autoComplete="off"
      w={200}
      required={isNeeded}
      withAsterisk={false}
      value={value}
      error={isUnreadableTime(value) && late.badTime}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export interface RowProps<Row> {
  readonly label: string;
  readonly row: Row;
  readonly onChange: (row: Row) => void;
}

/** A line of the paper, under its name. */
export function Line({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <Group align="flex-end" gap="xs">
        {children}
      </Group>
    </fieldset>
  );
}

export function RoundRow({ label, row, onChange }: RowProps<TypedRound>) {
  const words = useWords();
  return (
    <Line label={label}>
      <At isNeeded={isFilled(row)} value={row.at} onChange={(at) => onChange({ ...row, at })} />
      {NUMBERS.map(([field, unit]) => (
        <TextInput
          key={field}
          label={`${words.vitals[field]} (${unitSaid(words, unit)})`}
          inputMode="decimal"
          autoComplete="off"
          w={106}
          value={row.numbers[field] ?? ''}
          error={isUnreadableNumber(row.numbers[field]) && words.vitals.notNumber}
          onChange={(event) => onChange({ ...row, numbers: { ...row.numbers, [field]: event.currentTarget.value } })}
        />
      ))}
      <NativeSelect
        label={words.vitals.oxygenTherapy}
        value={row.oxygen}
        data={[
          { value: '', label: '–' },
          { value: 'air', label: words.vitals.air },
          { value: 'oxygen', label: words.vitals.oxygen },
        ]}
        onChange={(event) => onChange({ ...row, oxygen: event.currentTarget.value as TypedRound['oxygen'] })}
      />
      <NativeSelect
        label={words.vitals.consciousness}
        value={row.level}
        data={[
          { value: '', label: '–' },
          ...Object.entries(words.vitals.levels).map(([value, text]) => ({ value, label: text })),
        ]}
        onChange={(event) => onChange({ ...row, level: event.currentTarget.value })}
      />
    </Line>
  );
}

export function FluidRow({ label, row, onChange }: RowProps<TypedFluid>) {
  const words = useWords();
  return (
    <Line label={label}>
      <At
        isNeeded={row.at.trim() !== '' || row.volume.trim() !== ''}
        value={row.at}
        onChange={(at) => onChange({ ...row, at })}
      />
      <NativeSelect
        label={words.fluids.kind}
        value={row.kind}
        data={FLUIDS.map(([direction, kind]) => ({
          value: `${direction} ${kind}`,
          label: `${words.fluids[direction]}: ${words.fluids.kinds[kind] ?? kind}`,
        }))}
        onChange={(event) => onChange({ ...row, kind: event.currentTarget.value })}
      />
      <TextInput
        label={words.fluids.volume}
        inputMode="decimal"
        autoComplete="off"
        w={130}
        withAsterisk={false}
        required={row.at.trim() !== '' || row.volume.trim() !== ''}
        value={row.volume}
        error={amountMistake(words, row.volume)}
        onChange={(event) => onChange({ ...row, volume: event.currentTarget.value })}
      />
    </Line>
  );
}

interface DoseProps {
  readonly dose: DoseResponse;
  readonly row: TypedDose | undefined;
  readonly onChange: (row: TypedDose) => void;
}

export function DoseRow({ dose, row = NO_DOSE, onChange }: DoseProps) {
  const { late } = useWords();
  const medicine = dose.medication.display ?? dose.medication.code;
  return (
    <Group align="flex-end" gap="xs">
      <NativeSelect
        miw={300}
        label={dose.plannedAt ? late.outcome(medicine, moment(dose.plannedAt)) : late.whenNeeded(medicine)}
        value={row.outcome}
        data={Object.entries(late.outcomes).map(([value, label]) => ({ value, label }))}
        onChange={(event) => onChange({ ...row, outcome: event.currentTarget.value as TypedDose['outcome'] })}
      />
      {row.outcome !== '' && (
        <>
          <At isNeeded value={row.at} onChange={(at) => onChange({ ...row, at })} />
          <TextInput
            label={late.doseReason}
            autoComplete="off"
            w={360}
            value={row.reason}
            onChange={(event) => onChange({ ...row, reason: event.currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}

import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { DoseResponse } from '../api/generated/index.ts';
import { FLUID_KINDS } from '../fluids/fluid-kinds.ts';
import { NUMBERS } from '../vitals/typed-vitals.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { NO_DOSE, readLate, type TypedDose, type TypedFluid, type TypedRound } from './typed-late.ts';

const FLUIDS = (['in', 'out'] as const).flatMap((direction) =>
  FLUID_KINDS[direction].map((kind) => [direction, kind] as const),
);

interface AtProps {
  readonly value: string;
  readonly onChange: (at: string) => void;
}

/** When it was: never now. */
function At({ value, onChange }: AtProps) {
  const { late } = useWords();
  const isWrong = value.trim() !== '' && readLate(value) === undefined;
  return (
    <TextInput
      label={late.at}
      placeholder={late.atHint}
      autoComplete="off"
      w={170}
      value={value}
      error={isWrong && late.badTime}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface RowProps<Row> {
  readonly label: string;
  readonly row: Row;
  readonly onChange: (row: Row) => void;
}

export function RoundRow({ label, row, onChange }: RowProps<TypedRound>) {
  const words = useWords();
  return (
    <Group component="fieldset" aria-label={label} align="flex-end" gap="xs" m={0} p="xs">
      <At value={row.at} onChange={(at) => onChange({ ...row, at })} />
      {NUMBERS.map(([field, unit]) => (
        <TextInput
          key={field}
          label={`${words.vitals[field]} (${unit === '/min' ? words.vitals.perMinute : unit})`}
          inputMode="decimal"
          autoComplete="off"
          w={130}
          value={row.numbers[field] ?? ''}
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
    </Group>
  );
}

export function FluidRow({ label, row, onChange }: RowProps<TypedFluid>) {
  const words = useWords();
  return (
    <Group component="fieldset" aria-label={label} align="flex-end" gap="xs" m={0} p="xs">
      <At value={row.at} onChange={(at) => onChange({ ...row, at })} />
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
        value={row.volume}
        onChange={(event) => onChange({ ...row, volume: event.currentTarget.value })}
      />
    </Group>
  );
}

interface DoseProps {
  readonly dose: DoseResponse;
  readonly row: TypedDose | undefined;
  readonly onChange: (row: TypedDose) => void;
}

export function DoseRow({ dose, row = NO_DOSE, onChange }: DoseProps) {
  const { late } = useWords();
  return (
    <Group align="flex-end" gap="xs" p="xs">
      <NativeSelect
        label={late.outcome(dose.medication.display ?? dose.medication.code, moment(dose.plannedAt ?? ''))}
        value={row.outcome}
        data={Object.entries(late.outcomes).map(([value, label]) => ({ value, label }))}
        onChange={(event) => onChange({ ...row, outcome: event.currentTarget.value as TypedDose['outcome'] })}
      />
      {row.outcome !== '' && (
        <>
          <At value={row.at} onChange={(at) => onChange({ ...row, at })} />
          <TextInput
            label={late.doseReason}
            autoComplete="off"
            w={300}
            value={row.reason}
            onChange={(event) => onChange({ ...row, reason: event.currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}

import { Button, Group, Select, TextInput } from '@mantine/core';
import { GLUCOSE_UNITS } from '../../../src/clinical/orders/glucose-scale.rules.ts';
import { RUN_UNITS } from '../../../src/clinical/orders/infusion-rate.rules.ts';
import type { PreviewedOrderResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import { Preview } from './preview.tsx';
import type { Words } from '../words/vi.ts';
import { fieldsOf, isNeeded, type Line, type LineField } from './line.ts';

interface Props {
  readonly line: Line;
  readonly mistakes: Partial<Record<LineField, string>>;
  /** What the checks say of it as it stands; undefined while it is not whole. */
  readonly preview?: PreviewedOrderResponse;
  readonly onChange: (line: Line) => void;
  readonly onRemove: () => void;
}

/** One order of the basket, with what its kind asks for. */
export function BasketLine({ line, mistakes, preview, onChange, onRemove }: Props) {
  const words = useWords();
  const { code, kind, priority, typed } = line;
  const change = (field: LineField, value: string) => onChange({ ...line, typed: { ...typed, [field]: value } });
  return (
    <article className="basket-line basket-row" aria-label={code.display}>
      <div>
        <strong>{code.display}</strong>
        <div className="muted">{words.basket.kinds[kind]}</div>
        {line.alike && <div className="severe">{line.alike}</div>}
      </div>
      <Group align="flex-start" gap="sm">
        <Select
          label={words.orders.priority}
          allowDeselect={false}
          w={130}
          value={priority}
          data={Object.entries(words.orders.priorities).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value && onChange({ ...line, priority: value as Line['priority'] })}
        />
        {fieldsOf(line).map((field) => (
          <Field
            key={field}
            field={field}
            line={line}
            error={mistakes[field]}
            onChange={(value) => change(field, value)}
          />
        ))}
      </Group>
      {preview && <Preview of={code.display} preview={preview} />}
      <Button variant="subtle" size="compact-sm" aria-label={words.basket.remove(code.display)} onClick={onRemove}>
        {words.orders.remove}
      </Button>
    </article>
  );
}

interface FieldProps {
  readonly field: LineField;
  readonly line: Line;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

const WIDE: Readonly<Partial<Record<LineField, number>>> = {
  question: 260,
  instructions: 260,
  neededFor: 220,
  times: 190,
  dosing: 220,
  fluid: 200,
  scale: 360,
  target: 260,
};

function Field({ field, line, error, onChange }: FieldProps) {
  const words = useWords();
  const common = { label: labelOf(field, words), error, required: isNeeded(line, field), w: WIDE[field] ?? 140 };
  const value = line.typed[field];
  const options = optionsOf(field, words);
  if (options) {
    const data = options.map(([code, label]) => ({ value: code, label }));
    return (
      <Select
        {...common}
        placeholder={hintOf(field, words)}
        allowDeselect={!common.required}
        searchable={data.length > 6}
        data={data}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      placeholder={hintOf(field, words)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const hintOf = (field: LineField, { basket }: Words): string | undefined =>
  ({
    ...{ times: basket.timesHint, days: basket.daysHint, scale: basket.scaleHint, dosing: basket.dosingHint },
    ...{ fluid: basket.fluidHint, target: basket.targetHint },
  })[field as 'times'];

/** What can be chosen in a field; undefined where it is typed into. */
function optionsOf(field: LineField, { basket, medicines }: Words): readonly (readonly [string, string])[] | undefined {
  if (field === 'laterality') return Object.entries(basket.sides);
  if (field === 'dosing') return Object.entries(basket.dosings);
  if (field === 'scaleUnit') return GLUCOSE_UNITS.map((unit) => [unit, unit]);
  if (field === 'when') return Object.entries(basket.timings);
  if (field === 'route') return Object.entries(medicines.routes);
  if (field === 'rateUnit') return RUN_UNITS.map((unit) => [unit, medicines.units[unit] ?? unit]);
  if (field === 'inFluidUnit') return AMOUNT_UNITS.map((unit) => [unit, medicines.units[unit] ?? unit]);
  if (field === 'doseUnit') return DOSE_UNITS.map((unit) => [unit, medicines.units[unit] ?? unit]);
  return undefined;
}

/** UCUM, as the service takes them (dose.rules.ts), the most usual first. */
const DOSE_UNITS = [
  'mg',
  'g',
  'ug',
  'mL',
  '[iU]',
  '{tablet}',
  '{capsule}',
  '{ampoule}',
  '{vial}',
  '{sachet}',
  '{drop}',
  '{puff}',
  '{suppository}',
  'mmol',
  'meq',
  'L',
  'ng',
  'mL/h',
  'mg/h',
  'ug/min',
  'ug/kg/min',
  '[iU]/h',
  'L/min',
];

const AMOUNT_UNITS = DOSE_UNITS.filter((unit) => !unit.includes('/'));

function labelOf(field: LineField, { basket, orders, medicines }: Words): string {
  if (field === 'question') return orders.question;
  return field === 'neededFor' ? medicines.reason : basket[field];
}

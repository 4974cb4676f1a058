import { Select, Text, TextInput } from '@mantine/core';
import { doseByScale, GLUCOSE_UNITS } from '../../../src/clinical/orders/glucose-scale.rules.ts';
import type { DoseResponse } from '../api/generated/index.ts';
import type { Fields } from '../shell/use-fields.ts';
import { figure } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { measuredIn } from './dose-acts.ts';
import { amountWords } from './dose-words.ts';

type Typed = Readonly<Record<'measured' | 'measuredUnit', string>>;

interface Props {
  readonly dose: DoseResponse;
  readonly form: Pick<Fields<Typed>, 'fields' | 'typed' | 'chosen'>;
}

/** The dose that the scale picks; null where none was measured or it lies outside of the scale. */
function pickedOf(dose: DoseResponse, typed: Typed): number | undefined | null {
  const measured = measuredIn(dose, typed);
  return dose.slidingScale && measured ? doseByScale(dose.slidingScale, measured) : null;
}

/** What is given when nothing else is typed: as ordered, or what the scale picks once the glucose is known. */
export function placeholderOf(dose: DoseResponse, typed: Typed): string {
  if (!dose.slidingScale) return figure(dose.dose.value);
  const picked = pickedOf(dose, typed);
  return typeof picked === 'number' ? figure(picked) : '';
}

/** The measured glucose of a sliding scale, and at once what the scale says of it: the dose, or that the doctor is called. */
export function Measured({ dose, form }: Props) {
  const words = useWords();
  const picked = pickedOf(dose, form.fields);
  return (
    <>
      <TextInput
        label={words.medicines.measured}
        inputMode="decimal"
        required
        autoComplete="off"
        w={190}
        {...form.typed('measured')}
      />
      <Select
        label={words.medicines.measuredUnit}
        allowDeselect={false}
        w={120}
        data={[...GLUCOSE_UNITS]}
        {...form.chosen('measuredUnit')}
        value={form.fields.measuredUnit || (dose.slidingScale?.unit ?? null)}
      />
      {picked !== null && (
        <Text role="status" className={picked === undefined ? 'severe' : undefined} fw={600} mt={28}>
          {picked === undefined
            ? words.medicines.outOfScale
            : words.medicines.byScale(amountWords(words, { value: picked, unit: dose.dose.unit }))}
        </Text>
      )}
    </>
  );
}

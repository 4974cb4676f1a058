import { Autocomplete, Button, Group, Stack, TextInput } from '@mantine/core';
import { LABORATORY_TESTS } from '../words/laboratory-tests.ts';
import { isUnclear, readAmount } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';
import { observationOf } from './observation.ts';

/** A further value of a report, as it is typed. */
export interface ValueLine {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly low: string;
  readonly high: string;
}
export const NO_VALUES: readonly ValueLine[] = [];
const EMPTY: ValueLine = { name: '', value: '', unit: '', low: '', high: '' };

/** A number has a unit; what has none (INR, pH) is said so by 1, as UCUM does. */
export const lacksUnit = ({ value, unit }: ValueLine): boolean =>
  !Number.isNaN(readAmount(value)) && unit.trim() === '';

/** A usual test by its LOINC code; anything else by what it is called. */
export function observationOfLine(line: ValueLine) {
  const name = line.name.trim();
  const known = LABORATORY_TESTS.find(({ label }) => Object.values<string>(label).includes(name));
  return observationOf(known?.coding ?? { system: null, code: null, display: name }, line);
}

interface Props {
  readonly lines: readonly ValueLine[];
  readonly onChange: (how: (before: readonly ValueLine[]) => readonly ValueLine[]) => void;
}

/** The further values of a report of several, such as a blood count: a line each. */
export function MoreValues({ lines, onChange }: Props) {
  const words = useWords();
  const language = useLanguage();
  const set = (place: number, change: Partial<ValueLine>) =>
    onChange((before) => before.map((line, at) => (at === place ? { ...line, ...change } : line)));
  return (
    <Stack gap="xs">
      {lines.map((line, place) => (
        <Group key={place} align="flex-start" role="group" aria-label={words.worklist.valueLine(place + 2)}>
          <Autocomplete
            label={words.worklist.valueName}
            required
            data={[...new Set(LABORATORY_TESTS.map(({ label }) => label[language]))]}
            value={line.name}
            onChange={(name) => set(place, { name })}
          />
          <TextInput
            label={words.results.value}
            required
            autoComplete="off"
            error={isUnclear(line.value) && words.unclearNumber(line.value)}
            value={line.value}
            onChange={({ currentTarget: { value } }) => set(place, { value })}
          />
          <TextInput
            label={words.worklist.unit}
            description={words.worklist.oneForNone}
            autoComplete="off"
            required={lacksUnit(line)}
            value={line.unit}
            onChange={({ currentTarget: { value: unit } }) => set(place, { unit })}
          />
          <TextInput
            label={words.worklist.low}
            inputMode="decimal"
            autoComplete="off"
            w={100}
            error={amountMistake(words, line.low)}
            value={line.low}
            onChange={({ currentTarget: { value: low } }) => set(place, { low })}
          />
          <TextInput
            label={words.worklist.high}
            inputMode="decimal"
            autoComplete="off"
            w={100}
            error={amountMistake(words, line.high)}
            value={line.high}
            onChange={({ currentTarget: { value: high } }) => set(place, { high })}
          />
          <Button
            variant="subtle"
            mt={24}
            aria-label={words.worklist.removeValue(line.name)}
            onClick={() => onChange((before) => before.filter((_, at) => at !== place))}
          >
            {words.cancel}
          </Button>
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        onClick={() => onChange((before) => [...before, EMPTY])}
      >
        {words.worklist.addValue}
      </Button>
    </Stack>
  );
}

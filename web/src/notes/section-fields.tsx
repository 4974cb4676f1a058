import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TemplateFieldResponse } from '../api/generated/index.ts';
import { today } from '../api/clock.ts';
import { DateField } from '../shell/date-field.tsx';
import { currentLanguage } from '../words/language.ts';
import { clock, day, figure, readAmount, readMoment } from '../words/moments.ts';
import { amountMistake } from '../words/typed-number.ts';
import { useWords } from '../words/use-words.ts';

type Data = Readonly<Record<string, unknown>>;

interface Props {
  readonly fields: readonly TemplateFieldResponse[];
  readonly data: Data;
  readonly onChange: (data: Data) => void;
}

/** The fields of a section, each as the form says: a figure, a choice, yes or no, a line of text. */
export function SectionFields({ fields, data, onChange }: Props) {
  const language = currentLanguage();
  return (
    <div className="vitals-grid">
      {fields.map((field) => (
        <Field
          key={field.code}
          field={field}
          label={labelOf(field, language)}
          value={data[field.code]}
          onChange={(value) => onChange({ ...data, [field.code]: value })}
        />
      ))}
    </div>
  );
}

/** What a field is called, with its unit as people write it. */
export const labelOf = ({ titles, unitTexts }: TemplateFieldResponse, language: 'vi' | 'en'): string =>
  unitTexts ? `${titles[language]} (${unitTexts[language]})` : titles[language];

/** The rows of a table: each answers the fields once, the newest last. */
export function TableFields({ fields, data, onChange }: Props) {
  const words = useWords().notes;
  // Fields that keep what is typed are made anew when their row becomes another's.
  const [removed, setRemoved] = useState(0);
  const rows = rowsIn(data);
  const replace = (next: readonly Data[]) => onChange({ rows: next });
  return (
    <>
      {rows.map((row, at) => (
        <fieldset key={`${removed} ${at}`} className="note-row">
          <legend>{words.row(at + 1)}</legend>
          <SectionFields fields={fields} data={row} onChange={(next) => replace(rows.with(at, next))} />
          <Button
            mt="xs"
            variant="default"
            size="compact-md"
            onClick={() => {
              setRemoved(removed + 1);
              replace(rows.toSpliced(at, 1));
            }}
          >
            {words.removeRow(at + 1)}
          </Button>
        </fieldset>
      ))}
      <Button mt="xs" variant="default" onClick={() => replace([...rows, startOf(fields)])}>
        {words.addRow}
      </Button>
    </>
  );
}

/** The rows of a table as its section has them. */
export const rowsIn = (data: Data): readonly Data[] => (Array.isArray(data.rows) ? (data.rows as Data[]) : []);

/** A row that is of a time begins with now. */
function startOf(fields: readonly TemplateFieldResponse[]): Data {
  const time = fields.find(({ kind, required }) => kind === 'instant' && required);
  return time ? { [time.code]: today().toISOString() } : {};
}

interface FieldProps {
  readonly field: TemplateFieldResponse;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Field({ field, label, value, onChange }: FieldProps) {
  const words = useWords();
  const language = currentLanguage();
  if (field.kind === 'number') {
    return <Figure label={label} isRequired={field.required} value={value} onChange={onChange} />;
  }
  if (field.kind === 'yes-no' || field.kind === 'choice') {
    const choices =
      field.kind === 'choice'
        ? field.choices.map(({ code, titles }) => ({ value: code, label: titles[language] }))
        : [
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ];
    const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : null;
    return (
      <Select
        label={label}
        required={field.required}
        clearable
        data={choices}
        value={shown}
        onChange={(next) => onChange(next === null || field.kind === 'choice' ? next : next === 'yes')}
      />
    );
  }
  if (field.kind === 'instant') {
    return <Instant label={label} isRequired={field.required} value={value} onChange={onChange} />;
  }
  return (
    <TextInput
      label={label}
      required={field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

interface TypedProps {
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What stands in the note of a number that was typed: what cannot be read goes as it is, so that the service says so of the field. */
function readNumber(typed: string): number | string | null {
  if (typed.trim() === '') return null;
  const read = readAmount(typed);
  return Number.isNaN(read) ? typed : read;
}

const writtenAs = (value: unknown): string =>
  typeof value === 'number' ? figure(value) : typeof value === 'string' ? value : '';

/** A number, with a comma or a point before its decimals; the text that was typed, as long as the note says the same. */
function Figure({ label, isRequired, value, onChange }: TypedProps) {
  const words = useWords();
  const [typed, setTyped] = useState(writtenAs(value));
  const shown = readNumber(typed) === (value ?? null) ? typed : writtenAs(value);
  return (
    <TextInput
      label={label}
      required={isRequired}
      inputMode="decimal"
      autoComplete="off"
      error={amountMistake(words, shown)}
      value={shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readNumber(event.currentTarget.value));
      }}
    />
  );
}

/** A day and a time; as long as it cannot be read nothing stands in the note. */
function Instant({ label, isRequired, value, onChange }: TypedProps) {
  const [typed, setTyped] = useState(typeof value === 'string' ? `${day(value)} ${clock(value)}` : '');
  return (
    <DateField
      hasTime
      label={label}
      required={isRequired}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readMoment(event.currentTarget.value, '') ?? null);
      }}
    />
  );
}

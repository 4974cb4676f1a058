import { Button, Text } from '@mantine/core';
import type { PatientResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import type { Changes, FieldName, Shown } from './changes.ts';
import { isChangedMeanwhile } from './changes.ts';

/** The form of a person's data: the record as it is now, what was changed in the form, and how to change more. */
export interface PersonForm {
  readonly patient: PatientResponse;
  readonly record: Shown;
  readonly changes: Changes;
  readonly set: <Name extends FieldName>(name: Name, now: Shown[Name]) => void;
  readonly takeTheirs: (name: FieldName) => void;
}

/** What stands in a field: what was typed, or else what is on record. */
export function valueOf<Name extends FieldName>({ changes, record }: PersonForm, name: Name): Shown[Name] {
  const change = changes[name];
  return change ? change.now : record[name];
}

/** Under a field that was changed: what is on record, and whether somebody else changed it meanwhile. */
export function OnRecord({
  of: form,
  name,
  label,
}: {
  readonly of: PersonForm;
  readonly name: FieldName;
  readonly label: string;
}) {
  const words = useWords();
  if (form.changes[name] === undefined) return null;
  const value = inWords(form, name, words) || words.person.empty;
  const isTheirs = isChangedMeanwhile(form.changes, form.record, name);
  return (
    <Text size="sm" className={isTheirs ? 'severe' : 'muted'} role={isTheirs ? 'alert' : undefined}>
      {isTheirs ? words.person.changedMeanwhile(value) : words.person.onRecord(value)}{' '}
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={words.person.takeTheirsOf(label)}
        onClick={() => form.takeTheirs(name)}
      >
        {words.person.takeTheirs}
      </Button>
    </Text>
  );
}

/** What is on record, as people say it. */
function inWords({ patient, record }: PersonForm, name: FieldName, words: Words): string {
  if (name === 'sex') return words.sex[record.sex] ?? record.sex;
  if (name === 'addresses') return record.addresses.map(({ text }) => text).join('; ');
  if (name === 'contacts') {
    return record.contacts.map(({ name: who, phone }) => [who, phone].filter(Boolean).join(' ')).join('; ');
  }
  if (name === 'ethnicGroup' || name === 'nationality' || name === 'occupation') return patient[name]?.text ?? '';
  return record[name];
}

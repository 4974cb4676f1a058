import { Group, Select, Stack, TextInput, type TextInputProps } from '@mantine/core';
import { iMay } from '../api/rights.ts';
import { DateField } from '../shell/date-field.tsx';
import { useWords } from '../words/use-words.ts';
import { CodeSelect } from './code-select.tsx';
import { MotherField } from './mother-field.tsx';
import { asRead, birthMistake, type TextField, type Typed } from './registration.ts';

/** The form as it is typed, how to change it, and which of its dates cannot be read. */
export interface Form {
  readonly typed: Typed;
  readonly bad: ReadonlySet<TextField>;
  readonly set: (more: Partial<Typed>) => void;
}
type Props = { readonly form: Form };

interface InputProps extends TextInputProps {
  readonly of: Form;
  readonly name: TextField;
}

export function TextInputOf({ of: form, name, ...more }: InputProps) {
  const words = useWords();
  const ofBirth = name === 'birthDate' ? birthMistake(form.typed[name]) : undefined;
  const mistake = ofBirth ? words.register[ofBirth] : form.bad.has(name) ? words.badDay : undefined;
  return (
    <TextInput
      name={name}
      autoComplete="off"
      value={form.typed[name]}
      error={mistake}
      onChange={(event) => form.set({ [name]: event.currentTarget.value })}
      onBlur={({ currentTarget: { value } }) => {
        const read = asRead(name, value);
        if (read !== value) form.set({ [name]: read });
      }}
      {...more}
    />
  );
}

/** Whose child, when, and how. */
export function NewbornFields({ form }: Props) {
  const words = useWords().registry;
  return (
    <>
      <MotherField
        chosen={form.typed.motherName}
        onChoose={({ id, fullName }) => form.set({ motherId: id, motherName: fullName })}
      />
      <DateField
        hasTime
        name="bornAt"
        label={words.bornAt}
        value={form.typed.bornAt}
        onChange={(event) => form.set({ bornAt: event.currentTarget.value })}
      />
      <Group grow>
        <TextInputOf of={form} name="weightGrams" label={words.weight} inputMode="numeric" />
        <TextInputOf of={form} name="gestationalWeeks" label={words.weeks} inputMode="numeric" />
      </Group>
      <Group grow>
        <TextInputOf of={form} name="birthOrder" label={words.order} inputMode="numeric" />
        <TextInputOf of={form} name="birthCount" label={words.count} inputMode="numeric" />
      </Group>
    </>
  );
}

/** The card, and where the person may keep it, when it is valid. */
export function InsuranceFields({ form }: Props) {
  const words = useWords();
  return (
    <>
      <TextInputOf of={form} name="bhyt" label={words.register.bhyt} />
      {form.typed.bhyt.trim() !== '' && iMay('insurance.write') && (
        <Group grow align="flex-start">
          <TextInputOf of={form} name="validFrom" label={words.registry.validFrom} inputMode="numeric" />
          <TextInputOf of={form} name="validTo" label={words.registry.validTo} inputMode="numeric" />
          <TextInputOf of={form} name="facility" label={words.registry.facility} inputMode="numeric" />
        </Group>
      )}
    </>
  );
}

/** Asked of everybody by the record's form, and needed by nobody in a hurry: folded. */
export function AdministrativeFields({ form }: Props) {
  const { registry: words, person } = useWords();
  const { typed, set } = form;
  return (
    <details>
      <summary>{words.administrative}</summary>
      <Stack mt="xs">
        <CodeSelect
          list="ethnic-group"
          label={words.ethnicGroup}
          value={typed.ethnicGroup}
          onChange={(ethnicGroup) => set({ ethnicGroup })}
        />
        <CodeSelect
          list="nationality"
          label={words.nationality}
          value={typed.nationality}
          onChange={(nationality) => set({ nationality })}
        />
        <CodeSelect
          list="occupation"
          label={words.occupation}
          value={typed.occupation}
          onChange={(occupation) => set({ occupation })}
        />
        <TextInputOf of={form} name="workplace" label={words.workplace} />
        <CodeSelect
          list="province"
          label={words.province}
          value={typed.provinceCode}
          onChange={(provinceCode) => set({ provinceCode })}
        />
        <TextInputOf of={form} name="commune" label={words.commune} maxLength={100} />
        <TextInputOf of={form} name="district" label={words.district} maxLength={100} />
        <TextInputOf of={form} name="relationship" label={person.relationship} maxLength={60} />
        <Select
          label={person.role}
          clearable
          value={typed.contactRole || null}
          data={Object.entries(person.roles).map(([value, label]) => ({ value, label }))}
          onChange={(contactRole) => set({ contactRole: contactRole ?? '' })}
        />
      </Stack>
    </details>
  );
}

import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { AddressDto, ContactDto } from '../api/generated/index.ts';
import { CodeSelect } from '../find/code-select.tsx';
import { useWords } from '../words/use-words.ts';
import { OnRecord, valueOf, type PersonForm } from './field.tsx';

type Props = { readonly form: PersonForm };
type Names = Readonly<Record<string, string>>;
const choices = (names: Names) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** With another value in a field; an empty one is not said. */
function withField<Row extends object>(row: Row, name: keyof Row, value: string): Row {
  const others = Object.entries(row).filter(([key]) => key !== name);
  return Object.fromEntries(value === '' ? others : [...others, [name, value]]) as Row;
}

const changed = <Row,>(rows: readonly Row[], at: number, row: Row): readonly Row[] =>
  rows.map((one, index) => (index === at ? row : one));
const removed = <Row,>(rows: readonly Row[], at: number): readonly Row[] => rows.filter((_, index) => index !== at);

/** All addresses: each may be changed or removed, and more added. What the form has no field for stays as it is. */
export function Addresses({ form }: Props) {
  const words = useWords().person;
  const rows = valueOf(form, 'addresses');
  const set = (next: readonly AddressDto[]) => form.set('addresses', next);
  return (
    <Stack gap="xs" component="fieldset">
      <Text component="legend" fw={600}>
        {words.addresses}
      </Text>
      {rows.map((row, at) => (
        // A row has no name but its place.
        <AddressRow
          key={at}
          at={at}
          row={row}
          onChange={(next) => set(changed(rows, at, next))}
          onRemove={() => set(removed(rows, at))}
        />
      ))}
      <Button variant="default" size="compact-sm" w="fit-content" onClick={() => set([...rows, { text: '' }])}>
        {words.addAddress}
      </Button>
      <OnRecord of={form} name="addresses" label={words.addresses} />
    </Stack>
  );
}

interface RowProps<Row> {
  readonly row: Row;
  readonly at: number;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}

function AddressRow({ row, at, onChange, onRemove }: RowProps<AddressDto>) {
  const words = useWords();
  const label = words.person.address(at + 1);
  return (
    <Group align="flex-end">
      <TextInput
        label={label}
        maxLength={300}
        w={340}
        autoComplete="off"
        value={row.text}
        onChange={(event) => onChange({ ...row, text: event.currentTarget.value })}
      />
      <Select
        label={words.person.use}
        w={150}
        clearable
        value={row.use ?? null}
        data={choices(words.person.uses)}
        onChange={(use) => onChange(withField(row, 'use', use ?? ''))}
      />
      <CodeSelect
        list="province"
        label={words.registry.province}
        value={row.provinceCode ?? ''}
        known={row.provinceCode ? { code: row.provinceCode, text: row.province ?? row.provinceCode } : undefined}
        onChange={(code) => onChange(withField(withField(row, 'province', ''), 'provinceCode', code))}
      />
      {(['commune', 'district'] as const).map((level) => (
        <TextInput
          key={level}
          label={words.registry[level]}
          maxLength={100}
          w={200}
          autoComplete="off"
          value={row[level] ?? ''}
          onChange={(event) => onChange(withField(row, level, event.currentTarget.value))}
        />
      ))}
      <Remove label={label} onClick={onRemove} />
    </Group>
  );
}

/** All contacts, likewise. */
export function Contacts({ form }: Props) {
  const words = useWords().person;
  const rows = valueOf(form, 'contacts');
  const set = (next: readonly ContactDto[]) => form.set('contacts', next);
  return (
    <Stack gap="xs" component="fieldset">
      <Text component="legend" fw={600}>
        {words.contacts}
      </Text>
      {rows.map((row, at) => (
        <ContactRow
          key={at}
          at={at}
          row={row}
          onChange={(next) => set(changed(rows, at, next))}
          onRemove={() => set(removed(rows, at))}
        />
      ))}
      <Button variant="default" size="compact-sm" w="fit-content" onClick={() => set([...rows, { name: '' }])}>
        {words.addContact}
      </Button>
      <OnRecord of={form} name="contacts" label={words.contacts} />
    </Stack>
  );
}

function ContactRow({ row, at, onChange, onRemove }: RowProps<ContactDto>) {
  const words = useWords().person;
  const label = words.contact(at + 1);
  const input = (name: 'phone' | 'relationship') => ({
    autoComplete: 'off',
    value: row[name] ?? '',
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) =>
      onChange(withField(row, name, value)),
  });
  return (
    <Group align="flex-end">
      <TextInput
        label={label}
        autoComplete="off"
        value={row.name}
        onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
      />
      <TextInput label={words.contactPhone} inputMode="tel" w={160} {...input('phone')} />
      <TextInput label={words.relationship} maxLength={60} w={160} {...input('relationship')} />
      <Select
        label={words.role}
        w={170}
        clearable
        value={row.role ?? null}
        data={choices(words.roles)}
        onChange={(role) => onChange(withField(row, 'role', role ?? ''))}
      />
      <Remove label={label} onClick={onRemove} />
    </Group>
  );
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  const text = useWords().person.remove(label);
  return (
    <Button variant="subtle" onClick={onClick}>
      {text}
    </Button>
  );
}

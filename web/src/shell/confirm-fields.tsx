import { Checkbox, Stack, Text } from '@mantine/core';
import { ServiceProblem } from '../api/problem.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly asked: readonly { readonly field: string; readonly message: string }[];
  readonly confirmed: readonly string[];
  /** What somebody ticks who looked at the field again. */
  readonly label: (field: string) => string;
  readonly onChange: (confirmed: readonly string[]) => void;
}

/** What the service asks to be looked at again, each to be ticked before it is sent once more. */
export function ConfirmFields({ asked, confirmed, label, onChange }: Props) {
  const words = useWords();
  return (
    <Stack gap="xs" role="alert">
      <Text fw={600}>{words.vitals.unusual}</Text>
      {asked.map(({ field, message }) => (
        <Checkbox
          key={field}
          label={label(field)}
          description={message}
          checked={confirmed.includes(field)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...confirmed, field] : confirmed.filter((one) => one !== field))
          }
        />
      ))}
    </Stack>
  );
}

/** The rare values that the service asks about. */
export function fieldsToConfirm(problem: unknown): readonly { readonly field: string; readonly message: string }[] {
  if (!(problem instanceof ServiceProblem) || !problem.code.startsWith('confirmation')) return [];
  return problem.errors.map(({ pointer, message }) => ({ field: pointer.replace(/^\//, ''), message }));
}

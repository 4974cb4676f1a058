import { PasswordInput, SegmentedControl, Stack } from '@mantine/core';
import type { SignNoteDto } from '../api/generated/index.ts';
import { useSignatureAsks } from '../session/use-session.ts';
import { useWords } from '../words/use-words.ts';

/** What shows who signs. */
type Shown = Pick<SignNoteDto, 'password' | 'pin' | 'badge'>;
type Way = 'password' | 'pin' | 'badge';

/** Asks for what shows who signs, where the hospital wants that; one way at a time. */
export function WhoSigns({ shown, onChange }: { readonly shown: Shown; readonly onChange: (shown: Shown) => void }) {
  const words = useWords();
  const ways = useSignatureAsks() as readonly Way[];
  const way = ways.find((one) => shown[one] !== undefined) ?? ways[0];
  if (!way) return null;
  return (
    <Stack gap="xs">
      {ways.length > 1 && (
        <SegmentedControl
          value={way}
          data={ways.map((value) => ({ value, label: words.notes.ways[value] }))}
          onChange={(value) => onChange({ [value]: '' })}
        />
      )}
      <PasswordInput
        label={words.notes.toSign[way]}
        autoComplete="off"
        inputMode={way === 'pin' ? 'numeric' : undefined}
        required
        value={shown[way] ?? ''}
        onChange={(event) => onChange({ [way]: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': words.notes.ways[way] }}
      />
    </Stack>
  );
}

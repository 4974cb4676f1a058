import { Checkbox, Group, Text } from '@mantine/core';
import { StaffSelect } from '../ward/staff-select.tsx';
import { useWords } from '../words/use-words.ts';

/** What a doctor said aloud and a nurse writes down: who said it, and that it was read back. */
export interface SaidAloud {
  readonly orderedBy: string;
  readonly isReadBack: boolean;
}
export const NOT_VERBAL: SaidAloud = { orderedBy: '', isReadBack: false };

interface Props {
  readonly said: SaidAloud;
  readonly onChange: (said: SaidAloud) => void;
}

export function Verbal({ said, onChange }: Props) {
  const words = useWords();
  return (
    <div>
      <Group align="flex-end">
        <StaffSelect
          label={words.basket.verbal}
          role="doctor"
          value={said.orderedBy || null}
          onChange={(id) => onChange({ orderedBy: id ?? '', isReadBack: false })}
        />
        {said.orderedBy && (
          <Checkbox
            label={words.basket.readBack}
            checked={said.isReadBack}
            onChange={(event) => onChange({ ...said, isReadBack: event.currentTarget.checked })}
          />
        )}
      </Group>
      <Text size="sm" className="muted">
        {words.basket.verbalAbout}
      </Text>
    </div>
  );
}

import { Anchor, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1AuditPatients } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Finds whom the question is about, without opening a chart; finding is itself on the trail. */
export function PatientChoice({ onChoose }: { readonly onChoose: (id: string | null | undefined) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const query = /\d/.test(asked) ? { mrn: asked } : { name: asked };
  const found = useQuery({
    queryKey: ['audited-patients', asked],
    queryFn: () => answerOf(getApiV1AuditPatients({ query })),
    enabled: asked !== '',
  });
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={words.audit.patient}
        value={typed}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setTyped(value);
          setChosen(null);
          onChoose(value.trim() === '' ? undefined : null);
          if (value.trim() === '') setAsked('');
        }}
        onBlur={() => setAsked(typed.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          setAsked(typed.trim());
        }}
      />
      {found.data && (
        <Select
          aria-label={words.audit.whom}
          placeholder={words.audit.chooseOne(found.data.items.length)}
          clearable
          value={chosen}
          data={found.data.items.map(({ id, fullName, mrn, birthDate }) => ({
            value: id,
            label: `${fullName} · ${mrn}${birthDate ? ` · ${partialDate(birthDate)}` : ''}`,
          }))}
          onChange={(id) => {
            setChosen(id);
            onChoose(id);
          }}
        />
      )}
      {chosen && (
        <Anchor component={Link} to={`/audit/patients/${chosen}`}>
          {words.audit.whoLooked}
        </Anchor>
      )}
      <ProblemNotice problem={found.error} />
    </Group>
  );
}

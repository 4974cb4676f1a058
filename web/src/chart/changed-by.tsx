import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RecordChangeResponse } from '../api/generated/index.ts';
import { fieldText } from '../audit/value-text.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Folded } from './folded.tsx';

interface Props {
  /** The table, as the trail calls its fields. */
  readonly entity: 'allergy' | 'problem' | 'service_order';
  readonly id: string;
  readonly version: number;
  /** What was changed, for people. */
  readonly name: string;
  readonly ask: () => Promise<{ readonly items: readonly RecordChangeResponse[] }>;
}

/** Who changed something, when, and which of its fields; asked for when somebody wants to see it. */
export function ChangedBy(props: Props) {
  const words = useWords().changes;
  return (
    <Folded label={words.show} name={words.showOf(props.name)}>
      <List {...props} />
    </Folded>
  );
}

function List({ entity, id, version, ask }: Props) {
  const words = useWords();
  const { changes } = words;
  const history = useQuery({ queryKey: ['changed-by', entity, id, version], queryFn: ask });
  return (
    <Waiting of={history}>
      {({ items }) => (
        <>
          {items.length === 0 && <Text className="muted">{changes.none}</Text>}
          <ol className="plain">
            {items.map(({ version: made, at, by, fields }) => {
              const role = by.role ? (words.role[by.role] ?? by.role) : '';
              return (
                <li key={made}>
                  <Text size="sm" fw={600}>
                    {changes.one(by.fullName || by.username, role, fullMoment(at))}
                  </Text>
                  <Text size="sm">
                    {fields.length > 0
                      ? changes.fields(fields.map((field) => fieldText(entity, field)).join(', '))
                      : changes.written}
                  </Text>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Waiting>
  );
}

import { Text } from '@mantine/core';
import type { SectionChangeResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly changes: readonly SectionChangeResponse[];
  readonly titleOf: (code: string) => string;
}

/** What differs between two texts, word by word: struck through what is gone, underlined what came. */
export function Differences({ changes, titleOf }: Props) {
  const words = useWords();
  return changes.map((section) => (
    <div key={section.code} className="differs">
      <Text fw={600}>{titleOf(section.code)}</Text>
      <p className="pre">
        {section.words.map(({ op, text }, at) => {
          if (op === 'same') return <span key={at}>{text}</span>;
          return op === 'added' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>;
        })}
      </p>
      {section.data && <Text size="sm">{words.notes.fieldsDiffer}</Text>}
    </div>
  ));
}

import { Alert, Button, Group, Text } from '@mantine/core';
import type { SectionChangeResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import type { Autosave } from './use-autosave.ts';

/** Both texts in one, word by word; nothing is thrown away before somebody chose. */
export function Conflict({ draft, titleOf }: { readonly draft: Autosave; readonly titleOf: (code: string) => string }) {
  const words = useWords();
  return (
    <Alert color="orange" title={words.notes.conflict} role="alert">
      <Text size="sm">{words.notes.conflictKey}</Text>
      {draft.differs.map((section) => (
        <Section key={section.code} title={titleOf(section.code)} section={section} />
      ))}
      <Group mt="sm">
        <Button onClick={draft.keepMine}>{words.notes.keepMine}</Button>
        <Button variant="default" onClick={draft.takeTheirs}>
          {words.notes.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
}

function Section({ title, section }: { readonly title: string; readonly section: SectionChangeResponse }) {
  const words = useWords();
  return (
    <div className="differs">
      <Text fw={600}>{title}</Text>
      <p className="pre">
        {section.words.map(({ op, text }, at) => {
          if (op === 'same') return <span key={at}>{text}</span>;
          return op === 'added' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>;
        })}
      </p>
      {section.data && <Text size="sm">{words.notes.fieldsDiffer}</Text>}
    </div>
  );
}

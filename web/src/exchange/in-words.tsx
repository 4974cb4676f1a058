import { Table } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { saidBy } from './segments.ts';

/** What a message of HL7 v2 says, a line for each of its parts. */
export function InWords({ content }: { readonly content: string }) {
  const words = useWords();
  return (
    <Table aria-label={words.exchange.says}>
      <Table.Tbody>
        {saidBy(content, words).map(({ title, text, isStriking }, place) => (
          <Table.Tr key={`${place} ${title}`}>
            <Table.Th scope="row">{title}</Table.Th>
            <Table.Td className={isStriking ? 'severe' : undefined}>{text}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

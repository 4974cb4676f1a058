import { Button, Table, Text } from '@mantine/core';
import type { SuggestionResponse, UnmatchedDetailResponse } from '../api/generated/index.ts';
import { Scroll } from '../shell/scroll.tsx';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { personOf, reportsOf } from './sent.ts';

interface Props {
  readonly entry: UnmatchedDetailResponse;
  readonly onChoose: (suggestion: SuggestionResponse) => void;
}

/** Whom the message names beside everybody who may be meant, what differs marked, and why each is suggested. */
export function Suggestions({ entry, onChoose }: Props) {
  const words = useWords();
  const { suggestions } = entry;
  if (suggestions.length === 0) return <Text>{words.unmatched.noSuggestions}</Text>;
  return (
    <Scroll label={words.unmatched.compare}>
      <Table aria-label={words.unmatched.compare} withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">{words.unmatched.inMessage}</Table.Th>
            {suggestions.map(({ patient, orderId }) => (
              <Table.Th key={`${patient.id} ${orderId}`} scope="col">
                {words.unmatched.onRecord}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Facts entry={entry} />
          <Table.Tr>
            <Table.Th scope="row">{words.unmatched.because}</Table.Th>
            <Table.Td />
            {suggestions.map((one) => (
              <Table.Td key={`${one.patient.id} ${one.orderId}`}>
                {one.because.map(({ message }) => message).join('; ')}
                <div>
                  <Button variant="default" size="compact-sm" onClick={() => onChoose(one)}>
                    {words.unmatched.choose(one.patient.fullName)}
                  </Button>
                </div>
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

function Facts({ entry }: { readonly entry: UnmatchedDetailResponse }) {
  const words = useWords();
  const { names, birthDate, sex, identifiers, species } = personOf(entry);
  const placers = [...new Set(reportsOf(entry).flatMap((report) => report.placers))];
  const numbers = identifiers.map(({ value, label }) => (label ? `${value} (${label})` : value));
  const rows: readonly Row[] = [
    { title: words.unmatched.name, said: names.join('; '), of: ({ patient }) => patient.fullName },
    {
      title: words.unmatched.birthDate,
      said: birthDate && partialDate(birthDate),
      of: ({ patient }) => patient.birthDate && partialDate(patient.birthDate),
      differs: ({ patient }) => differ(birthDate, patient.birthDate),
    },
    {
      title: words.unmatched.sexTitle,
      said: species ? words.unmatched.species : sex && words.sex[sex],
      of: ({ patient }) => words.sex[patient.sex],
      differs: ({ patient }) => sex !== undefined && sex !== patient.sex,
    },
    { title: words.unmatched.numbers, said: numbers.join('; '), of: ({ patient }) => patient.mrn },
    { title: words.unmatched.order, said: placers.join('; '), of: ({ orderNumber }) => orderNumber },
  ];
  return rows.map(({ title, said, of, differs }) => (
    <Table.Tr key={title}>
      <Table.Th scope="row">{title}</Table.Th>
      <Table.Td>{said}</Table.Td>
      {entry.suggestions.map((one) => (
        <Table.Td key={`${one.patient.id} ${one.orderId}`}>
          {of(one)} {differs?.(one) && <strong className="severe">({words.unmatched.differs})</strong>}
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}

interface Row {
  readonly title: string;
  readonly said: string | undefined;
  readonly of: (suggestion: SuggestionResponse) => string | null | undefined;
  readonly differs?: (suggestion: SuggestionResponse) => boolean;
}

/** Dates that are known in part agree as far as both are known. */
const differ = (said: string | undefined, onRecord: string | null): boolean =>
  said !== undefined && onRecord !== null && !said.startsWith(onRecord) && !onRecord.startsWith(said);

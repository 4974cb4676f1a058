import { Table, Text } from '@mantine/core';
import type { NoteSectionResponse, TemplateFieldResponse, TemplateSectionResponse } from '../api/generated/index.ts';
import { currentLanguage } from '../words/language.ts';
import { figure, fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { labelOf, rowsIn } from './section-fields.tsx';

interface Props {
  readonly section: NoteSectionResponse;
  /** Its section of the form, as far as the form is still in use. */
  readonly form: TemplateSectionResponse | undefined;
}

/** What was answered in the fields of a section, each by its question, and the rows of a table. */
export function SectionAnswers({ section: { data }, form }: Props) {
  const said = useAnswers();
  const language = currentLanguage();
  if (!data) return null;
  const fields = form?.fields ?? [];
  if (!('rows' in data)) {
    return Object.entries(data).map(([code, value]) => {
      const field = fields.find((one) => one.code === code);
      const words = said(field, value);
      return (
        words !== '' && (
          <Text key={code} size="sm">
            {field ? labelOf(field, language) : code}: <strong>{words}</strong>
          </Text>
        )
      );
    });
  }
  const rows = rowsIn(data);
  const used = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((code) => ({
    code,
    field: fields.find((one) => one.code === code),
  }));
  return (
    <Table.ScrollContainer minWidth={90 * used.length}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {used.map(({ code, field }) => (
              <Table.Th key={code}>{field ? labelOf(field, language) : code}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {used.map(({ code, field }) => (
                <Table.Td key={code}>{said(field, row[code])}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** An answer in words; nothing where none was given. */
function useAnswers(): (field: TemplateFieldResponse | undefined, value: unknown) => string {
  const words = useWords();
  const language = currentLanguage();
  return (field, value) => {
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number') return figure(value);
    if (typeof value !== 'string') return '';
    if (field?.kind === 'instant') return fullMoment(value);
    return field?.choices.find(({ code }) => code === value)?.titles[language] ?? value;
  };
}

import { Anchor, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../api/act.ts';
import { fetchPdf } from '../api/pdf.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useWords } from '../words/use-words.ts';

/** The papers of a stay; each opens in a tab of its own, to be read and printed. */
export function Documents({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const [made, setMade] = useState<{ readonly name: string; readonly address: string }>();
  const act = useAct(async ({ form, name }: { form: string; name: string }) => {
    setMade({ name, address: await fetchPdf(`/api/v1/encounters/${encounterId}/documents/${form}.pdf`) });
  });
  return (
    <Section title={words.course.documents}>
      <Text className="muted">{words.course.documentsAbout}</Text>
      <ProblemNotice problem={act.problem} />
      {made && <Made {...made} />}
      <Group gap="xs">
        {Object.entries(words.course.forms).map(([form, name]) => (
          <Button
            key={form}
            variant="default"
            size="compact-md"
            loading={act.isBusy}
            onClick={() => void act.run({ form, name })}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Section>
  );
}

/** Everything of a patient as one document, for who reads charts. */
export function WholeRecord({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const [address, setAddress] = useState<string>();
  const act = useAct(async (_: undefined) =>
    setAddress(await fetchPdf(`/api/v1/patients/${patientId}/documents/record.pdf`)),
  );
  return (
    <>
      <Button variant="default" w="fit-content" loading={act.isBusy} onClick={() => void act.run(undefined)}>
        {words.course.wholeRecord}
      </Button>
      {address && <Made name={words.course.wholeRecord} address={address} />}
      <ProblemNotice problem={act.problem} />
    </>
  );
}

/** Where the browser opened no tab, the file can still be taken. */
function Made({ name, address }: { readonly name: string; readonly address: string }) {
  const words = useWords();
  return (
    <Text role="status">
      {words.course.made(name)}{' '}
      <Anchor href={address} download={`${name}.pdf`}>
        {words.course.save}
      </Anchor>
    </Text>
  );
}

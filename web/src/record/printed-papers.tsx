import { Badge, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import {
  getApiV1PatientsByIdDocuments,
  postApiV1DocumentsByIdWithdraw,
  type IssuedDocumentResponse,
} from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Which papers were printed of a patient, the latest first; one that should not have been given is taken back here. */
export function PrintedPapers({ patientId }: { readonly patientId: string }) {
  const words = useWords().papers;
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('papers');
  const papers = usePages<IssuedDocumentResponse>({
    queryKey: ['papers', patientId],
    ask: (cursor) =>
      answerOf(getApiV1PatientsByIdDocuments({ path: { id: patientId }, query: { ...cursor, limit: 20 } })),
    staleTime: 0,
  });
  const done = (what: string) => {
    setSaid(words.wasWithdrawn(what));
    void queries.invalidateQueries({ queryKey: ['papers', patientId] });
  };
  return (
    <Section title={words.printed}>
      <Text className="muted">{words.printedAbout}</Text>
      <Said text={said} />
      <Waiting of={papers}>
        {(items) => (
          <Stack gap="xs">
            {items.length === 0 && <Text>{words.none}</Text>}
            {items.map((paper) => (
              <PrintedPaper key={paper.id} paper={paper} onDone={done} />
            ))}
          </Stack>
        )}
      </Waiting>
      <MorePages of={papers} />
    </Section>
  );
}

interface PaperProps {
  readonly paper: IssuedDocumentResponse;
  readonly onDone: (what: string) => void;
}

function PrintedPaper({ paper, onDone }: PaperProps) {
  const words = useWords().papers;
  const { title, language, draft, code, recipientText, reason, issuedBy, issuedAt } = paper;
  const { withdrawnAt, withdrawnBy, withdrawnReason } = paper;
  return (
    <Card withBorder padding="sm" component="article" aria-label={`${title}, ${moment(issuedAt)}`}>
      <Group gap="xs">
        <Text fw={600}>{title}</Text>
        {language === 'en' && <Badge variant="light">{words.inEnglish}</Badge>}
        {draft && <Badge color="gray">{words.draft}</Badge>}
        {withdrawnAt && <Badge color="red">{words.withdrawn}</Badge>}
      </Group>
      <Text className="muted" size="sm">
        {[words.by(issuedBy?.fullName ?? '', moment(issuedAt)), words.code(code)].join(' · ')}
      </Text>
      {recipientText && <Text size="sm">{words.for(recipientText, reason ?? '')}</Text>}
      {withdrawnAt ? (
        <Text size="sm">
          {words.withdrawnBy(withdrawnBy?.fullName ?? '', moment(withdrawnAt), withdrawnReason ?? '')}
        </Text>
      ) : (
        iMay('document.withdraw') && <Withdraw paper={paper} onDone={onDone} />
      )}
    </Card>
  );
}

function Withdraw({ paper, onDone }: PaperProps) {
  const words = useWords().papers;
  const { id, title, version } = paper;
  const { fields, typed, clear } = useFields({ reason: '' }, `withdraw paper ${id}`);
  const act = useAct(async ({ reason }: { reason: string }) => {
    const headers = { 'If-Match': etag(version) };
    await postApiV1DocumentsByIdWithdraw({ path: { id }, body: { reason: reason.trim() }, headers });
    clear();
    onDone(title);
  });
  return (
    <Folded label={words.withdraw} name={words.withdrawOf(title)}>
      <ActForm act={act} label={words.withdraw} color="red.9" onSubmit={() => void act.run(fields)}>
        <Text>{words.withdrawAbout}</Text>
        <TextInput label={words.reason} required maxLength={500} {...typed('reason')} />
      </ActForm>
    </Folded>
  );
}

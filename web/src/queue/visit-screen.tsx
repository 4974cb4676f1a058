import { Alert, Button, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { postApiV1EncountersByIdVisit, type ListedCodeResponse, type VisitDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { doubtsAsked, type DiagnosisDoubt } from '../background/diagnosis-doubts.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { CodeSelect } from '../find/code-select.tsx';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { LookedAgain } from '../shell/looked-again.tsx';
import { useFields } from '../shell/use-fields.ts';
import { readDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** What was found at a visit: kept at once as a note to sign, a diagnosis, and the day to come again. */
export function VisitScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/visit' });
  const words = useWords();
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter }) =>
        encounter ? <Visit patientId={patientId} encounterId={encounter.id} /> : <Text>{words.chart.notInStay}</Text>
      }
    </PatientFrame>
  );
}

const EMPTY = { reason: '', findings: '', plan: '', followUpOn: '' };

function Visit({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [code, setCode] = useState<ListedCodeResponse>();
  const [kept, setKept] = useState<{ readonly to: string; readonly text: string }>();
  const { fields, typed, clear } = useFields(EMPTY, `visit ${encounterId}`);
  const act = useAct(async (body: VisitDto, key) => {
    const headers = { 'Idempotency-Key': key };
    const { noteId, followUpText, notice } = await answerOf(
      postApiV1EncountersByIdVisit({ path: { id: encounterId }, body, headers }),
    );
    clear();
    for (const kind of ['chart', 'queue', 'notes']) void queries.invalidateQueries({ queryKey: [kind] });
    const to = `/patients/${patientId}/notes/${noteId}`;
    // What is asked of the day to come again, and what follows from the diagnosis, is read before the note is shown.
    const text = [followUpText, notice].filter(Boolean).join(' ');
    if (text) setKept({ to, text });
    else await navigate({ to });
  });
  const asked = doubtsAsked(act.problem);
  const submit = (confirmed: readonly DiagnosisDoubt[] = []) => {
    const followUpOn = fields.followUpOn.trim() && readDay(fields.followUpOn);
    if (!code || followUpOn === undefined) return;
    void act.run({
      findings: fields.findings,
      plan: fields.plan,
      code: { system: 'http://hl7.org/fhir/sid/icd-10', code: code.code, display: code.text },
      ...(fields.reason.trim() && { reason: fields.reason }),
      ...(followUpOn && { followUpOn }),
      ...(confirmed.length > 0 && { confirmed: [...confirmed] }),
    });
  };
  if (kept) {
    return (
      <Alert color="orange" role="status" title={kept.text} maw={900}>
        <Button onClick={() => void navigate({ to: kept.to })}>{words.queue.toNote}</Button>
      </Alert>
    );
  }
  return (
    <Stack maw={900}>
      <Title order={1} size="h3">
        {words.queue.visitTitle}
      </Title>
      <ActForm
        act={act}
        label={words.queue.keep}
        blocked={stillNeeded(words, [[words.queue.diagnosis, code !== undefined]])}
        onSubmit={() => submit()}
        aside={<LookedAgain isAsked={asked.length > 0} isBusy={act.isBusy} onPress={() => submit(asked)} />}
      >
        <Textarea label={words.queue.reason} autosize autoFocus {...typed('reason')} />
        <Textarea label={words.queue.findings} autosize minRows={2} required {...typed('findings')} />
        <CodeSelect
          list="icd-10"
          label={words.queue.diagnosis}
          required
          showCode
          takesOwn
          value={code?.code ?? ''}
          onChange={(_, chosen) => setCode(chosen)}
        />
        <Textarea label={words.queue.plan} autosize minRows={2} required {...typed('plan')} />
        <DateField label={words.queue.followUp} maw={420} {...typed('followUpOn')} />
      </ActForm>
    </Stack>
  );
}

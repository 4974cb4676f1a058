import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  postApiV1PatientsByIdProblems,
  type ChartResponse,
  type CreateProblemDto,
  type ListedCodeResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { doubtsAsked, type DiagnosisDoubt } from '../background/diagnosis-doubts.ts';
import { CodeSelect } from '../find/code-select.tsx';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { LookedAgain } from '../shell/looked-again.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { Folded } from './folded.tsx';

/** Records a diagnosis by its code; one that is unusual for the sex or age is asked about once, and then taken. */
export function RecordProblem({ chart: { patient, encounter } }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const queries = useQueryClient();
  const [code, setCode] = useState<ListedCodeResponse>();
  const [note, setNote, forgetNote] = useKeptText(`problem ${patient.id}`);
  const [isMain, setMain] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(async (body: CreateProblemDto, key) => {
    const headers = { 'Idempotency-Key': key };
    const { notice } = await answerOf(postApiV1PatientsByIdProblems({ path: { id: patient.id }, body, headers }));
    setCode(undefined);
    forgetNote();
    setMain(false);
    setDone(notice ? `${words.registry.recorded} ${notice}` : words.registry.recorded);
    await queries.invalidateQueries({ queryKey: ['chart', patient.id] });
  });
  const asked = doubtsAsked(act.problem);
  const record = (confirmed: readonly DiagnosisDoubt[] = []) => {
    if (!code) return;
    setDone(undefined);
    void act.run({
      code: { system: 'http://hl7.org/fhir/sid/icd-10', code: code.code, display: code.text },
      ...(note.trim() && { note: note.trim() }),
      ...(encounter && { encounterId: encounter.id }),
      ...(encounter && isMain && { rank: 'main' as const }),
      ...(confirmed.length > 0 && { confirmed: [...confirmed] }),
    });
  };
  return (
    <Folded label={words.registry.addProblem}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          record();
        }}
      >
        <Stack gap="xs">
          <CodeSelect
            list="icd-10"
            label={words.registry.icd10}
            required
            showCode
            takesOwn
            value={code?.code ?? ''}
            onChange={(_, chosen) => setCode(chosen)}
          />
          <TextInput
            label={words.registry.note}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {encounter && (
            <Checkbox
              label={words.registry.main}
              checked={isMain}
              onChange={(event) => setMain(event.currentTarget.checked)}
            />
          )}
          <ProblemNotice problem={act.problem} />
          <Group>
            <ActButton
              type="submit"
              loading={act.isBusy}
              blocked={stillNeeded(words, [[words.registry.icd10, code !== undefined]])}
            >
              {words.save}
            </ActButton>
            <LookedAgain isAsked={asked.length > 0} isBusy={act.isBusy} onPress={() => record(asked)} />
          </Group>
          {done && <Text role="status">{done}</Text>}
        </Stack>
      </form>
    </Folded>
  );
}

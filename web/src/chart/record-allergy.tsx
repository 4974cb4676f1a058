import { Alert, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  postApiV1PatientsByIdAllergies,
  type CreateAllergyDto,
  type RecordedAllergyResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { Folded } from './folded.tsx';

/** Records an allergy from the chart; what it has to do with those on record is told at once, and stops nobody. */
export function RecordAllergy({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [substance, setSubstance, forgetSubstance] = useKeptText(`allergy ${patientId}`);
  const [reaction, setReaction, forgetReaction] = useKeptText(`reaction ${patientId}`);
  const [isSevere, setSevere] = useState(false);
  const [done, setDone] = useState<RecordedAllergyResponse>();
  const act = useAct(async (body: CreateAllergyDto, key) => {
    const headers = { 'Idempotency-Key': key };
    setDone(await answerOf(postApiV1PatientsByIdAllergies({ path: { id: patientId }, body, headers })));
    forgetSubstance();
    forgetReaction();
    setSevere(false);
    await queries.invalidateQueries({ queryKey: ['chart', patientId] });
  });
  return (
    <Folded label={words.registry.addAllergy}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const code = { display: substance.trim() };
          const said = { ...(reaction.trim() && { reaction: reaction.trim() }) };
          void act.run({ code, ...said, ...(isSevere && { criticality: 'high' as const }) });
        }}
      >
        <Stack gap="xs">
          <TextInput
            label={words.registry.substance}
            required
            autoComplete="off"
            value={substance}
            onChange={(event) => setSubstance(event.currentTarget.value)}
          />
          <TextInput
            label={words.registry.reaction}
            autoComplete="off"
            value={reaction}
            onChange={(event) => setReaction(event.currentTarget.value)}
          />
          <Checkbox
            label={words.registry.isSevere}
            checked={isSevere}
            onChange={(event) => setSevere(event.currentTarget.checked)}
          />
          <ProblemNotice problem={act.problem} />
          <Button type="submit" w="fit-content" loading={act.isBusy}>
            {words.save}
          </Button>
          {done && (
            <Alert
              role="status"
              color={done.notice || done.overlaps?.length ? 'yellow' : 'green'}
              title={words.registry.recorded}
            >
              {done.overlaps?.map(({ id, text }) => (
                <Text key={id}>{text}</Text>
              ))}
              {done.notice && <Text>{done.notice}</Text>}
            </Alert>
          )}
        </Stack>
      </form>
    </Folded>
  );
}

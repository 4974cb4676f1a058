import { Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdDuplicates,
  postApiV1PatientsByIdUnmerge,
  type DuplicatesOfPatientResponse,
  type PatientResponse,
  type UnmergeDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Said } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly patient: Pick<PatientResponse, 'id' | 'version'>;
}

/** The records that were merged into one: a merge of two people is taken back here, however long ago it was. */
export function MergedInto({ patient }: Props) {
  const words = useWords().registry;
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const found = useQuery({
    queryKey: ['duplicates-of', patient.id],
    queryFn: () => answerOf(getApiV1PatientsByIdDuplicates({ path: { id: patient.id } })),
  });
  const done = () => {
    setDone(true);
    for (const key of [['duplicates-of', patient.id], ['patient', patient.id], ['duplicates'], ['chart'], ['find']]) {
      void queries.invalidateQueries({ queryKey: key });
    }
  };
  return (
    <Section title={words.mergedInto}>
      <Said text={isDone ? words.unmerged : undefined} />
      <Waiting of={found}>
        {({ merged }) => (
          <Stack gap="xs">
            {merged.length === 0 && <Text role="status">{words.noMergedInto}</Text>}
            {merged.map((one) => (
              <Merged key={one.mergeId} one={one} patient={patient} onDone={done} />
            ))}
          </Stack>
        )}
      </Waiting>
    </Section>
  );
}

interface MergedProps extends Props {
  readonly one: DuplicatesOfPatientResponse['merged'][number];
  readonly onDone: () => void;
}

function Merged({ one, patient, onDone }: MergedProps) {
  const words = useWords().registry;
  const { mergeId, mrn, reason, mergedBy, mergedAt } = one;
  const { fields, typed, clear } = useFields({ reason: '' }, `taking back ${mergeId}`);
  const act = useAct(async (body: UnmergeDto) => {
    const headers = { 'If-Match': etag(patient.version) };
    await answerOf(postApiV1PatientsByIdUnmerge({ path: { id: patient.id }, body, headers }));
    clear();
    onDone();
  });
  return (
    <div>
      <Text>
        <strong>{mrn}</strong>{' '}
        <span className="muted">
          {words.mergedBy(mergedBy?.fullName ?? '', moment(mergedAt))} {reason}
        </span>
      </Text>
      <Folded label={words.unmerge} name={words.unmergeOf(mrn ?? '')}>
        <ActForm
          act={act}
          label={words.unmerge}
          onSubmit={() => void act.run({ mergeId, reason: fields.reason.trim() })}
        >
          <TextInput label={words.reason} description={words.unmergeAbout} required {...typed('reason')} />
        </ActForm>
      </Folded>
    </div>
  );
}

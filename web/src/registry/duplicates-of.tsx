import { Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdDuplicates,
  postApiV1PatientsByIdDuplicatesRestore,
  type DismissDuplicateDto,
  type DuplicatesOfPatientResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Said } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Who may be the same person as one patient, and who was found to be another: that is taken back here. */
export function DuplicatesOf({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState<string>();
  const key = ['duplicates-of', patientId];
  const found = useQuery({
    queryKey: key,
    queryFn: () => answerOf(getApiV1PatientsByIdDuplicates({ path: { id: patientId } })),
  });
  const restored = (name: string) => {
    setSaid(words.registry.restored(name));
    for (const one of [key, ['duplicates']]) void queries.invalidateQueries({ queryKey: one });
  };
  return (
    <Section title={words.registry.duplicatesOf}>
      <Said text={said} />
      <Waiting of={found}>
        {({ items, dismissed }) => (
          <Stack gap="xs">
            {items.length === 0 && <Text role="status">{words.registry.noDuplicatesOf}</Text>}
            {items.map((one) => (
              <Text key={one.id}>
                <Named one={one} />{' '}
                <span className="muted">
                  {words.registry.why}: {one.reasons.map(({ text }) => text).join('; ')}
                </span>
              </Text>
            ))}
            {dismissed.map((one) => (
              <Apart key={one.id} one={one} patientId={patientId} onDone={() => restored(one.fullName)} />
            ))}
          </Stack>
        )}
      </Waiting>
    </Section>
  );
}

type Other = DuplicatesOfPatientResponse['dismissed'][number];

function Named({ one }: { readonly one: Pick<Other, 'fullName' | 'birthDate' | 'sex' | 'mrn'> }) {
  const words = useWords();
  return (
    <>
      <strong>{one.fullName}</strong> · {one.birthDate ? partialDate(one.birthDate) : words.unknown} ·{' '}
      {words.sex[one.sex]} · {one.mrn}
    </>
  );
}

interface ApartProps {
  readonly one: Other;
  readonly patientId: string;
  readonly onDone: () => void;
}

function Apart({ one, patientId, onDone }: ApartProps) {
  const words = useWords().registry;
  const { fields, typed, clear } = useFields({ reason: '' }, `restore ${patientId} ${one.id}`);
  const act = useAct(async (body: DismissDuplicateDto) => {
    await answerOf(postApiV1PatientsByIdDuplicatesRestore({ path: { id: patientId }, body }));
    clear();
    onDone();
  });
  return (
    <div>
      <Text>
        <Named one={one} />
      </Text>
      <Text className="muted">
        {words.toldApart(one.dismissedBy?.fullName ?? '', moment(one.dismissedAt))} {one.reason}
      </Text>
      {iMay('patient.merge') && (
        <Folded label={words.restore} name={words.restoreOf(one.fullName)}>
          <ActForm
            act={act}
            label={words.restore}
            onSubmit={() => void act.run({ otherId: one.id, reason: fields.reason.trim() })}
          >
            <TextInput label={words.reason} required {...typed('reason')} />
          </ActForm>
        </Folded>
      )}
    </div>
  );
}

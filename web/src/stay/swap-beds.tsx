import { Select, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1WardsByIdBoard, postApiV1EncountersByIdSwap } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { bedName, useWards } from '../ward/places.ts';
import { useWords } from '../words/use-words.ts';
import type { StayProps } from './transfer.tsx';

/** Two patients change beds at one moment; of another ward, each is transferred to the ward of the other. */
export function SwapBeds({ encounter, onDone }: StayProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [withId, setWith] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const wards = useWards();
  const [wardId, setWard] = useState(encounter.wardId ?? '');
  const board = useQuery({
    queryKey: ['board', wardId],
    queryFn: () => answerOf(getApiV1WardsByIdBoard({ path: { id: wardId } })),
    // Who lies in the ward is a read on the trail: asked for when somebody looks for whom to change with.
    enabled: isAsked && wardId !== '',
  });
  const act = useAct(async (body: { withId: string; bedId?: string }) => {
    const headers = { 'If-Match': etag(encounter.version) };
    const moved = await answerOf(postApiV1EncountersByIdSwap({ path: { id: encounter.id }, body, headers }));
    void queries.invalidateQueries({ queryKey: ['board'] });
    onDone(words.course.moved(moved.ward?.name ?? '', moved.bed?.code ?? ''), moved);
  });
  const others = (board.data?.items ?? []).flatMap(({ bed, encounter: one }) =>
    bed && one && one.id !== encounter.id
      ? [{ value: one.id, bedId: bed.id, label: `${bedName(bed)} · ${one.patient.fullName}` }]
      : [],
  );
  if (!encounter.bed) return null;
  return (
    <Section title={words.stay.swap}>
      <ActForm
        act={act}
        label={words.stay.swap}
        blocked={stillNeeded(words, [[words.stay.swapWith, withId !== null]])}
        onSubmit={() => withId && void act.run({ withId, bedId: others.find(({ value }) => value === withId)?.bedId })}
      >
        <Select
          label={words.stay.swapWard}
          allowDeselect={false}
          searchable
          maw={360}
          value={wardId}
          data={(wards.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => {
            setWard(chosen ?? '');
            setWith(null);
          }}
        />
        {wardId !== encounter.wardId && <Text>{words.stay.swapAcross}</Text>}
        <ProblemNotice problem={board.error} />
        <Select
          label={words.stay.swapWith}
          required
          searchable
          maw={360}
          value={withId}
          data={others}
          nothingFoundMessage={board.isLoading ? words.loading : words.none}
          onFocus={() => setAsked(true)}
          onChange={setWith}
        />
      </ActForm>
    </Section>
  );
}

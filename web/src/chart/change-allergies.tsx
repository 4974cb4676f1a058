import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdAllergies,
  patchApiV1AllergiesById,
  type AllergyResponse,
  type UpdateAllergyDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said } from '../shell/said.tsx';
import { useChanges } from '../shell/use-changes.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { choicesOf } from './choices.ts';
import { Folded } from './folded.tsx';

const CLINICAL = ['active', 'inactive', 'resolved'] as const;
const VERIFICATION = ['confirmed', 'unconfirmed', 'refuted', 'entered-in-error'] as const;
const CRITICALITY = ['high', 'low', 'unable-to-assess'] as const;

/** Every allergy on record, past ones and those entered in error among them, each to be changed. */
export function ChangeAllergies({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  return (
    <Folded label={words.putRight.allergies}>
      <All patientId={patientId} />
    </Folded>
  );
}

function All({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState<string>();
  const allergies = usePages({
    queryKey: ['allergies', patientId],
    ask: (cursor) =>
      answerOf(getApiV1PatientsByIdAllergies({ path: { id: patientId }, query: { limit: 50, ...cursor } })),
    staleTime: 0,
  });
  const done = (what: string) => {
    setSaid(words.putRight.saved(what));
    for (const key of ['allergies', 'chart', 'board']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Stack gap="xs">
      <Said text={said} />
      <Waiting of={allergies}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.putRight.noneYet}</Text>}
            {items.map((allergy) => (
              <One key={allergy.id} allergy={allergy} onDone={done} />
            ))}
            <MorePages of={allergies} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface Props {
  readonly allergy: AllergyResponse;
  readonly onDone: (what: string) => void;
}

function One({ allergy, onDone }: Props) {
  const words = useWords().putRight;
  const [isOpen, setOpen] = useState(false);
  const { code, clinicalStatus, verificationStatus } = allergy;
  const isInError = verificationStatus === 'entered-in-error';
  return (
    <div>
      <Text className={clinicalStatus === 'active' && !isInError ? undefined : 'muted'}>
        {isInError ? <s>{code.display}</s> : code.display} · {words.clinicals[clinicalStatus]} ·{' '}
        {words.verifications[verificationStatus]}
      </Text>
      {!isInError && (
        <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.change(code.display)}
        </Button>
      )}
      {isOpen && !isInError && (
        <Change
          allergy={allergy}
          onDone={(what) => {
            setOpen(false);
            onDone(what);
          }}
        />
      )}
    </div>
  );
}

function Change({ allergy, onDone }: Props) {
  const words = useWords();
  const { id, version, code, reaction, criticality, clinicalStatus, verificationStatus } = allergy;
  const record = { reaction: reaction ?? '', criticality: criticality ?? '', clinicalStatus, verificationStatus };
  const form = useChanges<Record<keyof typeof record, string>>(record, `change allergy ${id}`);
  const { fields, typed, chosen, clear, isChanged } = form;
  const act = useAct(async (body: UpdateAllergyDto) => {
    await answerOf(patchApiV1AllergiesById({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(code.display);
  });
  const isInError = fields.verificationStatus === 'entered-in-error';
  const submit = () =>
    void act.run({
      ...(isChanged('reaction') && { reaction: fields.reaction.trim() || null }),
      ...(isChanged('criticality') && { criticality: (fields.criticality || null) as 'high' | null }),
      // What was never so, or entered in error, is active no more: the service says so by itself.
      ...(isChanged('clinicalStatus') && !isInError && { clinicalStatus: fields.clinicalStatus as 'active' }),
      ...(isChanged('verificationStatus') && { verificationStatus: fields.verificationStatus as 'confirmed' }),
    });
  return (
    <ActForm
      act={act}
      label={isInError ? words.putRight.inError : words.save}
      color={isInError ? 'red.9' : undefined}
      onSubmit={submit}
    >
      <TextInput label={words.putRight.reaction} autoComplete="off" {...typed('reaction')} />
      <Select
        label={words.putRight.criticality}
        clearable
        data={choicesOf(CRITICALITY, words.putRight.criticalities)}
        {...chosen('criticality')}
      />
      <Select
        label={words.putRight.clinical}
        allowDeselect={false}
        data={choicesOf(CLINICAL, words.putRight.clinicals)}
        {...chosen('clinicalStatus')}
      />
      <Select
        label={words.putRight.verification}
        allowDeselect={false}
        data={choicesOf(VERIFICATION, words.putRight.verifications)}
        {...chosen('verificationStatus')}
      />
      {isInError && <Text className="severe">{words.putRight.inErrorAbout}</Text>}
    </ActForm>
  );
}

import { Select, Text, TextInput } from '@mantine/core';
import {
  getApiV1AllergiesByIdHistory,
  getApiV1PatientsByIdAllergies,
  patchApiV1AllergiesById,
  type AllergyResponse,
  type UpdateAllergyDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { useChanges } from '../shell/use-changes.ts';
import { useWords } from '../words/use-words.ts';
import { ChangedBy } from './changed-by.tsx';
import { choicesOf } from './choices.ts';
import { ChangeEntry, ChangeList, type Done } from './change-list.tsx';
import { StatusFields, StatusForm, statusPatch } from './status-fields.tsx';

const CLINICAL = ['active', 'inactive', 'resolved'] as const;
const VERIFICATION = ['confirmed', 'unconfirmed', 'refuted', 'entered-in-error'] as const;
const CRITICALITY = ['high', 'low', 'unable-to-assess'] as const;

/** Every allergy on record, past ones and those entered in error among them, each to be changed. */
export function ChangeAllergies({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  return (
    <ChangeList
      label={iMay('allergy.write') ? words.putRight.allergies : words.changes.all(words.changes.allergies)}
      name="allergies"
      patientId={patientId}
      ask={(cursor) =>
        answerOf(getApiV1PatientsByIdAllergies({ path: { id: patientId }, query: { limit: 50, ...cursor } }))
      }
    >
      {(allergy, onDone) => <One key={allergy.id} allergy={allergy} onDone={onDone} />}
    </ChangeList>
  );
}

interface Props {
  readonly allergy: AllergyResponse;
  readonly onDone: Done;
}

function One({ allergy, onDone }: Props) {
  const words = useWords().putRight;
  const { code, clinicalStatus, verificationStatus } = allergy;
  const isInError = verificationStatus === 'entered-in-error';
  return (
    <ChangeEntry
      name={code.display}
      isInError={isInError}
      mayChange={iMay('allergy.write')}
      history={
        <ChangedBy
          entity="allergy"
          id={allergy.id}
          version={allergy.version}
          name={code.display}
          ask={() => answerOf(getApiV1AllergiesByIdHistory({ path: { id: allergy.id } }))}
        />
      }
      onDone={onDone}
      about={
        <Text className={clinicalStatus === 'active' && !isInError ? undefined : 'muted'}>
          {isInError ? <s>{code.display}</s> : code.display} · {words.clinicals[clinicalStatus]} ·{' '}
          {words.verifications[verificationStatus]}
        </Text>
      }
    >
      {(done) => <Change allergy={allergy} onDone={done} />}
    </ChangeEntry>
  );
}

function Change({ allergy, onDone }: Props) {
  const words = useWords();
  const { id, version, code, reaction, criticality, clinicalStatus, verificationStatus } = allergy;
  const record = { reaction: reaction ?? '', criticality: criticality ?? '', clinicalStatus, verificationStatus };
  const form = useChanges<Record<keyof typeof record, string>>(record, `change allergy ${id}`);
  const { fields, typed, chosen, clear, isChanged } = form;
  const act = useAct(async (body: UpdateAllergyDto) => {
    const { notice } = await answerOf(
      patchApiV1AllergiesById({ path: { id }, body, headers: { 'If-Match': etag(version) } }),
    );
    clear();
    onDone(code.display, notice);
  });
  const submit = () =>
    void act.run({
      ...(isChanged('reaction') && { reaction: fields.reaction.trim() || null }),
      ...(isChanged('criticality') && { criticality: (fields.criticality || null) as 'high' | null }),
      ...statusPatch(fields, isChanged),
    });
  return (
    <StatusForm act={act} typed={fields} onSubmit={submit}>
      <TextInput label={words.putRight.reaction} autoComplete="off" {...typed('reaction')} />
      <Select
        label={words.putRight.criticality}
        clearable
        data={choicesOf(CRITICALITY, words.putRight.criticalities)}
        {...chosen('criticality')}
      />
      <StatusFields clinical={CLINICAL} verification={VERIFICATION} chosen={chosen} />
    </StatusForm>
  );
}

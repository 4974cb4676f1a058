import { Select, Text, TextInput } from '@mantine/core';
import {
  getApiV1PatientsByIdProblems,
  getApiV1ProblemsByIdHistory,
  patchApiV1ProblemsById,
  type ProblemResponse,
  type UpdateProblemDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { useChanges } from '../shell/use-changes.ts';
import { useKeptText } from '../shell/use-kept.ts';
import { PartialDateField } from '../shell/partial-date-field.tsx';
import { partialDate, readPartialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ChangedBy } from './changed-by.tsx';
import { choicesOf } from './choices.ts';
import { ChangeEntry, ChangeList, type Done } from './change-list.tsx';
import { StatusFields, StatusForm, statusPatch } from './status-fields.tsx';

const CLINICAL = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
const VERIFICATION = [
  'confirmed',
  'provisional',
  'differential',
  'unconfirmed',
  'refuted',
  'entered-in-error',
] as const;

/** Every problem and diagnosis on record, past ones and those entered in error among them, each to be changed. */
export function ChangeProblems({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  return (
    <ChangeList
      label={iMay('problem.write') ? words.putRight.problems : words.changes.all(words.changes.problems)}
      name="problems"
      patientId={patientId}
      ask={(cursor) =>
        answerOf(getApiV1PatientsByIdProblems({ path: { id: patientId }, query: { limit: 50, ...cursor } }))
      }
    >
      {(problem, onDone) => <One key={problem.id} problem={problem} onDone={onDone} />}
    </ChangeList>
  );
}

interface Props {
  readonly problem: ProblemResponse;
  readonly onDone: Done;
}

function One({ problem, onDone }: Props) {
  const words = useWords().putRight;
  const { code, clinicalStatus, verificationStatus, rank, abatement } = problem;
  const isInError = verificationStatus === 'entered-in-error';
  const about = [
    code.code,
    rank && words.ranks[rank],
    words.clinicals[clinicalStatus],
    words.verifications[verificationStatus],
    abatement && `${words.abatement} ${partialDate(abatement.slice(0, 10))}`,
  ].filter(Boolean);
  return (
    <ChangeEntry
      name={code.display}
      isInError={isInError}
      mayChange={iMay('problem.write')}
      history={
        <ChangedBy
          entity="problem"
          id={problem.id}
          version={problem.version}
          name={code.display}
          ask={() => answerOf(getApiV1ProblemsByIdHistory({ path: { id: problem.id } }))}
        />
      }
      onDone={onDone}
      about={
        <Text className={isInError ? 'muted' : undefined}>
          {isInError ? <s>{code.display}</s> : code.display} <span className="muted">{about.join(' · ')}</span>
        </Text>
      }
    >
      {(done) => <Change problem={problem} onDone={done} />}
    </ChangeEntry>
  );
}

const recordOf = ({ note, rank, abatement, clinicalStatus, verificationStatus }: ProblemResponse) => ({
  note: note ?? '',
  rank: rank ?? '',
  abatement: abatement ? partialDate(abatement.slice(0, 10)) : '',
  clinicalStatus: clinicalStatus as string,
  verificationStatus: verificationStatus as string,
});
type Typed = ReturnType<typeof recordOf>;

/** What was changed, as a merge patch; what was left alone is not sent. */
function patchOf(typed: Typed, is: (name: keyof Typed) => boolean): UpdateProblemDto {
  return {
    ...(is('note') && { note: typed.note.trim() || null }),
    ...(is('rank') && { rank: (typed.rank || null) as 'main' | null }),
    ...(is('abatement') && { abatement: readPartialDate(typed.abatement) ?? null }),
    ...statusPatch(typed, is),
  };
}

/** The record of the stay is closed: what was found in it changes with a reason only. */
const isClosed = (problem: unknown): boolean => problem instanceof ServiceProblem && problem.code === 'record-closed';

function Change({ problem, onDone }: Props) {
  const words = useWords();
  const { id, version, code, encounterId } = problem;
  const [lateReason, setLateReason, forgetReason] = useKeptText(`late reason ${id}`);
  const { fields, typed, chosen, clear, isChanged } = useChanges(recordOf(problem), `change problem ${id}`);
  const act = useAct(async (body: UpdateProblemDto) => {
    const { notice } = await answerOf(
      patchApiV1ProblemsById({ path: { id }, body, headers: { 'If-Match': etag(version) } }),
    );
    clear();
    forgetReason();
    onDone(code.display, notice);
  });
  const isBad = fields.abatement.trim() !== '' && readPartialDate(fields.abatement) === undefined;
  return (
    <StatusForm
      act={act}
      typed={fields}
      blocked={isBad ? words.putRight.badDate : undefined}
      onSubmit={() =>
        void act.run({ ...patchOf(fields, isChanged), ...(lateReason.trim() && { lateReason: lateReason.trim() }) })
      }
    >
      <StatusFields clinical={CLINICAL} verification={VERIFICATION} chosen={chosen} />
      {encounterId !== null && (
        <Select
          label={words.putRight.rank}
          clearable
          data={choicesOf(['main', 'additional'], words.putRight.ranks)}
          {...chosen('rank')}
        />
      )}
      <PartialDateField label={words.putRight.abatement} isBad={isBad} {...typed('abatement')} />
      <TextInput label={words.putRight.note} autoComplete="off" {...typed('note')} />
      {(isClosed(act.problem) || lateReason !== '') && (
        <TextInput
          label={words.putRight.lateReason}
          description={words.putRight.lateReasonAbout}
          autoComplete="off"
          maxLength={500}
          value={lateReason}
          onChange={(event) => setLateReason(event.currentTarget.value)}
        />
      )}
    </StatusForm>
  );
}

import { Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  postApiV1ResultsUnmatchedByIdAssign,
  postApiV1ResultsUnmatchedByIdDismiss,
  type AssignDto,
  type DismissDto,
  type UnmatchedDetailResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { PatientField } from '../find/patient-field.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { OrderField } from './order-field.tsx';
import { Suggestions } from './suggestions.tsx';
import { KEY, type Left } from './use-unmatched.ts';

interface Props {
  readonly entry: UnmatchedDetailResponse;
  readonly onLeft: (how: Left) => void;
}

/** Whose result it is, chosen by a person; or that it comes into no chart. */
export function Settle({ entry, onLeft }: Props) {
  const words = useWords();
  const { fields, set, typed, clear } = useFields(
    { patientId: '', name: '', orderId: '', reason: '' },
    `unmatched ${entry.id}`,
  );
  const refused = useRefusal(entry.id, onLeft);
  const act = useAct(async (body: AssignDto, key) => {
    await refused(answerOf(postApiV1ResultsUnmatchedByIdAssign({ ...callOf(entry, key), body })));
    clear();
    onLeft({ text: words.unmatched.assigned(fields.name) });
  });
  if (!iMay('unmatched.settle')) return <Suggestions entry={entry} onChoose={() => undefined} />;
  const { patientId, name, orderId, reason } = fields;
  // Who was told that the message names somebody else, and sends it again with a reason, has confirmed it.
  const isTold = act.problem instanceof ServiceProblem && act.problem.code === 'unmatched-names-another';
  // So has who was told that its order is over: it comes into the chart without one.
  const isOver = act.problem instanceof ServiceProblem && act.problem.code === 'order-is-final';
  const said = { ...((isTold || isOver) && { confirmed: true }), ...(isOver && !orderId && { withoutOrder: true }) };
  const why = reason.trim() && { reason: reason.trim(), ...said };
  const assign = () => act.run({ patientId, ...(orderId && { orderId }), ...(why || {}) });
  return (
    <Stack gap="sm">
      <Suggestions
        entry={entry}
        onChoose={(one) => set({ patientId: one.patient.id, name: one.patient.fullName, orderId: one.orderId ?? '' })}
      />
      <PatientField
        label={words.unmatched.patient}
        chosen={name && words.unmatched.chosen(name)}
        onChoose={({ id, fullName }) => (id ? set({ patientId: id, name: fullName, orderId: '' }) : clear())}
      />
      {patientId && (
        <ActForm act={act} label={words.unmatched.assign(name)} onSubmit={() => void assign()}>
          <OrderField
            key={patientId}
            patientId={patientId}
            suggestions={entry.suggestions}
            orderId={orderId}
            onChoose={(id) => set({ orderId: id })}
          />
          <TextInput
            label={words.unmatched.reason}
            description={isOver ? words.unmatched.orderOver : words.unmatched.reasonAbout}
            maxLength={500}
            {...typed('reason')}
          />
        </ActForm>
      )}
      <Folded label={words.unmatched.dismiss}>
        <Dismiss entry={entry} onLeft={onLeft} />
      </Folded>
    </Stack>
  );
}

function Dismiss({ entry, onLeft }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `dismiss ${entry.id}`);
  const refused = useRefusal(entry.id, onLeft);
  const act = useAct(async (body: DismissDto, key) => {
    await refused(answerOf(postApiV1ResultsUnmatchedByIdDismiss({ ...callOf(entry, key), body })));
    clear();
    onLeft({ text: words.unmatched.dismissed });
  });
  return (
    <ActForm act={act} color="red.9" label={words.unmatched.dismiss} onSubmit={() => void act.run(fields)}>
      <TextInput
        label={words.unmatched.reason}
        description={words.unmatched.dismissAbout}
        required
        maxLength={500}
        {...typed('reason')}
      />
    </ActForm>
  );
}

const callOf = ({ id, version }: UnmatchedDetailResponse, key: string) => ({
  path: { id },
  headers: { 'Idempotency-Key': key, 'If-Match': etag(version) },
});

/** What somebody else settled meanwhile leaves the list, with who it was and when; what changed only is read again. */
function useRefusal(id: string, onLeft: Props['onLeft']): <T>(call: Promise<T>) => Promise<T> {
  const words = useWords();
  const queries = useQueryClient();
  return async (call) => {
    try {
      return await call;
    } catch (error) {
      if (error instanceof ServiceProblem && error.code === 'unmatched-settled') {
        const { decidedBy, decidedAt } = error.extra as { decidedBy?: { fullName?: string }; decidedAt?: string };
        const who = decidedBy?.fullName ?? words.unmatched.system;
        onLeft({ text: words.unmatched.settled(who, decidedAt ? moment(decidedAt) : ''), isRefused: true });
      } else if (error instanceof ServiceProblem && error.status === 412) {
        await queries.invalidateQueries({ queryKey: [...KEY, id] });
      }
      throw error;
    }
  };
}

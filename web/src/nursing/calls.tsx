import { Text, Textarea, TextInput } from '@mantine/core';
import {
  getApiV1EncountersByIdEscalations,
  postApiV1EscalationsByIdAcknowledge,
  postApiV1VitalsByIdEscalate,
  type ChartResponse,
  type EscalateDto,
  type EscalationResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { StaffSelect } from '../ward/staff-select.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';

type Props = NursingProps & { readonly last: ChartResponse['vitals'][number] | undefined };

/** Whom one called to the patient, and what they answered. */
export function Calls(props: Props) {
  const words = useWords();
  const { encounterId, isOpen, last } = props;
  const calls = usePages({
    queryKey: ['nursing', 'calls', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdEscalations({ path: { id: encounterId }, query: { limit: 20, ...cursor } })),
    staleTime: 0,
  });
  return (
    <Section title={words.nursing.calls}>
      {isOpen && iMay('vitals.write') && !last && <Text>{words.nursing.noVitals}</Text>}
      {isOpen && iMay('vitals.write') && last && (
        <Folded label={words.nursing.call}>
          <CallSomebody {...props} last={last} />
        </Folded>
      )}
      <Waiting of={calls}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.nursing.noCalls}</Text>}
            {items.map((call) => (
              <Called key={call.id} {...props} call={call} />
            ))}
            <MorePages of={calls} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

function CallSomebody({ encounterId, last, onDone }: Props & { readonly last: NonNullable<Props['last']> }) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ note: '', staffId: '' }, `call ${encounterId}`);
  const act = useAct(async (body: EscalateDto, key) => {
    await answerOf(postApiV1VitalsByIdEscalate({ path: { id: last.id }, body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(words.nursing.called);
  });
  const score = last.news2 ? `NEWS2 ${last.news2.total ?? `≥${last.news2.partial}`}` : '';
  const submit = () =>
    void act.run({
      ...(fields.note.trim() && { note: fields.note.trim() }),
      ...(fields.staffId && { staffId: fields.staffId }),
    });
  return (
    <ActForm act={act} label={words.nursing.callDo} onSubmit={submit}>
      <Text>{words.nursing.callAbout(moment(last.effectiveAt), score)}</Text>
      <Textarea label={words.nursing.callNote} maxLength={500} autosize minRows={2} {...typed('note')} />
      <StaffSelect label={words.nursing.callWhom} {...chosen('staffId')} />
    </ActForm>
  );
}

function Called(props: Props & { readonly call: EscalationResponse }) {
  const words = useWords();
  const { called, raisedBy, raisedAt, note, score, total, status, acknowledgedBy, acknowledgedAt, response } =
    props.call;
  const isAnswered = status === 'acknowledged';
  return (
    <div>
      <Text>
        {words.nursing.callLine(called?.fullName ?? words.nursing.onDuty, raisedBy.fullName, moment(raisedAt))}
        {score && ` · ${score} ${total ?? ''}`} {note}
      </Text>
      {isAnswered ? (
        <Text className="muted">
          {words.nursing.answered(
            acknowledgedBy?.fullName ?? '',
            acknowledgedAt ? moment(acknowledgedAt) : '',
            response ?? '',
          )}
        </Text>
      ) : (
        <strong className="severe">{words.nursing.noAnswer}</strong>
      )}
      {!isAnswered && iMay('escalation.acknowledge') && <Answer {...props} />}
    </div>
  );
}

function Answer({ call: { id, version }, onDone }: Props & { readonly call: EscalationResponse }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ response: '' }, `answer ${id}`);
  const act = useAct(async (body: { readonly response: string }) => {
    await answerOf(postApiV1EscalationsByIdAcknowledge({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(words.nursing.saved);
  });
  return (
    <ActForm act={act} label={words.nursing.answerDo} onSubmit={() => void act.run(fields)}>
      <TextInput label={words.nursing.answer} required maxLength={500} {...typed('response')} />
    </ActForm>
  );
}

import { SegmentedControl, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdGrants,
  postApiV1GrantsByIdEnd,
  postApiV1PatientsByIdConsultations,
  postApiV1PatientsByIdReferrals,
  type AccessGrantResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { DateField } from '../shell/date-field.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWards } from '../ward/places.ts';
import { StaffSelect } from '../ward/staff-select.tsx';
import { moment, readDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Asks a colleague or another ward into the care of a patient, and shows who may see the record because of it. */
export function Consultations({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('consultations');
  const queryKey = ['grants', patientId];
  const grants = useQuery({
    queryKey,
    queryFn: () => answerOf(getApiV1PatientsByIdGrants({ path: { id: patientId } })),
    enabled: iMay('care.consult'),
    staleTime: 0,
  });
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey });
  };
  if (!iMay('care.consult')) return null;
  return (
    <Section title={words.consult.title}>
      <Text className="muted">{words.consult.about}</Text>
      <Said text={said} />
      <Ask patientId={patientId} onDone={done} />
      <Title order={3} size="h5">
        {words.consult.now}
      </Title>
      <Waiting of={grants}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{words.consult.nobody}</Text>
          ) : (
            <Stack gap="xs">
              {items.map((grant) => (
                <Grant key={grant.id} grant={grant} onDone={done} />
              ))}
            </Stack>
          )
        }
      </Waiting>
    </Section>
  );
}

interface AskProps {
  readonly patientId: string;
  readonly onDone: (said: string) => void;
}

function Ask({ patientId, onDone }: AskProps) {
  const words = useWords();
  const { consult } = words;
  const wards = useWards();
  const [kind, setKind] = useState<'consultation' | 'referral'>('consultation');
  const { fields, typed, chosen, clear } = useFields(
    { staffId: '', wardId: '', reason: '', until: '' },
    `consultation ${patientId}`,
  );
  const act = useAct(async ({ asked, until }: { asked: typeof fields & { kind: string }; until?: string }, key) => {
    const { staffId, wardId, reason } = asked;
    const call = { path: { id: patientId }, headers: { 'Idempotency-Key': key } };
    const body = { reason, ...(until && { until }) };
    const grant = await answerOf(
      asked.kind === 'consultation'
        ? postApiV1PatientsByIdConsultations({ ...call, body: { ...body, staffId } })
        : postApiV1PatientsByIdReferrals({ ...call, body: { ...body, wardId } }),
    );
    clear();
    onDone(consult.asked(nameOf(grant) ?? words.unknown));
  });
  const isConsultation = kind === 'consultation';
  const submit = () => {
    const until = readDay(fields.until);
    void act.run({ asked: { ...fields, kind }, ...(until && { until: `${until}T23:59:00+07:00` }) });
  };
  return (
    <ActForm
      act={act}
      label={consult.ask}
      blocked={stillNeeded(words, [
        [consult.colleague, !isConsultation || fields.staffId !== ''],
        [consult.askedWard, isConsultation || fields.wardId !== ''],
        [consult.reason, fields.reason.trim() !== ''],
      ])}
      onSubmit={submit}
    >
      <SegmentedControl
        aria-label={consult.who}
        w="fit-content"
        value={kind}
        onChange={(next) => setKind(next)}
        data={[
          { value: 'consultation', label: consult.person },
          { value: 'referral', label: consult.ward },
        ]}
      />
      {isConsultation ? (
        <StaffSelect label={consult.colleague} required {...chosen('staffId')} />
      ) : (
        <Select
          label={consult.askedWard}
          required
          searchable
          w={300}
          data={(wards.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...chosen('wardId')}
        />
      )}
      <Textarea label={consult.reason} required autosize minRows={2} maxLength={500} {...typed('reason')} />
      <DateField label={consult.until} description={consult.untilAbout} w={300} {...typed('until')} />
    </ActForm>
  );
}

const nameOf = ({ staff, ward }: AccessGrantResponse): string | undefined =>
  staff?.fullName ?? staff?.username ?? ward?.name;

function Grant({ grant, onDone }: { readonly grant: AccessGrantResponse; readonly onDone: (said: string) => void }) {
  const words = useWords();
  const { consult } = words;
  const name = nameOf(grant) ?? words.unknown;
  const act = useAct(async (_: undefined) => {
    await answerOf(postApiV1GrantsByIdEnd({ path: { id: grant.id }, headers: { 'If-Match': etag(grant.version) } }));
    onDone(consult.ended(name));
  });
  const by = grant.grantedBy.fullName ?? grant.grantedBy.username ?? words.unknown;
  return (
    <div>
      <Text>
        <strong>{name}</strong>
        {grant.until && ` · ${consult.lasts(moment(grant.until))}`}
      </Text>
      <Text size="sm" className="muted">
        {consult.line(consult.kinds[grant.kind] ?? grant.kind, by, moment(grant.grantedAt))}
      </Text>
      <Text size="sm">{grant.reason}</Text>
      <ConfirmButton act={act} label={consult.end} ask={consult.endAsk(name)} />
    </div>
  );
}

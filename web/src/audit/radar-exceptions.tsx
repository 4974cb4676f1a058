import { Anchor, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  getApiV1RadarExceptions,
  getApiV1RadarRules,
  postApiV1RadarExceptions,
  type RadarCaseResponse,
  type RadarExceptionDto,
  type RadarExceptionResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { day, fullMoment, readMoment } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

/** What need not be looked at: of whom, with which patient or by which rule, until when and why. */
export function RadarExceptions() {
  const words = useWords();
  const language = useLanguage();
  const rules = useQuery({ queryKey: ['radar', 'rules', language], queryFn: () => answerOf(getApiV1RadarRules()) });
  const exceptions = usePages({
    queryKey: ['radar', 'exceptions'],
    ask: (cursor) => answerOf(getApiV1RadarExceptions({ query: { limit: 30, ...cursor } })),
  });
  const titleOf = (rule: string) => rules.data?.items.find(({ code }) => code === rule)?.title ?? rule;
  return (
    <Section title={words.privacy.exceptions}>
      <Waiting of={exceptions}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.privacy.noExceptions}</Text>}
            {items.map((one) => (
              <One key={one.id} exception={one} rule={one.rule && titleOf(one.rule)} />
            ))}
            <MorePages of={exceptions} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

function One({ exception, rule }: { readonly exception: RadarExceptionResponse; readonly rule: string | null }) {
  const words = useWords().privacy;
  const { actor, patientId, until, reason, createdBy, createdAt } = exception;
  return (
    <div>
      <Text>
        <strong>{actor.fullName || actor.username}</strong> · {rule ?? words.everyRule} ·{' '}
        {patientId ? (
          <Anchor component={Link} to={`/audit/patients/${patientId}`}>
            {words.onePatient}
          </Anchor>
        ) : (
          words.everyPatient
        )}{' '}
        · {words.until(day(until))}
      </Text>
      <Text className="muted">
        {reason} · {createdBy.fullName || createdBy.username}, {fullMoment(createdAt)}
      </Text>
    </div>
  );
}

type Scope = 'both' | 'patient' | 'rule';

/** Leaves the person of a case out, with its patient, under its rule, or both, until a day and with a reason. */
export function Except({ found, onDone }: { readonly found: RadarCaseResponse; readonly onDone: () => void }) {
  const words = useWords().privacy;
  const { id, actor, patientId, rule } = found;
  const scopes: readonly Scope[] = patientId ? ['both', 'patient', 'rule'] : ['rule'];
  const start = { scope: scopes[0] as string, until: '', reason: '' };
  const { fields, typed, chosen, clear } = useFields(start, `radar exception ${id}`);
  const act = useAct(async (body: RadarExceptionDto, key) => {
    await answerOf(postApiV1RadarExceptions({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone();
  });
  const submit = () =>
    void act.run({
      actorId: actor.id,
      ...(fields.scope !== 'rule' && patientId && { patientId }),
      ...(fields.scope !== 'patient' && { rule: rule as NonNullable<RadarExceptionDto['rule']> }),
      until: readMoment(fields.until) ?? '',
      reason: fields.reason.trim(),
    });
  return (
    <ActForm act={act} label={words.except} onSubmit={submit}>
      <Select
        label={words.scope}
        allowDeselect={false}
        data={scopes.map((value) => ({ value, label: words.scopes[value] }))}
        {...chosen('scope')}
      />
      <DateField label={words.exceptUntil} required {...typed('until')} />
      <TextInput label={words.exceptWhy} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

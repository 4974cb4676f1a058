import { Alert, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdInsurance,
  patchApiV1PatientsByIdInsuranceByPeriodId,
  postApiV1PatientsByIdInsurance,
  type InsuranceDto,
  type InsuranceResponse,
  type UpdateInsuranceDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { Section } from '../shell/section.tsx';
import { useChanges } from '../shell/use-changes.ts';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { partialDate, readDay } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

/** When somebody is insured, by which card, and whether it is valid today; corrected by the desk and the records office. */
export function Insurance({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const [said, setSaid] = useState<readonly string[]>();
  const found = useQuery({
    queryKey: ['insurance', patientId, language],
    queryFn: () => answerOf(getApiV1PatientsByIdInsurance({ path: { id: patientId } })),
    enabled: iMay('insurance.read'),
  });
  if (!iMay('insurance.read')) return null;
  const done = ({ warningTexts }: InsuranceResponse) => {
    setSaid([words.person.insuranceSaved, ...warningTexts]);
    // A new card is an identifier of the person too.
    for (const key of ['insurance', 'patient']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Section title={words.person.insurance}>
      <Waiting of={found}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text className="muted">{words.person.noInsurance}</Text>}
            {items.map((period) => (
              <Period key={period.id} patientId={patientId} period={period} onDone={done} />
            ))}
          </>
        )}
      </Waiting>
      {said && (
        <Alert role="status" color="green">
          {said.join(' ')}
        </Alert>
      )}
      {iMay('insurance.write') && (
        <Folded label={words.person.addInsurance}>
          <AddPeriod patientId={patientId} onDone={done} />
        </Folded>
      )}
    </Section>
  );
}

interface Props {
  readonly patientId: string;
  readonly onDone: (period: InsuranceResponse) => void;
}
interface PeriodProps extends Props {
  readonly period: InsuranceResponse;
}

function Period(props: PeriodProps) {
  const words = useWords().person;
  const { cardNumber, validFrom, validTo, facility, fiveYearsFrom, benefitLevel, status, statusReason } = props.period;
  const from = partialDate(validFrom);
  const isInError = status === 'entered-in-error';
  const about = [
    words.period(from, validTo ? partialDate(validTo) : words.noEnd),
    benefitLevel !== null && words.level(benefitLevel),
    facility && `${words.facility}: ${facility}`,
    fiveYearsFrom && `${words.fiveYears} ${partialDate(fiveYearsFrom)}`,
  ].filter(Boolean);
  return (
    <div>
      <Text className={isInError ? 'muted' : undefined}>
        <strong>{isInError ? <s>{cardNumber}</s> : cardNumber}</strong> · {about.join(' · ')} ·{' '}
        {isInError ? `${words.inError}: ${statusReason ?? ''}` : props.period.valid ? words.valid : words.notValid}
      </Text>
      {!isInError && iMay('insurance.write') && (
        <Group>
          <Folded label={words.changeInsurance} name={words.changeInsuranceOf(cardNumber, from)}>
            <ChangePeriod {...props} />
          </Folded>
          <Folded label={words.insuranceError} name={words.insuranceErrorOf(cardNumber, from)}>
            <MarkInError {...props} />
          </Folded>
        </Group>
      )}
    </div>
  );
}

const update = ({ patientId, period: { id, version } }: PeriodProps, body: UpdateInsuranceDto) =>
  answerOf(
    patchApiV1PatientsByIdInsuranceByPeriodId({
      path: { id: patientId, periodId: id },
      body,
      headers: { 'If-Match': etag(version) },
    }),
  );

/** Whether the service asks if two periods may overlap. */
const isOverlap = (problem: unknown): boolean =>
  problem instanceof ServiceProblem && problem.errors.some(({ rule }) => rule === 'overlap');

/** To be ticked by who looked, where the service asked. */
function Overlap({
  problem,
  isSure,
  onChange,
}: {
  problem: unknown;
  isSure: boolean;
  onChange: (is: boolean) => void;
}) {
  const words = useWords().person;
  if (!isOverlap(problem) && !isSure) return null;
  return (
    <Checkbox label={words.overlapSure} checked={isSure} onChange={(event) => onChange(event.currentTarget.checked)} />
  );
}

const dated = (date: string | null): string => (date ? partialDate(date) : '');

function ChangePeriod(props: PeriodProps) {
  const words = useWords();
  const { id, validTo, facility, fiveYearsFrom } = props.period;
  const record = { validTo: dated(validTo), facility: facility ?? '', fiveYearsFrom: dated(fiveYearsFrom) };
  const { fields, typed, clear, isChanged } = useChanges(record, `insurance period ${id}`);
  const [isSure, setSure] = useState(false);
  const act = useAct(async (body: UpdateInsuranceDto) => {
    const changed = await update(props, body);
    clear();
    props.onDone(changed);
  });
  const submit = () =>
    void act.run({
      ...(isChanged('validTo') && { validTo: readDay(fields.validTo) ?? null }),
      ...(isChanged('facility') && { facility: fields.facility.trim() || null }),
      ...(isChanged('fiveYearsFrom') && { fiveYearsFrom: readDay(fields.fiveYearsFrom) ?? null }),
      ...(isSure && { confirmed: ['overlap' as const] }),
    });
  return (
    <ActForm act={act} label={words.save} onSubmit={submit}>
      <DateField label={words.person.validTo} {...typed('validTo')} />
      <TextInput label={words.person.facility} inputMode="numeric" autoComplete="off" {...typed('facility')} />
      <DateField label={words.person.fiveYears} {...typed('fiveYearsFrom')} />
      <Overlap problem={act.problem} isSure={isSure} onChange={setSure} />
    </ActForm>
  );
}

function MarkInError(props: PeriodProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `insurance error ${props.period.id}`);
  const act = useAct(async ({ reason }: { reason: string }) => {
    const changed = await update(props, { status: 'entered-in-error', reason });
    clear();
    props.onDone(changed);
  });
  return (
    <ActForm act={act} label={words.person.insuranceError} color="red.9" onSubmit={() => void act.run(fields)}>
      <TextInput label={words.person.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

function AddPeriod({ patientId, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields(
    { cardNumber: '', validFrom: '', validTo: '', facility: '' },
    `new insurance ${patientId}`,
  );
  const [isSure, setSure] = useState(false);
  const act = useAct(async (body: InsuranceDto, key) => {
    const call = { path: { id: patientId }, body, headers: { 'Idempotency-Key': key } };
    const period = await answerOf(postApiV1PatientsByIdInsurance(call));
    clear();
    setSure(false);
    onDone(period);
  });
  const submit = () => {
    const validTo = readDay(fields.validTo);
    const facility = fields.facility.trim();
    void act.run({
      cardNumber: fields.cardNumber.trim(),
      validFrom: readDay(fields.validFrom) ?? '',
      ...(validTo && { validTo }),
      ...(facility && { facility }),
      ...(isSure && { confirmed: ['overlap' as const] }),
    });
  };
  return (
    <ActForm act={act} label={words.save} onSubmit={submit}>
      <TextInput label={words.person.cardNumber} required autoComplete="off" {...typed('cardNumber')} />
      <DateField label={words.person.validFrom} required {...typed('validFrom')} />
      <DateField label={words.person.validTo} {...typed('validTo')} />
      <TextInput label={words.person.facility} inputMode="numeric" autoComplete="off" {...typed('facility')} />
      <Overlap problem={act.problem} isSure={isSure} onChange={setSure} />
    </ActForm>
  );
}

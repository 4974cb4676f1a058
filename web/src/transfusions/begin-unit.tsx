import { Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1OrdersByIdTransfusions,
  type BeginTransfusionDto,
  type BloodGroupDto,
  type OrderResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields, type Fields } from '../shell/use-fields.ts';
import { WitnessPin } from '../shell/witness-pin.tsx';
import { StaffSelect } from '../ward/staff-select.tsx';
import { readMoment, readTimeOfDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

const EMPTY = {
  patientMrn: '',
  unitNumber: '',
  product: '',
  unitAbo: '',
  unitRhd: '',
  patientAbo: '',
  patientRhd: '',
  expires: '',
  witnessId: '',
  reason: '',
  startedAt: '',
};
type Form = Fields<typeof EMPTY>;

interface Props {
  readonly order: OrderResponse;
  readonly onDone: (said: string) => void;
}

/** What two people compare before a unit runs: wristband, unit, groups, expiry. What is not right is refused with why. */
export function BeginUnit({ order, onDone }: Props) {
  const words = useWords();
  const form = useFields(EMPTY, `unit of ${order.id}`);
  const { fields, typed, chosen, clear } = form;
  // Another person's: it is kept nowhere, whatever becomes of the act.
  const [witnessPin, setWitnessPin] = useState('');
  const [wrong, setWrong] = useState<Partial<Record<'expires' | 'startedAt', string>>>({});
  const act = useAct(async (body: BeginTransfusionDto, key) => {
    await answerOf(
      postApiV1OrdersByIdTransfusions({ path: { id: order.id }, body, headers: { 'Idempotency-Key': key } }),
    );
    clear();
    onDone(words.transfusions.begun(body.unitNumber));
  });
  const asksWhy = act.problem instanceof ServiceProblem && act.problem.code === 'transfusion-reason-needed';
  const submit = () => {
    const expiresAt = readMoment(fields.expires);
    const startedAt = fields.startedAt && readTimeOfDay(fields.startedAt);
    setWrong({
      ...(expiresAt === undefined && { expires: words.transfusions.badExpiry }),
      ...(startedAt === undefined && { startedAt: words.medicines.badTime }),
    });
    if (expiresAt === undefined || startedAt === undefined) return;
    void act.run({ ...bodyOf(fields, expiresAt, startedAt), ...(witnessPin && { witnessPin }) });
    setWitnessPin('');
  };
  const products = Object.entries(words.transfusions.products).map(([value, label]) => ({ value, label }));
  return (
    <div className="dose-form">
      <Text fw={600}>{words.transfusions.compare}</Text>
      <ul>
        {words.transfusions.compareList.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ActForm act={act} label={words.transfusions.submit} onSubmit={submit}>
        <Group align="flex-start">
          <TextInput
            label={words.transfusions.mrn}
            autoFocus
            required
            autoComplete="off"
            w={270}
            {...typed('patientMrn')}
          />
          <TextInput
            label={words.transfusions.unitNumber}
            required
            autoComplete="off"
            w={220}
            {...typed('unitNumber')}
          />
          <Select label={words.transfusions.product} required w={230} data={products} {...chosen('product')} />
          <TextInput
            label={words.transfusions.expires}
            placeholder={words.transfusions.expiresHint}
            error={wrong.expires}
            required
            autoComplete="off"
            w={360}
            {...typed('expires')}
          />
        </Group>
        <Group align="flex-start">
          <GroupChoice label={words.transfusions.unitGroup} abo="unitAbo" rhd="unitRhd" form={form} />
          <GroupChoice label={words.transfusions.patientGroup} abo="patientAbo" rhd="patientRhd" form={form} />
          <StaffSelect label={words.transfusions.witness} required {...chosen('witnessId')} />
          <WitnessPin value={witnessPin} onChange={setWitnessPin} />
        </Group>
        <Group align="flex-start">
          <TextInput
            label={words.transfusions.startedAt}
            placeholder={words.medicines.atHint}
            error={wrong.startedAt}
            autoComplete="off"
            w={340}
            {...typed('startedAt')}
          />
          {(asksWhy || fields.reason) && (
            <TextInput label={words.transfusions.reason} maxLength={500} w={420} {...typed('reason')} />
          )}
        </Group>
      </ActForm>
    </div>
  );
}

interface BloodGroupProps {
  readonly label: string;
  readonly abo: 'unitAbo' | 'patientAbo';
  readonly rhd: 'unitRhd' | 'patientRhd';
  readonly form: Form;
}

/** A blood group in two choices: nothing is given, each is chosen. */
function GroupChoice({ label, abo, rhd, form }: BloodGroupProps) {
  const words = useWords();
  const rhds = Object.entries(words.transfusions.rhd).map(([value, text]) => ({ value, label: text }));
  return (
    <Group gap={4} align="flex-end">
      <Select label={label} required w={210} data={['O', 'A', 'B', 'AB']} {...form.chosen(abo)} />
      <Select
        aria-label={`${label}: Rh`}
        placeholder={words.transfusions.rhdShort}
        required
        w={150}
        data={rhds}
        {...form.chosen(rhd)}
      />
    </Group>
  );
}

function bodyOf(fields: Form['fields'], expiresAt: string, startedAt: string): BeginTransfusionDto {
  const { patientMrn, unitNumber, product, unitAbo, unitRhd, patientAbo, patientRhd, witnessId, reason } = fields;
  return {
    patientMrn: patientMrn.trim(),
    unitNumber: unitNumber.trim(),
    product: product as BeginTransfusionDto['product'],
    unitGroup: { abo: unitAbo, rhd: unitRhd } as BloodGroupDto,
    patientGroup: { abo: patientAbo, rhd: patientRhd } as BloodGroupDto,
    expiresAt,
    witnessId,
    ...(reason.trim() && { reason: reason.trim() }),
    ...(startedAt && { startedAt }),
  };
}

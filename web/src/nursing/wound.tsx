import { Text, TextInput } from '@mantine/core';
import {
  WOUND_ITEMS,
  woundInOrder,
  type WoundItem,
} from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { postApiV1EncountersByIdAssessments, type AssessDto, type AssessmentResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { figure, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';
import { filledItems, isUnreadableWound, seenOf } from './typed-wound.ts';
import { useAssessments } from './use-assessments.ts';
import { WoundFields } from './wound-fields.tsx';

type Typed = Record<WoundItem | 'plan', string>;
const NOTHING = Object.fromEntries([...WOUND_ITEMS, 'plan'].map((name) => [name, ''])) as Typed;

interface Props {
  readonly encounterId: string;
  readonly siteId: string;
}

/** How a wound looked, the last first. */
export function WoundSeen({ encounterId, siteId }: Props) {
  const { data = [] } = useAssessments(encounterId);
  return data.filter((one) => one.siteId === siteId).map((one) => <Seen key={one.id} assessment={one} />);
}

function Seen({ assessment: { items, plan, effectiveAt, recordedBy } }: { readonly assessment: AssessmentResponse }) {
  const words = useWords().nursing;
  const said = woundInOrder(items).map(
    ([item, value]) =>
      `${words.woundItems[item] ?? item}: ${typeof value === 'number' ? figure(value) : String(value)}`,
  );
  return (
    <Text>
      {said.join('; ')}{' '}
      <span className="muted">
        {moment(effectiveAt)} · {recordedBy.fullName}
        {plan && ` · ${plan}`}
      </span>
    </Text>
  );
}

/** Records how a wound looks now: its size, and what is seen of it; what is left empty was not looked at. */
export function SeeWound({ encounterId, siteId, onDone }: Props & Pick<NursingProps, 'onDone'>) {
  const words = useWords();
  const { fields, typed, clear } = useFields<Typed>(NOTHING, `wound ${siteId}`);
  const act = useAct(async (body: AssessDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    await answerOf(postApiV1EncountersByIdAssessments(call));
    clear();
    onDone(words.nursing.woundSaved);
  });
  const isEmpty = filledItems(fields).length === 0;
  const submit = () =>
    void act.run({
      kind: 'wound',
      siteId,
      items: seenOf(fields),
      ...(fields.plan.trim() && { plan: fields.plan.trim() }),
    });
  return (
    <ActForm
      act={act}
      label={words.nursing.saveWound}
      blocked={isEmpty ? words.nursing.nothingSeen : isUnreadableWound(fields) ? words.nursing.badSize : undefined}
      onSubmit={submit}
    >
      <WoundFields of={typed} />
      <TextInput label={words.nursing.woundPlan} maxLength={1000} {...typed('plan')} />
    </ActForm>
  );
}

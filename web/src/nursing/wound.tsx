import { Text, TextInput } from '@mantine/core';
import {
  WOUND_ITEMS,
  WOUND_SIZES,
  woundInOrder,
  type WoundItem,
} from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { postApiV1EncountersByIdAssessments, type AssessDto, type AssessmentResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { figure, moment, readFigure } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';
import { useAssessments } from './use-assessments.ts';

type Typed = Record<WoundItem | 'plan', string>;
const NOTHING = Object.fromEntries([...WOUND_ITEMS, 'plan'].map((name) => [name, ''])) as Typed;
const isSize = (item: WoundItem): boolean => (WOUND_SIZES as readonly WoundItem[]).includes(item);
/** A size that was typed, and is none. */
const isBad = (item: WoundItem, typed: string): boolean =>
  isSize(item) && typed.trim() !== '' && !(readFigure(typed) >= 0);

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
  const filled = WOUND_ITEMS.filter((item) => fields[item].trim() !== '');
  const isUnreadable = filled.some((item) => isBad(item, fields[item]));
  const valueOf = (item: WoundItem) => (isSize(item) ? readFigure(fields[item]) : fields[item].trim());
  const submit = () =>
    void act.run({
      kind: 'wound',
      siteId,
      items: Object.fromEntries(filled.map((item) => [item, valueOf(item)])),
      ...(fields.plan.trim() && { plan: fields.plan.trim() }),
    });
  return (
    <ActForm
      act={act}
      label={words.nursing.saveWound}
      blocked={filled.length === 0 ? words.nursing.nothingSeen : isUnreadable ? words.nursing.badSize : undefined}
      onSubmit={submit}
    >
      <div className="vitals-grid">
        {WOUND_ITEMS.map((item) => (
          <TextInput
            key={item}
            label={words.nursing.woundItems[item]}
            maxLength={isSize(item) ? 10 : 300}
            inputMode={isSize(item) ? 'decimal' : 'text'}
            autoComplete="off"
            error={isBad(item, fields[item]) ? words.nursing.badSize : undefined}
            {...typed(item)}
          />
        ))}
      </div>
      <TextInput label={words.nursing.woundPlan} maxLength={1000} {...typed('plan')} />
    </ActForm>
  );
}

import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { SCALES, totalOf, type Scale } from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { postApiV1EncountersByIdAssessments, type AssessDto, type AssessmentResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useKept } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';
import { useAssessments } from './use-assessments.ts';

const NAMES = Object.keys(SCALES) as readonly Scale[];
const STRIKING = ['high', 'very-high'];

/** The risks of falling and of pressure ulcers: the last of each first, and how to assess anew. */
export function Assessments(props: NursingProps) {
  const words = useWords();
  const { encounterId, isOpen } = props;
  const assessments = useAssessments(encounterId);
  return (
    <Section title={words.nursing.risks}>
      <Waiting of={assessments}>
        {(items) => (
          <>
            {NAMES.map((scale) => {
              const of = items.filter(({ kind }) => kind === scale);
              const name = words.nursing.scaleNames[scale] ?? scale;
              return (
                <Stack key={scale} gap={4}>
                  <Text fw={600}>{name}</Text>
                  {of.length === 0 && <Text className="muted">{words.nursing.notAssessed}</Text>}
                  {of.map((one) => (
                    <Assessed key={one.id} assessment={one} />
                  ))}
                  {isOpen && iMay('vitals.write') && (
                    <Folded label={words.nursing.assess(name)}>
                      <Assess {...props} scale={scale} />
                    </Folded>
                  )}
                </Stack>
              );
            })}
            <MorePages of={assessments} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

function Assessed({ assessment }: { readonly assessment: AssessmentResponse }) {
  const words = useWords();
  const { total, risk, plan, effectiveAt, recordedBy } = assessment;
  return (
    <Text>
      <span className={risk && STRIKING.includes(risk) ? 'severe' : undefined}>
        {words.nursing.total(total ?? 0, (risk && words.nursing.risk[risk]) ?? '')}
      </span>{' '}
      <span className="muted">
        {moment(effectiveAt)} · {recordedBy.fullName}
        {plan && ` · ${plan}`}
      </span>
    </Text>
  );
}

interface Typed {
  readonly items: Readonly<Record<string, number>>;
  readonly plan: string;
}

/** Each item of a scale by its words, with the points it counts; saved when all are chosen. */
function Assess({ encounterId, scale, onDone }: NursingProps & { readonly scale: Scale }) {
  const words = useWords();
  const start: Typed = { items: {}, plan: '' };
  const [{ items, plan }, change, clear] = useKept(`assessment ${scale} ${encounterId}`, start);
  const asked = Object.entries(SCALES[scale].items) as [string, readonly number[]][];
  const left = asked.filter(([item]) => items[item] === undefined).length;
  const act = useAct(async (body: AssessDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    const { total, risk } = await answerOf(postApiV1EncountersByIdAssessments(call));
    clear();
    onDone(words.nursing.assessed(total ?? 0, (risk && words.nursing.risk[risk]) ?? ''));
  });
  const submit = () => void act.run({ kind: scale, items, ...(plan.trim() && { plan: plan.trim() }) });
  return (
    <ActForm act={act} label={words.nursing.saveAssessment} onSubmit={submit}>
      {asked.map(([item, points]) => (
        <Radio.Group
          key={item}
          label={words.nursing.items[item]}
          required
          value={items[item] === undefined ? '' : `${items[item]}`}
          onChange={(value) => change((before) => ({ ...before, items: { ...before.items, [item]: Number(value) } }))}
        >
          <div className="choices">
            {points.map((one) => (
              <Radio
                key={one}
                value={`${one}`}
                required
                label={words.nursing.points(words.nursing.choices[item]?.[one] ?? '', one)}
              />
            ))}
          </div>
        </Radio.Group>
      ))}
      <TextInput
        label={words.nursing.plan}
        maxLength={1000}
        value={plan}
        onChange={({ currentTarget: { value } }) => change((before) => ({ ...before, plan: value }))}
      />
      <Text aria-live="polite" fw={600}>
        {words.nursing.soFar(totalOf(items), left)}
      </Text>
    </ActForm>
  );
}

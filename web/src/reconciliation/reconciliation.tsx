import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  postApiV1ReconciliationsByIdDecide,
  type DecideMedicineDto,
  type ReconciledMedicineResponse,
  type ReconciliationResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { moment } from '../words/moments.ts';
import { useKept } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { AddMedicines } from './add-medicines.tsx';

interface Props {
  readonly of: ReconciliationResponse;
  /** Whether the stay goes on: afterwards nothing more is decided. */
  readonly isOpen: boolean;
  readonly onDone: (said: string) => void;
}

type Chosen = Readonly<Partial<Record<string, Pick<DecideMedicineDto, 'decision' | 'reason'>>>>;

/** One list: each medicine with what was decided of it, or, for a doctor, the choice. The last decision completes it. */
export function Reconciliation({ of, isOpen, onDone }: Props) {
  const words = useWords();
  const [chosen, choose, forget] = useKept<Chosen>(`reconciliation ${of.id}`, {});
  const [isEmpty, setEmpty] = useState(false);
  const act = useAct(async (decisions: DecideMedicineDto[]) => {
    const call = { path: { id: of.id }, headers: { 'If-Match': etag(of.version) }, body: { decisions } };
    await answerOf(postApiV1ReconciliationsByIdDecide(call));
    forget();
    onDone(words.reconciliation.saved);
  });
  const decides = isOpen && of.status === 'open' && iMay('reconciliation.decide');
  const submit = () => {
    const decisions = of.items.flatMap(({ id }): DecideMedicineDto[] => {
      const one = chosen[id];
      const reason = one?.reason?.trim();
      return one ? [{ itemId: id, decision: one.decision, ...(reason && { reason }) }] : [];
    });
    setEmpty(decisions.length === 0);
    if (decisions.length > 0) void act.run(decisions);
  };
  const list = of.items.map((item) => (
    <Medicine
      key={item.id}
      item={item}
      {...(decides && { chosen: chosen[item.id] ?? {} })}
      onChoose={(one) => choose((before) => ({ ...before, [item.id]: one }))}
    />
  ));
  const { openedBy, completedBy, completedAt } = of;
  return (
    <Section title={words.reconciliation.points[of.point]}>
      <Text className="muted">
        {words.reconciliation.openedBy(openedBy?.fullName ?? '', moment(of.createdAt))}
        {completedAt && ` · ${words.reconciliation.completedBy(completedBy?.fullName ?? '', moment(completedAt))}`}
      </Text>
      {of.items.length === 0 && <Text>{words.reconciliation.noMedicines}</Text>}
      {decides ? (
        <ActForm act={act} label={words.reconciliation.save} onSubmit={submit}>
          {list}
          {isEmpty && <Text className="severe">{words.reconciliation.nothingChosen}</Text>}
        </ActForm>
      ) : (
        list
      )}
      {isOpen && of.status === 'open' && iMay('reconciliation.write') && (
        <Folded label={words.changes.addMedicines}>
          <AddMedicines of={of} onDone={onDone} />
        </Folded>
      )}
    </Section>
  );
}

interface MedicineProps {
  readonly item: ReconciledMedicineResponse;
  /** What is chosen but not saved; absent for whoever decides nothing. */
  readonly chosen?: Partial<Pick<DecideMedicineDto, 'decision' | 'reason'>>;
  readonly onChoose: (one: Pick<DecideMedicineDto, 'decision' | 'reason'>) => void;
}

function Medicine({ item, chosen, onChoose }: MedicineProps) {
  const words = useWords();
  const { decisions, sources, undecided, decided, decisionOn, reasonFor } = words.reconciliation;
  const { medication, dose, source, decision, reason, decidedBy, decidedAt } = item;
  const choice = chosen?.decision;
  return (
    <article className="dose" aria-label={medication.display}>
      <div>
        <strong>{medication.display}</strong> {dose} <span className="muted">({sources[source]})</span>
        <div className={decision ? undefined : 'severe'}>
          {decision ? decisions[decision] : undecided}
          {reason && `: ${reason}`}
          {decidedBy && decidedAt && <span className="muted"> · {decided(decidedBy.fullName, moment(decidedAt))}</span>}
        </div>
      </div>
      {chosen && (
        <>
          <SegmentedControl
            aria-label={decisionOn(medication.display)}
            w="fit-content"
            value={choice ?? ''}
            onChange={(value) => onChoose({ ...chosen, decision: value as DecideMedicineDto['decision'] })}
            data={Object.entries(decisions).map(([value, label]) => ({ value, label }))}
          />
          {choice && choice !== 'continued' && (
            <TextInput
              label={reasonFor(medication.display)}
              required
              maxLength={500}
              maw={520}
              autoComplete="off"
              value={chosen.reason ?? ''}
              onChange={(event) => onChoose({ decision: choice, reason: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </article>
  );
}

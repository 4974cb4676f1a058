import { Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getApiV1EncountersByIdReconciliations } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { StayFrame } from '../chart/stay-frame.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { ListMedicines } from './list-medicines.tsx';
import { Reconciliation } from './reconciliation.tsx';

/** The medicines that a patient takes, at the admission, a transfer, the discharge, and what a doctor decides of each. */
export function ReconciliationScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/reconciliation' });
  const words = useWords();
  return (
    <StayFrame patientId={patientId} none={words.reconciliation.none}>
      {(encounterId, isOpen) => <OfStay patientId={patientId} encounterId={encounterId} isOpen={isOpen} />}
    </StayFrame>
  );
}

interface Props {
  readonly patientId: string;
  readonly encounterId: string;
  readonly isOpen: boolean;
}

function OfStay({ patientId, encounterId, isOpen }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('reconciliation');
  const all = usePages({
    queryKey: ['reconciliations', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdReconciliations({ path: { id: encounterId }, query: { limit: 20, ...cursor } })),
  });
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['reconciliations', encounterId] });
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.reconciliation.title}
      </Title>
      <Said text={said} />
      {isOpen && iMay('reconciliation.write') && (
        <Folded key={said} label={words.reconciliation.listNew}>
          <ListMedicines encounterId={encounterId} onDone={done} />
        </Folded>
      )}
      <Waiting of={all}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.reconciliation.none}</Text>}
            {items.map((one) => (
              <Reconciliation key={`${one.id} ${one.version}`} of={one} isOpen={isOpen} onDone={done} />
            ))}
            <MorePages of={all} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

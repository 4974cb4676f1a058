import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChartResponse } from '../api/generated/index.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { BreakGlass } from '../care/break-glass.tsx';
import { MyAccess } from '../care/my-access.tsx';
import { LastSaid } from '../shell/said.tsx';
import { Tabs } from '../shell/tabs.tsx';
import { About } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Banner } from './banner.tsx';
import { useChart } from './use-chart.ts';

interface Props {
  readonly patientId: string;
  readonly children: (chart: ChartResponse) => ReactNode;
}

/** What stands round every screen about one patient: who it is, always in the same order; and where to go from there. */
export function PatientFrame({ patientId, children }: Props) {
  const chart = useChart(patientId);
  const navigate = useNavigate();
  useHotkeys([
    ['v', () => void navigate({ to: `/patients/${patientId}/vitals` })],
    ['n', () => void navigate({ to: `/patients/${patientId}/notes` })],
    ['r', () => void navigate({ to: `/patients/${patientId}/orders` })],
    ['m', () => void navigate({ to: `/patients/${patientId}/medicines` })],
  ]);
  const isRefused = chart.error instanceof ServiceProblem && [403, 404].includes(chart.error.status);
  if (isRefused && iMay('care.break-glass')) {
    return (
      <>
        <LastSaid />
        <BreakGlass patientId={patientId} problem={chart.error} onOpen={() => void chart.refetch()} />
      </>
    );
  }
  return (
    <Waiting of={chart}>
      {(found) => (
        <About value={found.patient.fullName}>
          <Banner chart={found} />
          <PatientTabs patientId={patientId} />
          <MyAccess chart={found} />
          {children(found)}
        </About>
      )}
    </Waiting>
  );
}

function PatientTabs({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const tabs = [
    ['', words.chart.overview, true],
    ['/vitals', words.vitals.chart, iMay('vitals.write')],
    ['/sheet', words.vitals.sheet, true],
    ['/nursing', words.nursing.tab, true],
    ['/medicines', words.medicines.sheet, true],
    ['/reconciliation', words.reconciliation.title, true],
    ['/fluids', words.fluids.title, true],
    ['/late', words.late.tab, iMay('vitals.write')],
    ['/background', words.background.tab, true],
    ['/notes', words.chart.notes, true],
    ['/orders', words.chart.orders, true],
    ['/results', words.chart.results, true],
    ['/transfusions', words.transfusions.tab, iMay('blood.transfuse')],
    ['/files', words.files.title, true],
    ['/stay', words.stay.title, iMay('encounter.transfer')],
    ['/record', words.course.record, true],
    ['/person', words.person.tab, iMay('patient.read')],
  ] as const;
  return <Tabs mb="sm" label={words.chart.overview} base={`/patients/${patientId}`} tabs={tabs} />;
}

import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { now as byClock } from '../api/clock.ts';
import { getApiV1EncountersByIdMar, type DoseResponse, type MarResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Against } from './against.tsx';
import { DoseForm } from './dose-form.tsx';
import { DoseVersions } from './dose-versions.tsx';
import { Warn } from '../shell/warn.tsx';
import { Running, Steps } from './running.tsx';
import { Verified } from './verified.tsx';
import { doseWords, intendedWords, STATE_MARKS, stateWords } from './dose-words.ts';

/** The sheet of medicines of one patient: a line for each order, its doses before and after now. */
export function MedicinesScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/medicines' });
  const words = useWords();
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter, encounters }) => {
        const shown = encounter ?? encounters[0];
        return shown ? <Sheet encounterId={shown.id} /> : <Text>{words.medicines.noDoses}</Text>;
      }}
    </PatientFrame>
  );
}

function Sheet({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const mar = useQuery({
    queryKey: ['mar', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdMar({ path: { id: encounterId } })),
    refetchInterval: 60_000,
  });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {words.medicines.sheetTitle}
      </Title>
      <Waiting of={mar}>{(found) => <Orders mar={found} onChanged={() => void mar.refetch()} />}</Waiting>
    </Stack>
  );
}

function Orders({ mar, onChanged }: { readonly mar: MarResponse; readonly onChanged: () => void }) {
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useSaid('sheet');
  const orders = [...new Set(mar.items.map(({ orderId }) => orderId))];
  const changed = (what?: string) => {
    setSaid(what);
    if (what) setChosen(undefined);
    onChanged();
  };
  return (
    <>
      <Text className="muted">{words.medicines.window(moment(mar.from), moment(mar.to))}</Text>
      {!mar.complete && <Text className="unsaved">{words.medicines.notComplete}</Text>}
      <Said text={said} />
      {orders.length === 0 && <Text>{words.medicines.noDoses}</Text>}
      {orders.map((orderId) => (
        <Order
          key={orderId}
          doses={mar.items.filter((dose) => dose.orderId === orderId)}
          chosen={chosen}
          onChoose={setChosen}
          onChanged={changed}
        />
      ))}
    </>
  );
}

interface OrderProps {
  readonly doses: readonly DoseResponse[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
  readonly onChanged: (said?: string) => void;
}

function Order({ doses, chosen, onChoose, onChanged }: OrderProps) {
  const words = useWords();
  const [first] = doses;
  if (!first) return null;
  const now = byClock();
  const isPast = ({ plannedAt }: DoseResponse) => plannedAt !== null && Date.parse(plannedAt) <= now;
  const open = doses.find(({ id }) => id === chosen);
  const slots = (shown: readonly DoseResponse[]) =>
    shown.map((dose) => (
      <Slot
        key={dose.id}
        dose={dose}
        isChosen={dose.id === chosen}
        onChoose={() => onChoose(dose.id === chosen ? undefined : dose.id)}
      />
    ));
  return (
    <section className="order-doses" aria-label={first.medication.display ?? ''}>
      <div className="order-name">
        <strong>{first.medication.display}</strong>
        <div>{doseWords(words, first)}</div>
        {first.highAlert && (
          <div className="severe">
            <Warn /> {words.medicines.highAlert}
          </div>
        )}
        <Verified dose={first} />
        {first.asNeeded?.reason && <div className="muted">{words.medicines.asNeededFor(first.asNeeded.reason)}</div>}
        {first.instructions && <div className="muted">{first.instructions}</div>}
        <div className="muted">{first.orderNumber}</div>
      </div>
      <div className="slots">
        {slots(doses.filter(isPast))}
        <span className="now-line">{words.medicines.nowLine}</span>
        <div className="slots-ahead">{slots(doses.filter((dose) => !isPast(dose)))}</div>
      </div>
      {open && (
        <div className="order-form">
          {iMay('dose.record') && <DoseForm dose={open} onChanged={onChanged} onClose={() => onChoose(undefined)} />}
          <Steps dose={open} onChanged={onChanged} />
          {open.recorded && <DoseVersions dose={open} />}
        </div>
      )}
    </section>
  );
}

interface SlotProps {
  readonly dose: DoseResponse;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One dose of the sheet: when it was to be given, and what became of it. */
function Slot({ dose, isChosen, onChoose }: SlotProps) {
  const words = useWords();
  const { plannedAt, status } = dose;
  const content = (
    <>
      <strong>{plannedAt ? moment(plannedAt) : words.medicines.asNeeded}</strong>
      <span>{intendedWords(words, dose)}</span>
      <span>
        <span aria-hidden="true">{STATE_MARKS[status]} </span>
        {stateWords(words, dose)}
      </span>
      <Running dose={dose} />
      <Against dose={dose} />
    </>
  );
  // What was recorded of a dose is read by everyone who reads the sheet.
  return iMay('dose.record') || dose.recorded ? (
    <button type="button" className="slot" data-status={status} aria-expanded={isChosen} onClick={onChoose}>
      {content}
    </button>
  ) : (
    <div className="slot" data-status={status}>
      {content}
    </div>
  );
}

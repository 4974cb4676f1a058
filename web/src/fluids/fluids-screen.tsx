import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1EncountersByIdFluids,
  postApiV1EncountersByIdFluids,
  type FluidsResponse,
  type FluidTotalResponse,
  type RecordFluidDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { StayFrame } from '../chart/stay-frame.tsx';
import { ConfirmFields, fieldsToConfirm } from '../shell/confirm-fields.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { useKept } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { clock, figure, moment, partialDate, readAmount } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountMistake } from '../words/typed-number.ts';
import { FLUID_KINDS } from './fluid-kinds.ts';
import { FluidRow } from './fluid-row.tsx';

/** What went in and came out, by shift and by day. */
export function FluidsScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/fluids' });
  return (
    <StayFrame patientId={patientId}>
      {(encounterId, isOpen) => <Fluids encounterId={encounterId} isOpen={isOpen} />}
    </StayFrame>
  );
}

function Fluids({ encounterId, isOpen }: { readonly encounterId: string; readonly isOpen: boolean }) {
  const words = useWords();
  const [said, setSaid] = useSaid('fluids');
  const fluids = useQuery({
    queryKey: ['fluids', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdFluids({ path: { id: encounterId } })),
  });
  const done = (what: string) => {
    setSaid(what);
    void fluids.refetch();
  };
  return (
    <Stack maw={1000}>
      <Title order={1} size="h3">
        {words.fluids.title}
      </Title>
      {isOpen && iMay('vitals.write') && <NewFluid encounterId={encounterId} onSaved={() => void fluids.refetch()} />}
      <Said text={said} />
      <Waiting of={fluids}>
        {(found) => <Balance found={found} mayChange={isOpen && iMay('vitals.write')} onDone={done} />}
      </Waiting>
    </Stack>
  );
}

function NewFluid({ encounterId, onSaved }: { readonly encounterId: string; readonly onSaved: () => void }) {
  const words = useWords();
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [kind, setKind] = useState<string>('oral');
  const [volume, changeVolume, forgetVolume] = useKept(`fluid ${encounterId}`, '');
  const [isWrong, setWrong] = useState(false);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const act = useAct(async (body: RecordFluidDto, key) => {
    await answerOf(
      postApiV1EncountersByIdFluids({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    forgetVolume();
    setConfirmed([]);
    onSaved();
  });
  const toConfirm = fieldsToConfirm(act.problem);
  const turn = (next: 'in' | 'out') => {
    setDirection(next);
    setKind(FLUID_KINDS[next][0]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const millilitres = readAmount(volume);
        setWrong(Number.isNaN(millilitres));
        if (Number.isNaN(millilitres)) return;
        const again = confirmed.length > 0 && { confirmed: confirmed as NonNullable<RecordFluidDto['confirmed']> };
        void act.run({ direction, kind: kind as RecordFluidDto['kind'], volume: millilitres, ...again });
      }}
    >
      <Group align="flex-end">
        <SegmentedControl
          value={direction}
          onChange={(next) => turn(next === 'in' ? 'in' : 'out')}
          data={[
            { value: 'in', label: words.fluids.in },
            { value: 'out', label: words.fluids.out },
          ]}
        />
        <Select
          label={words.fluids.kind}
          allowDeselect={false}
          value={kind}
          data={FLUID_KINDS[direction].map((value) => ({ value, label: words.fluids.kinds[value] ?? value }))}
          onChange={(value) => value && setKind(value)}
        />
        <TextInput
          label={words.fluids.volume}
          inputMode="decimal"
          autoComplete="off"
          required
          error={isWrong && (amountMistake(words, volume) ?? words.vitals.notNumber)}
          value={volume}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            changeVolume(() => typed);
            setConfirmed([]);
          }}
        />
        <Button type="submit" loading={act.isBusy}>
          {words.fluids.add}
        </Button>
      </Group>
      {toConfirm.length > 0 ? (
        <ConfirmFields
          asked={toConfirm}
          confirmed={confirmed}
          label={(field) => (field === 'kind' ? words.fluids.other : words.vitals.confirm(words.fluids.volume))}
          onChange={setConfirmed}
        />
      ) : (
        <ProblemNotice problem={act.problem} />
      )}
    </form>
  );
}

interface BalanceProps {
  readonly found: FluidsResponse;
  readonly mayChange: boolean;
  readonly onDone: (said: string) => void;
}

function Balance({ found, mayChange, onDone }: BalanceProps) {
  const words = useWords();
  if (found.items.length === 0 && found.infusions.length === 0) return <Text>{words.fluids.none}</Text>;
  return (
    <>
      <Totals title={words.fluids.day} totals={found.days} />
      <Totals title={words.fluids.shift} totals={found.shifts} />
      <Infusions infusions={found.infusions} />
      <table className="figures">
        <tbody>
          {found.items.map((item) => (
            <FluidRow key={item.id} item={item} mayChange={mayChange} onDone={onDone} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What went in of infusions, as they ran: in all, and by the hour. */
function Infusions({ infusions }: { readonly infusions: FluidsResponse['infusions'] }) {
  const words = useWords();
  if (infusions.length === 0) return null;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{words.fluids.infusions}</th>
          <th scope="col">{words.fluids.in} (ml)</th>
          <th scope="col">{words.fluids.byHour}</th>
        </tr>
      </thead>
      <tbody>
        {infusions.map(({ doseId, display, begunAt, endedAt, volume, hours }) => (
          <tr key={doseId}>
            <th scope="row">
              {display}{' '}
              <span className="muted">
                {moment(begunAt)}–{endedAt ? moment(endedAt) : words.medicines.nowLine}
              </span>
            </th>
            <td>{figure(volume)}</td>
            <td>{hours.map((hour) => `${moment(hour.at)}: ${figure(hour.volume)}`).join(' · ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Totals({ title, totals }: { readonly title: string; readonly totals: readonly FluidTotalResponse[] }) {
  const words = useWords();
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{words.fluids.in} (ml)</th>
          <th scope="col">{words.fluids.out} (ml)</th>
          <th scope="col">{words.fluids.balance} (ml)</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={total.from}>
            <th scope="row">
              {partialDate(total.date)} {`${clock(total.from)}–${clock(total.to)}`}
            </th>
            <td>{figure(total.in)}</td>
            <td>{figure(total.out)}</td>
            <td>
              <strong>
                {total.balance > 0 ? '+' : ''}
                {figure(total.balance)}
              </strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

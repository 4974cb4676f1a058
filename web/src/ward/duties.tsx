import { Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { today } from '../api/clock.ts';
import {
  getApiV1WardsByIdDuties,
  postApiV1DutiesByIdCancel,
  postApiV1WardsByIdDuties,
  type DutyResponse,
  type NewDutyDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { clock, day, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { StaffSelect } from './staff-select.tsx';

interface Props {
  readonly wardId: string;
  readonly onDone: (said: string) => void;
}

/** Who is on duty now, and who will be; planned by who leads the ward. */
export function Duties({ wardId, onDone }: Props) {
  const words = useWords();
  const [since] = useState(() => today().toISOString());
  const duties = usePages({
    queryKey: ['duties', wardId],
    ask: (cursor) => answerOf(getApiV1WardsByIdDuties({ path: { id: wardId }, query: { limit: 100, ...cursor } })),
    staleTime: 0,
  });
  return (
    <Section title={words.nursing.onNow}>
      <Waiting of={duties}>
        {(items) => {
          const held = items.filter(({ endsAt }) => endsAt > since);
          const now = held.filter(({ startsAt }) => startsAt <= since);
          const later = held.filter((duty) => !now.includes(duty));
          return (
            <>
              {now.length === 0 && <Text>{words.nursing.nobodyOn}</Text>}
              <List duties={now} onDone={onDone} />
              {iMay('roster.plan') && (
                <Folded label={words.nursing.planDuty}>
                  <Plan wardId={wardId} onDone={onDone} />
                </Folded>
              )}
              <Text fw={600}>{words.nursing.week}</Text>
              {later.length === 0 && <Text className="muted">{words.nursing.noWeek}</Text>}
              <List duties={later} onDone={onDone} />
              <MorePages of={duties} />
            </>
          );
        }}
      </Waiting>
    </Section>
  );
}

function List({ duties, onDone }: { readonly duties: readonly DutyResponse[]; readonly onDone: Props['onDone'] }) {
  if (duties.length === 0) return null;
  return (
    <Table>
      <Table.Tbody>
        {duties.map((duty) => (
          <Duty key={duty.id} duty={duty} onDone={onDone} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Duty({ duty, onDone }: { readonly duty: DutyResponse; readonly onDone: Props['onDone'] }) {
  const words = useWords();
  const { staff, startsAt, endsAt } = duty;
  const name = staff.fullName || staff.username;
  const when = `${day(startsAt)} ${clock(startsAt)} – ${clock(endsAt)}`;
  return (
    <Table.Tr>
      <Table.Td>
        {name} <div className="muted">{when}</div>
      </Table.Td>
      <Table.Td>
        {iMay('roster.plan') && (
          <Folded label={words.nursing.cancelDuty} name={`${words.nursing.cancelDuty}: ${name}, ${when}`}>
            <Cancel duty={duty} onDone={onDone} />
          </Folded>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Cancel({ duty: { id, version }, onDone }: { readonly duty: DutyResponse; readonly onDone: Props['onDone'] }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '' }, `duty ${id}`);
  const act = useAct(async (body: { readonly reason: string }) => {
    await answerOf(postApiV1DutiesByIdCancel({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(words.nursing.cancelled);
  });
  return (
    <ActForm act={act} label={words.nursing.cancelDuty} onSubmit={() => void act.run(fields)}>
      <TextInput label={words.nursing.cancelReason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

/** When a shift begins on the ward's clock, and how many hours it lasts. */
const SHIFTS: Readonly<Record<string, { readonly at: string; readonly hours: number }>> = {
  morning: { at: '06:00', hours: 8 },
  evening: { at: '14:00', hours: 8 },
  night: { at: '22:00', hours: 8 },
  day: { at: '06:00', hours: 24 },
};
const HOUR = 3_600_000;

function Plan({ wardId, onDone }: Props) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ staffId: '', day: '', shift: 'morning' }, `duties ${wardId}`);
  const act = useAct(async (duty: NewDutyDto, key) => {
    const call = { path: { id: wardId }, body: { duties: [duty] }, headers: { 'Idempotency-Key': key } };
    const { items } = await answerOf(postApiV1WardsByIdDuties(call));
    clear();
    onDone(words.nursing.planned(items[0]?.staff.fullName ?? ''));
  });
  const submit = () => {
    const shift = SHIFTS[fields.shift];
    const startsAt = shift && readMoment(`${fields.day.trim()} ${shift.at}`);
    if (!startsAt) return;
    const endsAt = new Date(Date.parse(startsAt) + shift.hours * HOUR).toISOString();
    void act.run({ staffId: fields.staffId, startsAt, endsAt });
  };
  return (
    <ActForm act={act} label={words.nursing.planDuty} onSubmit={submit}>
      <StaffSelect label={words.nursing.person} required {...chosen('staffId')} />
      <DateField label={words.nursing.day} required {...typed('day')} />
      <Select
        label={words.nursing.shift}
        allowDeselect={false}
        data={Object.entries(words.nursing.shifts).map(([value, label]) => ({ value, label }))}
        {...chosen('shift')}
      />
    </ActForm>
  );
}

import { Select, Text, TextInput } from '@mantine/core';
import {
  postApiV1PatientsByIdDeath,
  postApiV1PatientsByIdDeathRevoke,
  type DeathDto,
  type LeavingDto,
  type PatientResponse,
  type PutRightResponse,
  type RevokeDeathDto,
  type StillDeadResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { day, fullMoment, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly patient: PatientResponse;
  readonly onSaved: (patient: PatientResponse) => void;
}

/** A death that is on record, with its cause and place; recorded by doctors, taken back when it was a mistake. */
export function Death({ patient, onSaved }: Props) {
  const words = useWords().person;
  const [said, setSaid] = useSaid('death');
  const { deceased } = patient;
  if (!deceased && !iMay('patient.record-death')) return null;
  const done = (what: string, changed: PatientResponse) => {
    setSaid(what);
    onSaved(changed);
  };
  return (
    <Section title={words.death}>
      {deceased ? <OnRecord patient={patient} /> : <Text className="muted">{words.alive}</Text>}
      <Said text={said} />
      {iMay('patient.record-death') && (
        <Folded label={deceased ? words.changeDeath : words.recordDeath}>
          <RecordDeath patient={patient} onDone={done} />
        </Folded>
      )}
      {deceased && iMay('patient.revoke-death') && (
        <Folded label={words.revokeDeath}>
          <Revoke patient={patient} onDone={done} />
        </Folded>
      )}
    </Section>
  );
}

function OnRecord({ patient: { deceasedAt, deathCause, deathPlace } }: Pick<Props, 'patient'>) {
  const words = useWords().person;
  const about = [deathCause && `${words.cause}: ${deathCause}`, deathPlace && `${words.place}: ${deathPlace}`].filter(
    Boolean,
  );
  return (
    <Text>
      <strong>{words.deadAt(deceasedAt ? fullMoment(deceasedAt) : words.dateUnknown)}</strong>
      {about.length > 0 && ` · ${about.join(' · ')}`}
    </Text>
  );
}

interface FormProps {
  readonly patient: PatientResponse;
  readonly onDone: (said: string, patient: PatientResponse) => void;
}

/** What is left empty is not said: it stays as it is on record. */
function RecordDeath({ patient: { id, version, deceased }, onDone }: FormProps) {
  const words = useWords().person;
  const { fields, typed, clear } = useFields({ at: '', cause: '', place: '' }, `death ${id}`);
  const act = useAct(async (body: DeathDto) => {
    const call = { path: { id }, body, headers: { 'If-Match': etag(version) } };
    const changed = await answerOf(postApiV1PatientsByIdDeath(call));
    clear();
    onDone(words.deathSaved, changed);
  });
  const submit = () => {
    const at = readMoment(fields.at);
    const cause = fields.cause.trim();
    const place = fields.place.trim();
    void act.run({ ...(at && { at }), ...(cause && { cause }), ...(place && { place }) });
  };
  return (
    <ActForm act={act} label={deceased ? words.changeDeath : words.recordDeath} color="red.9" onSubmit={submit}>
      {!deceased && <Text>{words.deathAbout}</Text>}
      <DateField hasTime label={words.diedAt} {...(!deceased && { placeholder: words.diedAtHint })} {...typed('at')} />
      <TextInput label={words.cause} maxLength={500} autoComplete="off" {...typed('cause')} />
      <TextInput label={words.place} maxLength={200} autoComplete="off" {...typed('place')} />
    </ActForm>
  );
}

function Revoke({ patient: { id, version }, onDone }: FormProps) {
  const words = useWords().person;
  const all = useWords();
  const { fields, typed, chosen, clear } = useFields({ reason: '', left: '', destination: '' }, `revoke death ${id}`);
  const { reason, left, destination } = fields;
  const act = useAct(async (body: RevokeDeathDto) => {
    const call = { path: { id }, body, headers: { 'If-Match': etag(version) } };
    const changed = await answerOf(postApiV1PatientsByIdDeathRevoke(call));
    clear();
    const named = ({ visitNumber, endedAt }: PutRightResponse | StillDeadResponse) =>
      visitNumber ?? (endedAt ? day(endedAt) : words.dateUnknown);
    const told = [
      words.revoked,
      ...changed.putRight.flatMap((one) => [
        one.reopened ? words.goesOn(named(one)) : words.corrected(named(one)),
        ...(one.bedNotReturned ? [one.bedNotReturned.text] : []),
      ]),
      ...changed.dischargedDead.map((one) => words.stillDead(named(one), one.text)),
    ];
    onDone(told.join(' '), changed);
  });
  const submit = () => {
    const how = left as LeavingDto['disposition'];
    void act.run({
      reason,
      ...(left !== '' && { left: { disposition: how, ...(left === 'other-hcf' && { destination }) } }),
    });
  };
  return (
    <ActForm act={act} label={words.revokeDeath} color="red.9" onSubmit={submit}>
      <Text>{words.revokeAbout}</Text>
      <Select
        label={words.leftAs}
        placeholder={words.stillHere}
        clearable
        data={Object.entries(all.stay.dispositions)
          .filter(([value]) => value !== 'exp')
          .map(([value, label]) => ({ value, label }))}
        {...chosen('left')}
      />
      {left === 'other-hcf' && <TextInput label={all.stay.destination} required {...typed('destination')} />}
      <TextInput label={words.reason} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}

import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { now } from '../api/clock.ts';
import {
  getApiV1EncountersByIdHistory,
  postApiV1EncountersByIdTransferCancel,
  type CancelTransferDto,
  type EncounterHistoryResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { StayProps } from './transfer.tsx';

/** How long a transfer can be taken back, in ms, as the service has it (take-transfer-back.service.ts). */
const TAKEN_BACK_WITHIN = 24 * 60 * 60_000;

type Stay = EncounterHistoryResponse['stays'][number];

/** Where the patient has been in this stay, and the last transfer taken back while it still may be. */
export function PlacesBefore(props: StayProps) {
  const words = useWords();
  const { id, version } = props.encounter;
  const history = useQuery({
    queryKey: ['encounter', id, 'history', version],
    queryFn: () => answerOf(getApiV1EncountersByIdHistory({ path: { id } })),
  });
  return (
    <Section title={words.course.places}>
      <Waiting of={history}>
        {({ stays }) => {
          // A transfer that was taken back ended when it began.
          const places = stays.filter(({ startedAt, endedAt }) => startedAt !== endedAt);
          const [last, before] = places.toReversed();
          return (
            <>
              <ol className="plain">
                {places.map((stay) => (
                  <li key={stay.id}>
                    {placeOf(stay)} · {moment(stay.startedAt)} –{' '}
                    {stay.endedAt ? moment(stay.endedAt) : words.course.stillThere}
                  </li>
                ))}
              </ol>
              {iMay('encounter.transfer') && last && before && <Back {...props} last={last} before={before} />}
            </>
          );
        }}
      </Waiting>
    </Section>
  );
}

const placeOf = ({ ward, bed }: Stay): string => [ward.name, bed?.code].filter(Boolean).join(', ');

interface BackProps extends StayProps {
  readonly last: Stay;
  readonly before: Stay;
}

function Back({ encounter, onDone, last, before }: BackProps) {
  const words = useWords().course;
  const { fields, typed, clear } = useFields({ reason: '' }, `take transfer back ${last.id}`);
  const act = useAct(async (body: CancelTransferDto) => {
    const call = { path: { id: encounter.id }, body, headers: { 'If-Match': etag(encounter.version) } };
    const changed = await answerOf(postApiV1EncountersByIdTransferCancel(call));
    clear();
    onDone(words.moved(changed.ward?.name ?? '', changed.bed?.code ?? ''), changed);
  });
  if (now() - Date.parse(last.startedAt) > TAKEN_BACK_WITHIN) return <Text className="muted">{words.tooOld}</Text>;
  return (
    <Folded label={words.takeBack}>
      <ActForm act={act} label={words.takeBack} color="red.9" onSubmit={() => void act.run(fields)}>
        <Text>{words.takeBackAbout(placeOf(before))}</Text>
        <TextInput label={words.whyTakeBack} required {...typed('reason')} />
      </ActForm>
    </Folded>
  );
}

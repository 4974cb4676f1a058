import { Anchor, Card, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { postApiV1RadarCasesByIdReview, type RadarCaseResponse, type ReviewDto } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { fullMoment, moment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Except } from './radar-exceptions.tsx';

interface Props {
  readonly found: RadarCaseResponse;
  /** Concluded, or an exception was added: what is said of it. */
  readonly onDone: (said: string) => void;
}

/** How many events of the trail are led to. */
const SHOWN = 5;

/** One suspicion: who, whom, when and why; the way to the trail; and what was found. */
export function RadarCase({ found, onDone }: Props) {
  const words = useWords();
  const { title, reason, severity, actor, patientId, patientName, eventCount, eventIds } = found;
  return (
    <Card withBorder component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>
            {title}: {actor.fullName || actor.username}
            {patientName && ` – ${words.privacy.whom} ${patientName}`}
          </Text>
          <span className={severity === 'high' ? 'severe' : 'muted'}>{words.privacy.severity[severity]}</span>
        </Group>
        <Text>{reason}</Text>
        <Text className="muted">
          {partialDate(found.day)} ·{' '}
          {words.privacy.times(eventCount, moment(found.firstEventAt), moment(found.lastEventAt))}
        </Text>
        <Group gap="sm">
          <span>{words.privacy.events}:</span>
          {eventIds.slice(0, SHOWN).map((id, at) => (
            <Anchor key={id} component={Link} to={`/audit/events/${id}`}>
              {words.privacy.event(at + 1)}
            </Anchor>
          ))}
          {patientId && (
            <Anchor component={Link} to={`/audit/patients/${patientId}`}>
              {words.privacy.whoLooked}
            </Anchor>
          )}
        </Group>
        {found.outcome && (
          <Text>
            <strong>
              {words.privacy.closed(
                words.privacy.outcomes[found.outcome] ?? found.outcome,
                found.reviewedBy?.fullName ?? '',
                found.reviewedAt ? fullMoment(found.reviewedAt) : '',
              )}
            </strong>{' '}
            {found.reviewNote}
          </Text>
        )}
        {found.state === 'open' && iMay('radar.review') && (
          <Folded label={words.privacy.outcome}>
            <Conclude found={found} onDone={() => onDone(words.privacy.saved)} />
          </Folded>
        )}
        {iMay('radar.manage') && (
          <Folded label={words.privacy.except}>
            <Except found={found} onDone={() => onDone(words.privacy.excepted)} />
          </Folded>
        )}
      </Stack>
    </Card>
  );
}

function Conclude({ found, onDone }: { readonly found: RadarCaseResponse; readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields({ outcome: '', note: '' }, `radar ${found.id}`);
  const act = useAct(async (body: ReviewDto) => {
    const call = { path: { id: found.id }, body, headers: { 'If-Match': etag(found.version) } };
    await answerOf(postApiV1RadarCasesByIdReview(call));
    clear();
    onDone();
  });
  const submit = () => void act.run({ outcome: fields.outcome as ReviewDto['outcome'], note: fields.note });
  return (
    <ActForm
      act={act}
      label={words.privacy.close}
      blocked={stillNeeded(words, [[words.privacy.outcome, fields.outcome !== '']])}
      onSubmit={submit}
    >
      <Select
        label={words.privacy.outcome}
        required
        w={260}
        data={Object.entries(words.privacy.outcomes).map(([value, label]) => ({ value, label }))}
        {...chosen('outcome')}
      />
      <Textarea label={words.privacy.note} required autosize maxLength={2000} {...typed('note')} />
    </ActForm>
  );
}

import { Alert, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1EncountersByIdClosing,
  getApiV1EncountersByIdCompleteness,
  postApiV1EncountersByIdClose,
  type CloseRecordDto,
  type ClosingResponse,
  type CompletenessResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Section } from '../shell/section.tsx';
import { useKept } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { WhoSigns } from '../notes/who-signs.tsx';
import { fullMoment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ClosingSignature } from './closing-signature.tsx';
import type { RecordProps } from './record-screen.tsx';

/** What the record lacks and how it is closed; or how it was, and whether it is still what it was. */
export function Closing(props: RecordProps) {
  const words = useWords();
  return (
    <Section title={words.course.close}>
      {props.encounter.closing ? <Closed encounterId={props.encounter.id} /> : <Open {...props} />}
    </Section>
  );
}

function Open({ encounter, onDone }: RecordProps) {
  const completeness = useQuery({
    queryKey: ['completeness', encounter.id],
    queryFn: () => answerOf(getApiV1EncountersByIdCompleteness({ path: { id: encounter.id } })),
    staleTime: 0,
  });
  return (
    <Waiting of={completeness}>{(found) => <CloseForm encounter={encounter} onDone={onDone} found={found} />}</Waiting>
  );
}

const NO_REASONS: Readonly<Record<string, string>> = {};

interface CloseProps extends RecordProps {
  readonly found: CompletenessResponse;
}

function CloseForm({ encounter, onDone, found }: CloseProps) {
  const words = useWords();
  const [reasons, change, forget] = useKept(`closing ${encounter.id}`, NO_REASONS);
  const [shown, show] = useState<CloseRecordDto>({});
  const act = useAct(async (body: CloseRecordDto) => {
    const headers = { 'If-Match': etag(encounter.version) };
    const closed = await answerOf(postApiV1EncountersByIdClose({ path: { id: encounter.id }, body, headers }));
    forget();
    onDone(words.course.closeDone, closed);
  });
  const canClose = encounter.status === 'finished' && iMay('encounter.close');
  const passedOver = found.missing
    .map(({ code }) => ({ code, reason: reasons[code] ?? '' }))
    .filter(({ reason }) => reason.trim() !== '');
  const missing = found.missing.length > 0 && (
    <Alert color="yellow" className="ask" title={words.course.missing}>
      <Stack gap="xs">
        {found.missing.map(({ code, text }) => (
          <div key={code}>
            <Text fw={600}>{text}</Text>
            {canClose && (
              <TextInput
                aria-label={`${words.course.without}: ${text}`}
                placeholder={words.course.without}
                value={reasons[code] ?? ''}
                onChange={(event) => {
                  const reason = event.currentTarget.value;
                  change((before) => ({ ...before, [code]: reason }));
                }}
              />
            )}
          </div>
        ))}
      </Stack>
    </Alert>
  );
  if (!canClose) {
    return (
      <>
        {missing || <Text>{words.course.complete}</Text>}
        <Text className="muted">{words.course.closeOnlyFinished}</Text>
      </>
    );
  }
  return (
    <ActForm
      act={act}
      label={words.course.close}
      color="red.9"
      onSubmit={() => void act.run({ ...shown, ...(passedOver.length > 0 && { passedOver }) })}
    >
      {missing || <Text>{words.course.complete}</Text>}
      <Text>{words.course.signsClosing}</Text>
      <WhoSigns shown={shown} onChange={show} />
    </ActForm>
  );
}

function Closed({ encounterId }: { readonly encounterId: string }) {
  const closing = useQuery({
    queryKey: ['closing', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdClosing({ path: { id: encounterId } })),
  });
  return <Waiting of={closing}>{(found) => <How closing={found} />}</Waiting>;
}

function How({ closing }: { readonly closing: ClosingResponse }) {
  const words = useWords();
  const { by, closedAt, retainUntil, matches, state, stateText, changed, added, without, contentHash, algorithm } =
    closing;
  const isUnchanged = matches && changed.length === 0 && state !== 'signature-wrong';
  return (
    <Stack gap="xs">
      <Text>{words.course.closedBy(by.fullName, fullMoment(closedAt))}</Text>
      <Text>{words.course.keptUntil(partialDate(retainUntil))}</Text>
      <Text fw={600} className={isUnchanged ? undefined : 'severe'}>
        {isUnchanged ? words.course.unchanged : state === 'changed' ? words.course.changed(changed.length) : stateText}
      </Text>
      {changed.length > 0 && (
        <ul>
          {changed.map(({ id, text, changes }) => (
            <li key={id}>
              {text}
              {changes.length === 0 && `: ${words.course.changeUnknown}`}
              {changes.length > 0 && (
                <ul>
                  {changes.map(({ at, by, fieldTexts, reason }, place) => (
                    <li key={place}>
                      {words.course.changedSince(
                        fieldTexts.join(', '),
                        by.fullName || by.username,
                        fullMoment(at),
                        reason,
                      )}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      {added > 0 && <Text>{words.course.added(added)}</Text>}
      {without.length > 0 && (
        <div>
          <Text>{words.course.closedWithout}</Text>
          <ul>
            {without.map(({ code, text, reason }) => (
              <li key={code}>
                {text}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Text className="hash">
        {algorithm} {contentHash}
      </Text>
      <ClosingSignature closing={closing} />
    </Stack>
  );
}

import { Select, Text, TextInput } from '@mantine/core';
import {
  getApiV1EncountersByIdSites,
  postApiV1EncountersByIdSites,
  postApiV1SitesByIdEnd,
  type EndSiteDto,
  type RecordSiteDto,
  type SiteResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { isUnreadableTime, readLate } from '../late/typed-late.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { NursingProps } from './nursing-screen.tsx';
import { SeeWound, WoundSeen } from './wound.tsx';

/** Wounds and drains: those that are there, and those that were; of a wound how it looked. */
export function Sites(props: NursingProps) {
  const words = useWords();
  const { encounterId, isOpen } = props;
  const sites = usePages({
    queryKey: ['nursing', 'sites', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdSites({ path: { id: encounterId }, query: { limit: 50, ...cursor } })),
  });
  return (
    <Section title={words.nursing.sites}>
      <Waiting of={sites}>
        {(items) => (
          <>
            {items.length === 0 && <Text className="muted">{words.nursing.noSites}</Text>}
            {items.map((site) => (
              <Site key={site.id} {...props} site={site} />
            ))}
            <MorePages of={sites} />
          </>
        )}
      </Waiting>
      {isOpen && iMay('vitals.write') && (
        <Folded label={words.nursing.addSite}>
          <AddSite {...props} />
        </Folded>
      )}
    </Section>
  );
}

function Site(props: NursingProps & { readonly site: SiteResponse }) {
  const words = useWords();
  const { site, isOpen } = props;
  const { id, kind, type, location, startedAt, endedAt, endedReason } = site;
  const label = words.nursing.endSite[kind] ?? '';
  const name = `${words.nursing.siteKinds[kind] ?? kind}: ${type}, ${location}`;
  const isWound = kind === 'wound';
  const isChangeable = !endedAt && isOpen && iMay('vitals.write');
  return (
    <div>
      <Text className={endedAt ? 'muted' : undefined}>
        {name} <span className="muted">{words.nursing.since(moment(startedAt))}</span>
        {endedAt && (
          <>
            {' '}
            {words.nursing.until(moment(endedAt))}: {endedReason}
          </>
        )}
      </Text>
      {isWound && <WoundSeen encounterId={props.encounterId} siteId={id} />}
      {isWound && isChangeable && (
        <Folded label={words.nursing.seeWound} name={`${words.nursing.seeWound}: ${name}`}>
          <SeeWound encounterId={props.encounterId} siteId={id} onDone={props.onDone} />
        </Folded>
      )}
      {isChangeable && (
        <Folded label={label} name={`${label}: ${name}`}>
          <EndSite {...props} label={label} />
        </Folded>
      )}
    </div>
  );
}

interface EndProps extends NursingProps {
  readonly site: SiteResponse;
  readonly label: string;
}

function EndSite({ site: { id, version }, label, onDone }: EndProps) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ reason: '', at: '' }, `site ${id}`);
  const { reason, at } = fields;
  const isUnreadable = isUnreadableTime(at);
  const act = useAct(async (body: EndSiteDto) => {
    await answerOf(postApiV1SitesByIdEnd({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(words.nursing.siteSaved);
  });
  return (
    <ActForm
      act={act}
      label={label}
      blocked={isUnreadable ? words.late.badTime : undefined}
      onSubmit={() => void act.run({ reason, ...(at.trim() && { endedAt: readLate(at) }) })}
    >
      <TextInput label={words.nursing.endReason} required maxLength={500} {...typed('reason')} />
      <TextInput
        label={words.nursing.endAt}
        placeholder={words.late.atHint}
        autoComplete="off"
        error={isUnreadable && words.late.badTime}
        {...typed('at')}
      />
    </ActForm>
  );
}

function AddSite({ encounterId, onDone }: NursingProps) {
  const words = useWords();
  const { fields, typed, chosen, clear } = useFields(
    { kind: 'wound', type: '', location: '' },
    `new site ${encounterId}`,
  );
  const act = useAct(async (body: RecordSiteDto, key) => {
    const call = { path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } };
    await answerOf(postApiV1EncountersByIdSites(call));
    clear();
    onDone(words.nursing.siteSaved);
  });
  const submit = () => void act.run({ ...fields, kind: fields.kind as RecordSiteDto['kind'] });
  return (
    <ActForm act={act} label={words.save} onSubmit={submit}>
      <Select
        label={words.nursing.siteKind}
        allowDeselect={false}
        data={Object.entries(words.nursing.siteKinds).map(([value, label]) => ({ value, label }))}
        {...chosen('kind')}
      />
      <TextInput
        label={words.nursing.siteType}
        placeholder={words.nursing.siteTypeHint}
        required
        maxLength={100}
        {...typed('type')}
      />
      <TextInput label={words.nursing.location} required maxLength={100} {...typed('location')} />
    </ActForm>
  );
}

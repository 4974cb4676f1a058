import { Anchor, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAct } from '../api/act.ts';
import type { RecordProgressResponse } from '../api/generated/index.ts';
import { TAKEN } from '../api/paper-tab.ts';
import { fetchPdf } from '../api/pdf.ts';
import { Folded } from '../chart/folded.tsx';
import { stillNeeded } from '../shell/act-button.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { readDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { followRecord, progressText } from './record-progress.ts';

/** The papers of a stay; each opens in a tab of its own, to be read and printed. */
export function Documents({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [language, setLanguage] = useState('vi');
  const [made, setMade] = useState<{ readonly name: string; readonly address: string }>();
  const [asked, setAsked] = useState<string>();
  const act = useAct(async ({ form, name }: { form: string; name: string }) => {
    setAsked(form);
    const query = new URLSearchParams({ language });
    setMade({ name, address: await fetchPdf(`/api/v1/encounters/${encounterId}/documents/${form}.pdf?${query}`) });
    void queries.invalidateQueries({ queryKey: ['papers'] });
  });
  return (
    <Section title={words.course.documents}>
      <Text className="muted">{words.course.documentsAbout}</Text>
      <PaperLanguage language={language} onChoose={setLanguage} />
      <ProblemNotice problem={act.problem} />
      {made && <Made key={made.address} {...made} />}
      <Group gap="xs">
        {Object.entries(words.course.forms).map(([form, name]) => (
          <Button
            key={form}
            variant="default"
            size="compact-md"
            // Only the paper that was asked for turns: who looks up sees which one.
            loading={act.isBusy && form === asked}
            onClick={() => void act.run({ form, name })}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Section>
  );
}

/** Everything of a patient as one document, or the stays of a period; for whom a copy leaves the hospital, and why. */
export function WholeRecord({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const [address, setAddress] = useState<string>();
  const kept = `record copy ${patientId}`;
  const queries = useQueryClient();
  const { fields, typed, chosen, set, clear } = useFields(NOTHING, kept);
  const [making, setMaking] = useState<AbortController>();
  const [progress, setProgress] = useState<RecordProgressResponse>();
  const act = useAct(async (query: Readonly<Record<string, string>>) => {
    setAddress(undefined);
    const begun = new AbortController();
    setMaking(begun);
    setProgress(undefined);
    const follow = (say: (more: string) => void) =>
      followRecord(patientId, (far) => {
        say(progressText(words, far));
        setProgress(far);
      });
    const url = `/api/v1/patients/${patientId}/documents/record.pdf?${new URLSearchParams(query)}`;
    try {
      setAddress(await fetchPdf(url, { signal: begun.signal, said: words.course.making, follow }));
    } catch (error) {
      // Who gave it up knows.
      if (begun.signal.aborted) return;
      throw error;
    } finally {
      setMaking(undefined);
    }
    void queries.invalidateQueries({ queryKey: ['papers'] });
    clear();
  });
  // A day that cannot be read is no period: without this everything would be given.
  const isUnread = [fields.from, fields.to].some((typed) => typed.trim() !== '' && readDay(typed) === undefined);
  const isCopy = fields.recipient !== '';
  const needed = stillNeeded(words, [[words.course.copyReason, !isCopy || fields.reason.trim() !== '']]);
  const submit = () => {
    const { recipient, reason } = fields;
    const asked = {
      recipient,
      reason: isCopy ? reason.trim() : '',
      from: readDay(fields.from) ?? '',
      to: readDay(fields.to) ?? '',
      language: fields.language,
    };
    void act.run(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '')));
  };
  const recipients = Object.entries(words.course.recipients).map(([value, label]) => ({ value, label }));
  return (
    <>
      <ActForm act={act} label={words.course.wholeRecord} blocked={isUnread ? words.badDay : needed} onSubmit={submit}>
        <Folded label={words.course.copy}>
          <Group gap="sm" align="flex-start">
            <Select label={words.course.recipient} data={recipients} clearable {...chosen('recipient')} />
            {isCopy && <TextInput label={words.course.copyReason} required maxLength={500} {...typed('reason')} />}
            <DateField label={words.course.copyFrom} {...typed('from')} />
            <DateField label={words.course.copyTo} {...typed('to')} />
            <PaperLanguage language={fields.language || 'vi'} onChoose={(language) => set({ language })} />
          </Group>
        </Folded>
      </ActForm>
      {making && <Making progress={progress && progressText(words, progress)} onGiveUp={() => making.abort()} />}
      {address && <Made key={address} name={words.course.wholeRecord} address={address} />}
    </>
  );
}

const NOTHING = { recipient: '', reason: '', from: '', to: '', language: '' };

interface PaperLanguageProps {
  readonly language: string;
  readonly onChoose: (language: string) => void;
}

/** In which language a paper is printed: Vietnamese, unless somebody needs it in English. */
function PaperLanguage({ language, onChoose }: PaperLanguageProps) {
  const words = useWords().papers;
  return (
    <Select
      label={words.language}
      description={language === 'en' ? words.englishAbout : undefined}
      maw={320}
      allowDeselect={false}
      data={[
        { value: 'vi', label: words.inVietnamese },
        { value: 'en', label: words.inEnglish },
      ]}
      value={language}
      onChange={(chosen) => chosen && onChoose(chosen)}
    />
  );
}

/** How far it is, for how long it has been put together, and a way to give it up: a long record takes minutes. */
function Making({ progress, onGiveUp }: { readonly progress: string | undefined; readonly onGiveUp: () => void }) {
  const words = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((passed) => passed + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Group gap="sm">
      <Text>
        <span role="status">{words.course.making}</span> {progress} {words.course.madeFor(seconds)}
      </Text>
      <Button variant="default" onClick={onGiveUp}>
        {words.course.giveUp}
      </Button>
    </Group>
  );
}

/** Where the browser opened no tab, the file can still be taken, as long as it is there. */
function Made({ name, address }: { readonly name: string; readonly address: string }) {
  const words = useWords();
  const [isThere, setThere] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setThere(false), TAKEN);
    return () => clearTimeout(timer);
  }, []);
  if (!isThere) return null;
  return (
    <Text role="status">
      {words.course.made(name)}{' '}
      <Anchor href={address} download={`${name}.pdf`}>
        {words.course.save}
      </Anchor>
    </Text>
  );
}

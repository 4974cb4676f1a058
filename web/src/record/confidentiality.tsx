import { Select, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  getApiV1PatientsByIdConfidentiality,
  postApiV1PatientsByIdConfidentiality,
  type ConfidentialityDto,
  type ConfidentialityResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { ActForm } from '../shell/act-form.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';

type Level = ConfidentialityDto['confidentiality'];
const LEVELS: readonly Level[] = ['N', 'R', 'V'];

/** How confidential a record is, and raising or lowering it as far as the person may. */
export function Confidentiality({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const [said, setSaid] = useSaid('confidentiality');
  const level = useQuery({
    queryKey: ['confidentiality', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdConfidentiality({ path: { id: patientId } })),
    enabled: iMay('patient.confidentiality'),
    staleTime: 0,
  });
  if (!iMay('patient.confidentiality')) return null;
  return (
    <Section title={words.trail.confidentiality}>
      <Waiting of={level}>
        {(found) => (
          <>
            <Text>
              <strong className={found.confidentiality === 'N' ? undefined : 'severe'}>
                {words.trail.level[found.confidentiality]}
              </strong>
              {'. '}
              {words.trail.confidentialityAbout[found.confidentiality]}
            </Text>
            <Said text={said} />
            <SetLevel key={found.version} found={found} onSaid={setSaid} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

interface SetProps {
  readonly found: ConfidentialityResponse;
  readonly onSaid: (text: string) => void;
}

/** Raising to R is for whoever works with the patient, V and lowering for fewer (policy.ts). */
function levelsFor(now: Level): readonly Level[] {
  const rank = (level: Level) => LEVELS.indexOf(level);
  return LEVELS.filter((level) => {
    if (level === now) return false;
    if (rank(level) < rank(now)) return iMay('patient.lower-confidentiality');
    return level === 'R' || iMay('patient.mark-vip');
  });
}

function SetLevel({ found: { id, version, confidentiality }, onSaid }: SetProps) {
  const words = useWords();
  const queries = useQueryClient();
  const { fields, typed, chosen, clear } = useFields({ level: '', reason: '' }, `confidentiality ${id}`);
  const levels = levelsFor(confidentiality);
  const act = useAct(async (body: ConfidentialityDto) => {
    const { level } = words.trail;
    await answerOf(
      postApiV1PatientsByIdConfidentiality({ path: { id }, body, headers: { 'If-Match': etag(version) } }),
    );
    clear();
    onSaid(words.trail.levelSet(level[body.confidentiality] ?? body.confidentiality));
    for (const key of ['confidentiality', 'chart', 'patient']) void queries.invalidateQueries({ queryKey: [key] });
  });
  if (levels.length === 0) return null;
  const isLowering = LEVELS.indexOf(fields.level as Level) < LEVELS.indexOf(confidentiality);
  const reason = fields.reason.trim();
  const submit = () => void act.run({ confidentiality: fields.level as Level, ...(reason && { reason }) });
  return (
    <ActForm act={act} label={words.trail.setLevel} onSubmit={submit}>
      <Select
        label={words.trail.newLevel}
        required
        data={levels.map((value) => ({ value, label: words.trail.level[value] ?? value }))}
        {...chosen('level')}
      />
      <TextInput
        label={words.trail.levelReason}
        description={words.trail.levelReasonHint}
        required={fields.level !== '' && isLowering}
        maxLength={500}
        {...typed('reason')}
      />
    </ActForm>
  );
}

import { Checkbox, Table } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getApiV1RadarRules, patchApiV1RadarRulesByCode, type RadarRuleResponse } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';

/** The rules: which are in use, and how often each was right. */
export function RadarRules() {
  const words = useWords();
  const language = useLanguage();
  const rules = useQuery({
    queryKey: ['radar', 'rules', language],
    queryFn: () => answerOf(getApiV1RadarRules()),
  });
  return (
    <Section title={words.privacy.rules}>
      <Waiting of={rules}>
        {({ items }) => (
          <Table>
            <Table.Tbody>
              {items.map((rule) => (
                <Rule key={rule.code} rule={rule} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Waiting>
    </Section>
  );
}

function Rule({ rule }: { readonly rule: RadarRuleResponse }) {
  const words = useWords();
  const queries = useQueryClient();
  const act = useAct(async (enabled: boolean) => {
    const call = { path: { code: rule.code }, body: { enabled }, headers: { 'If-Match': etag(rule.version) } };
    await answerOf(patchApiV1RadarRulesByCode(call));
    await queries.invalidateQueries({ queryKey: ['radar', 'rules'] });
  });
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          label={rule.title}
          aria-label={words.privacy.on(rule.title)}
          checked={rule.enabled}
          disabled={!iMay('radar.manage')}
          description={iMay('radar.manage') ? undefined : words.privacy.rulesAreOthers}
          onChange={(event) => void act.run(event.currentTarget.checked)}
        />
        <ProblemNotice problem={act.problem} />
      </Table.Td>
      <Table.Td>{rule.thresholds.map(({ about, value }) => `${about}: ${value}`).join(' · ')}</Table.Td>
      <Table.Td className="muted">{words.privacy.ruleCounts(rule.cases, rule.justified)}</Table.Td>
    </Table.Tr>
  );
}

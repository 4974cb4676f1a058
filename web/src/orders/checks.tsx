import { Alert, Stack, Text, TextInput } from '@mantine/core';
import type { OverrideDto } from '../api/generated/index.ts';
import { ServiceProblem } from '../api/problem.ts';
import { useWords } from '../words/use-words.ts';

/** A check that stops a signature, as the service tells it. */
export interface StoppingCheck {
  readonly rule: OverrideDto['rule'];
  readonly severity: string;
  readonly message: string;
  readonly source: string;
  /** Which of the orders, from 0. */
  readonly order: number;
}

/** The checks that stopped a signature; none where something else did. */
export const checksOf = (problem: unknown): readonly StoppingCheck[] =>
  problem instanceof ServiceProblem && problem.code === 'check-failed'
    ? ((problem.extra.checks ?? []) as StoppingCheck[])
    : [];

export type Reasons = Readonly<Record<string, string>>;

/** The reasons that were given, as they are sent; none for a check that did not stop it. */
export const overridesOf = (checks: readonly StoppingCheck[], reasons: Reasons): OverrideDto[] =>
  [...new Set(checks.map(({ rule }) => rule))].flatMap((rule) => {
    const reason = reasons[rule]?.trim();
    return reason ? [{ rule, reason }] : [];
  });

interface Props {
  readonly checks: readonly StoppingCheck[];
  readonly nameOf: (order: number) => string;
  readonly reasons: Reasons;
  readonly onChange: (reasons: Reasons) => void;
}

/** Why it was not signed: each check in words, and a field for why it is signed all the same. */
export function Checks({ checks, nameOf, reasons, onChange }: Props) {
  const words = useWords();
  const rules = [...new Set(checks.map(({ rule }) => rule))];
  return (
    <Alert role="alert" color="red" variant="light" className="ask" title={words.basket.stopped}>
      <Stack gap="sm">
        <Text size="sm">{words.basket.stoppedAbout}</Text>
        {rules.map((rule) => {
          const ofRule = checks.filter((check) => check.rule === rule);
          return (
            <div key={rule}>
              {ofRule.map((check) => (
                <Text key={`${check.order} ${check.message}`}>
                  <strong className="severe">
                    {words.basket.severities[check.severity] ?? check.severity} · {nameOf(check.order)}:
                  </strong>{' '}
                  {check.message} <span className="muted">{words.basket.source(check.source)}</span>
                </Text>
              ))}
              <TextInput
                label={words.basket.why}
                aria-label={`${words.basket.why}: ${ofRule.map(({ message }) => message).join(' ')}`}
                maxLength={500}
                value={reasons[rule] ?? ''}
                onChange={(event) => onChange({ ...reasons, [rule]: event.currentTarget.value })}
              />
            </div>
          );
        })}
      </Stack>
    </Alert>
  );
}

import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getApiV1DosesByIdVersions, type DoseResponse, type DoseVersionResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { amountWords } from './dose-words.ts';

/** Everything that was recorded of a dose, the latest first: what a correction replaced stays readable. */
export function DoseVersions({ dose }: { readonly dose: DoseResponse }) {
  const words = useWords();
  return (
    <Folded label={words.changes.doseVersions}>
      <List dose={dose} />
    </Folded>
  );
}

function List({ dose: { id, version } }: { readonly dose: DoseResponse }) {
  const versions = useQuery({
    queryKey: ['dose-versions', id, version],
    queryFn: () => answerOf(getApiV1DosesByIdVersions({ path: { id } })),
  });
  return (
    <Waiting of={versions}>
      {({ items }) => (
        <ol className="plain">
          {items.map((one) => (
            <One key={one.version} one={one} />
          ))}
        </ol>
      )}
    </Waiting>
  );
}

function One({ one: { version, status, by, at, reason, recorded } }: { readonly one: DoseVersionResponse }) {
  const words = useWords();
  const { changes } = words;
  const { dose, measured, witness, wasted } = recorded;
  const about = [
    changes.doseAt(moment(recorded.at), recorded.by.fullName),
    dose && changes.doseAmount(amountWords(words, dose)),
    measured && words.medicines.measuredWas(`${measured.value}`, measured.unit),
    recorded.patientScanned && recorded.medicationScanned && changes.scanned,
    recorded.lateEntry && [changes.lateEntry, recorded.lateReason].filter(Boolean).join(': '),
    witness && changes.witness(witness.fullName, recorded.witnessConfirmed),
    wasted && changes.wasted(amountWords(words, wasted.amount), wasted.reason),
    recorded.reason && changes.why(recorded.reason),
    recorded.comment,
  ];
  return (
    <li>
      <Text size="sm" fw={600}>
        {changes.doseVersion(version, words.medicines.state[status] ?? status)} ·{' '}
        {changes.doseBy(by.fullName, fullMoment(at))}
      </Text>
      <Text size="sm">{about.filter(Boolean).join(' · ')}</Text>
      {reason && <Text size="sm">{changes.corrected(reason)}</Text>}
    </li>
  );
}

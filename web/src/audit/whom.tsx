import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AuditedPatientRefResponse, AuditEventResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

type Named = Pick<AuditEventResponse, 'patient' | 'patients' | 'patientCount'>;

/** The patients that an event names: the one it is about, else those whom a list showed. */
export const namedIn = ({ patient, patients }: Named): readonly AuditedPatientRefResponse[] =>
  patient ? [patient] : (patients ?? []);

/** Whom an event is about, by name and number, each leading to who looked at them; of many the first few, and how many more. */
export function Whom({ of, most }: { readonly of: Named; readonly most: number }) {
  const words = useWords().audit;
  const all = namedIn(of);
  const others = (of.patient ? 1 : (of.patientCount ?? 0)) - Math.min(all.length, most);
  return (
    <>
      {all.slice(0, most).map(({ id, fullName, mrn }) => (
        <div key={id}>
          <Anchor component={Link} to={`/audit/patients/${id}`}>
            {fullName}
          </Anchor>{' '}
          <span className="muted nowrap">{mrn}</span>
        </div>
      ))}
      {others > 0 && <span className="muted">{words.andMore(others)}</span>}
    </>
  );
}

import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { DoseResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Against } from './against.tsx';
import { NOT_ALLOWED } from './dose-acts.ts';
import { DoseForm } from './dose-form.tsx';
import { DoseVersions } from './dose-versions.tsx';
import { Warn } from '../shell/warn.tsx';
import { Running, Steps } from './running.tsx';
import { Verified } from './verified.tsx';
import { doseWords, isOpen, STATE_MARKS, stateWords } from './dose-words.ts';

interface Props {
  readonly dose: DoseResponse;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onChanged: (said?: string) => void;
}

/** One dose: when, what, how, what became of it; and the form when it is chosen. */
export function DoseRow({ dose, isChosen, onChoose, onChanged }: Props) {
  const words = useWords();
  const { asNeeded, plannedAt, medication, instructions, highAlert, status } = dose;
  const when = plannedAt ? moment(plannedAt) : words.medicines.asNeeded;
  const { record, recordHappened, change } = words.medicines;
  const label = NOT_ALLOWED.includes(status) ? recordHappened : isOpen(dose) ? record : change;
  return (
    <li className="dose" data-status={status}>
      <div className="dose-line">
        <strong className="dose-time">{when}</strong>
        <div className="dose-what">
          <strong>{medication.display}</strong> {doseWords(words, dose)}
          {highAlert && (
            <div className="severe">
              <Warn /> {words.medicines.highAlert}
            </div>
          )}
          <Verified dose={dose} />
          {asNeeded && (
            <div className="muted">
              {asNeeded.reason && `${words.medicines.asNeededFor(asNeeded.reason)} · `}
              {words.medicines.asNeededLimits(`${asNeeded.minimumGapHours}`, asNeeded.maximumPerDay)}
            </div>
          )}
          {instructions && <div className="muted">{instructions}</div>}
        </div>
        <div className="dose-state">
          <span aria-hidden="true">{STATE_MARKS[status]} </span>
          {stateWords(words, dose)}
          <Running dose={dose} />
          <Against dose={dose} />
        </div>
        {iMay('dose.record') && (
          <Button
            data-dose
            size="compact-md"
            variant={variantOf(status)}
            aria-expanded={isChosen}
            aria-label={`${label}: ${when} ${medication.display}`}
            onKeyDown={moveOn}
            onClick={() => onChoose(!isChosen)}
          >
            {label}
          </Button>
        )}
      </div>
      {isChosen && <DoseForm dose={dose} onChanged={onChanged} onClose={() => onChoose(false)} />}
      {isChosen && <Steps dose={dose} onChanged={onChanged} />}
      {isChosen && dose.recorded && <DoseVersions dose={dose} />}
    </li>
  );
}

/** Up and down lead from dose to dose. */
function moveOn(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...document.querySelectorAll<HTMLButtonElement>('button[data-dose]')];
  const next = all[all.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const variantOf = (status: string): string =>
  status === 'due' || status === 'overdue' ? 'filled' : NOT_ALLOWED.includes(status) ? 'subtle' : 'default';

import { writes } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ASKED_OF_WITNESS } from '../../platform/security/security.errors.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { doseProblems } from './doses.errors.js';
import type { DoseResponse } from './dto/dose.response.js';

const theirs = ({ id, patientId, encounterId }: DoseResponse) => ({ patientId, encounterId, entityId: id });

/** Every action is one route; what it does to the dose stands in dose.rules. */
export const DoseRoute = (summary: string, description?: string) =>
  Route({
    action: 'dose.record',
    discloses: writes('dose', theirs),
    creates: true,
    status: 200,
    versioned: true,
    summary,
    description,
    problems: [...Object.values(doseProblems), encounterProblems.encounterClosed, ...ASKED_OF_WITNESS],
  });

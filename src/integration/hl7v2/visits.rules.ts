import { segmentsNamed, type Message } from './er7/message.js';

/** A number of ours: whoever else numbers visits so says who they are. */
const VISIT_FORM = /^\d{2}-\d{6,}$/;
const MOST_VISITS = 20;

/** Numbers of visits that a message names (PV1-19, PID-18), as we tell them in ADT. */
export function visitsIn(message: Message): string[] {
  const named = [
    ...segmentsNamed(message, 'PV1').map((segment) => segment.text(19)),
    ...segmentsNamed(message, 'PID').map((segment) => segment.text(18)),
  ];
  return [...new Set(named.filter((number) => VISIT_FORM.test(number)))].slice(0, MOST_VISITS);
}

// Whether an answer is the right one: its status, and what must and must not stand in it.

/** Of so many answers one is parsed, to count its items: parsing each would be the generator's time, not the service's. */
export const PARSED_EACH = 50;

/**
 * @param wanted what the scenario declares of an answer (bench/scenario.mjs)
 * @param counts whether the items are counted too
 * @returns undefined for the right answer, else what is wrong with it
 */
export function falseIn({ status = 200, contains = [], lacks = [], items, atLeast } = {}, answer, counts = true) {
  if (answer.status !== status) return `${answer.status} in place of ${status}: ${answer.text.slice(0, 200)}`;
  const missing = contains.find((words) => !answer.text.includes(words));
  if (missing !== undefined) return `without ${missing}: ${answer.text.slice(0, 200)}`;
  const stranger = lacks.find((words) => answer.text.includes(words));
  if (stranger !== undefined) return `with ${stranger}`;
  if (!counts || (items === undefined && atLeast === undefined)) return undefined;
  const found = itemsOf(answer.text);
  if (items !== undefined && found !== items) return `${found} items in place of ${items}`;
  if (atLeast !== undefined && found < atLeast) return `${found} items, at least ${atLeast} wanted`;
  return undefined;
}

/** Entries of a list or of a FHIR Bundle. */
function itemsOf(text) {
  const { items, entry = [] } = JSON.parse(text);
  return (items ?? entry).length;
}

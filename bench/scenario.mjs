// What a scenario is, and how its requests get their headers.

/**
 * @typedef {object} Answer what makes an answer right; anything else is counted as a false one
 * @property {number} [status] 200 by default
 * @property {string[]} [contains] each must stand in the text of the answer; ASCII
 * @property {string[]} [lacks] none may
 * @property {number} [items] how many `items` a list, or entries a Bundle, has
 * @property {number} [atLeast] how many at least
 *
 * @typedef {object} Asked
 * @property {string} as who asks: a key of `world.tokens`
 * @property {string} path
 * @property {string} [method] GET by default
 * @property {object} [body] sent as JSON
 * @property {Record<string, string>} [headers]
 * @property {Answer} answer
 *
 * @typedef {object} World
 * @property {'small' | 'generated'} hospital
 * @property {number} share of all that is written, as far as the scenarios can do with less
 * @property {Record<string, string>} tokens by account
 * @property {Record<string, string>} staff ids by username
 * @property {Record<string, string>} wards ids by code
 * @property {{id: string, patient_id: string}[]} encounters open ones of a ward, {@link bench/hospital.mjs}
 * @property {(text: string, values?: unknown[]) => Promise<object[]>} sql as the superuser, attributed to system:bench
 *
 * @typedef {object} Scenario
 * @property {string} says its row of the table
 * @property {(world: World) => Promise<object>} [prepare] what is looked up or written once before it
 * @property {(world: World, facts: object, expected: number) => Asked[] | Promise<Asked[]>} requests sent one after the other, again and again
 * @property {number} [once] each request is sent once; so many are made for each second of load at most
 * @property {(world: World, facts: object) => Record<string, {statements: object[], values: unknown[][]}>} [floors] what the bare driver does in its place
 * @property {number} [open] requests arriving a second in the open model; 60 % of the closed loop at 16 by default
 * @property {number[]} [levels] in place of the run's
 */

/** @returns a request as the load generator takes it */
export function requestOf({ tokens }, { as, method = 'GET', path, body, headers = {}, answer }) {
  return {
    method,
    path,
    headers: {
      authorization: `Bearer ${tokens[as]}`,
      'x-terminal': 'BENCH-01',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    // What is no JSON is sent as it is.
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    answer: { status: method === 'POST' ? 201 : 200, ...answer },
  };
}

/** The requests of a scenario, ready to be sent. */
export async function requestsOf(scenario, world, facts, expected = 64) {
  const asked = await scenario.requests(world, facts, expected);
  if (asked.length === 0) throw new Error(`"${scenario.says}" has nothing to ask`);
  return asked.map((one) => requestOf(world, one));
}

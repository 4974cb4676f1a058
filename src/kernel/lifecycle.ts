import { Problem, type ProblemKind } from './problem.js';

/** What an action does to a thing that has states: its next state, or why the rules refuse it. */
export type Transition<State extends string, Refusal extends string> =
  { readonly ok: true; readonly state: State } | { readonly ok: false; readonly code: Refusal };

/** For each state, what each action does: the next state, or the refusal. */
export type Lifecycle<State extends string, Action extends string, Refusal extends string> = Readonly<
  Record<State, Readonly<Record<Action, State | Refusal>>>
>;

/** The function that a lifecycle is, total over its states and actions. */
export function transitionsOf<State extends string, Action extends string, Refusal extends string>(
  lifecycle: Lifecycle<State, Action, Refusal>,
): (state: State, action: Action) => Transition<State, Refusal> {
  const isState = (entry: State | Refusal): entry is State => Object.hasOwn(lifecycle, entry);
  return (state, action) => {
    const entry: State | Refusal = lifecycle[state][action];
    return isState(entry) ? { ok: true, state: entry } : { ok: false, code: entry };
  };
}

/** From one state to another. */
export type Move<State extends string = string> = readonly [from: State, to: State];

/** Every move that one of the steps makes, from whichever state. */
export function movesOf<State extends string>(
  states: readonly State[],
  steps: readonly ((state: State) => Transition<State, string>)[],
): Move<State>[] {
  const reached = (from: State) =>
    new Set(steps.map((step) => step(from)).flatMap((next) => (next.ok && next.state !== from ? [next.state] : [])));
  return states.flatMap((from) => [...reached(from)].map((to): Move<State> => [from, to]));
}

/** How a domain tells why its rules refuse something: a problem for each reason, and the state that it met. */
export type Refusals<Refusal extends string> = Readonly<Record<Refusal, ProblemKind>>;

/**
 * The state after an action that the rules allow.
 * @throws Problem of the refusal, naming the state it met as `currentStatus`
 */
export function stateAfter<State extends string, Refusal extends string>(
  step: Transition<State, Refusal>,
  refusals: Refusals<Refusal>,
  from: State,
): State {
  if (step.ok) return step.state;
  throw new Problem(refusals[step.code], { extra: { currentStatus: from } });
}

/** Answers that several requests are told, and the bytes that are sent of them: made once, when the first is. */
const shared = new WeakMap<object, Buffer | undefined>();

/** Says that an answer is told to others as well. Nobody may change it from here on. */
export function toldToSeveral<Answer extends object>(answer: Answer): Answer {
  shared.set(answer, undefined);
  return answer;
}

/** The JSON of an answer that others are told as well; undefined for what one request alone is told. */
export function sharedBytes(answer: unknown): Buffer | undefined {
  if (typeof answer !== 'object' || answer === null || !shared.has(answer)) return undefined;
  const bytes = shared.get(answer) ?? Buffer.from(JSON.stringify(answer));
  shared.set(answer, bytes);
  return bytes;
}

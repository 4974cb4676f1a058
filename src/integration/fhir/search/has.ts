/** `_has:Observation:patient:code`: asks for what a resource of a type refers to that meets a condition (FHIR R4 search, "reverse chaining"). */
export interface Has {
  readonly asked: string;
  readonly type: string;
  /** Its parameter that refers to what is searched for. */
  readonly reference: string;
  /** What is asked of it, with its modifier. */
  readonly parameter: string;
}

const HAS = /^_has:([A-Z][A-Za-z]+):([a-z-]+):([A-Za-z_-]+(?::[a-z-]+)?)$/;

/** Undefined for any other parameter. */
export function readHas(asked: string): Has | undefined {
  const [, type, reference, parameter] = HAS.exec(asked) ?? [];
  return type && reference && parameter ? { asked, type, reference, parameter } : undefined;
}

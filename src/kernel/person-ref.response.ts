/** One of the staff, by name. */
export class PersonRefResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** Empty when the list of staff does not have the person. @example "BS. Trần Văn Minh" */
  fullName!: string;
}

/** One of the staff, by name and account. */
export class AccountRefResponse extends PersonRefResponse {
  /** @example minh.tran */
  username!: string;
}

/** Who did something, as the trail has it: a person, a machine or the service itself. */
export class ActorRefResponse {
  /** Null for the service itself. @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string | null;
  /** @example minh.tran */
  username!: string;
  /** Empty for whom the list of staff does not have, such as a machine. @example "BS. Trần Văn Minh" */
  fullName!: string;
  /** The role that they acted in. @example doctor */
  role!: string | null;
}

/** A person as a row names them: the id that it keeps, and the name that the list of staff has for it. */
export function personRef(id: string, fullName: string | null): PersonRefResponse;
export function personRef(id: string | null, fullName: string | null): PersonRefResponse | null;
export function personRef(id: string | null, fullName: string | null): PersonRefResponse | null {
  return id === null ? null : { id, fullName: fullName ?? '' };
}

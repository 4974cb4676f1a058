/**
 * An answer that is made of a row as it is: it compiles only while the answer declares every field that is given, so that no column is
 * shown which nobody meant to show.
 */
export const exactly =
  <Answer>() =>
  <Given extends Answer>(given: Given & Record<Exclude<keyof Given, keyof Answer>, never>): Answer =>
    given;

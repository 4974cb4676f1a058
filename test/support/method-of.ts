/** A method as it is, to be called by what stands in for it. */
export const methodOf = <Of extends object, Name extends keyof Of>(of: Of, name: Name): Of[Name] => of[name];

import { getMetadataStorage, useContainer } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type Grouped = ReturnType<Storage['groupByPropertyName']>;

/**
 * Remembers which rules a class has. class-validator gathers them for every value anew, going through all classes there are for those that this
 * one extends: what charting cost grew with every class added elsewhere. Rules stand when their class is made, and are not asked by groups here;
 * nor by a schema, though the name of what stands in a field is given for one.
 */
export function rememberRules(storage: Storage = getMetadataStorage()): void {
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const known = new Map<unknown, Rules>();
  const grouped = new WeakMap<Rules, Grouped>();
  storage.getTargetValidationMetadatas = (target, schema, always, strict, groups) => {
    if (always || strict || groups?.length) return gather(target, schema, always, strict, groups);
    const rules = known.get(target) ?? gather(target, '', always, strict, groups);
    known.set(target, rules);
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    const found = grouped.get(rules) ?? group(rules);
    grouped.set(rules, found);
    return found;
  };
  useContainer(new Instances());
}

/** The one instance of each kind of rule. class-validator's own goes through the list of all that were ever asked, for each rule of each value. */
class Instances {
  private readonly made = new Map<unknown, unknown>();

  get<Made>(kind: new () => Made): Made {
    const made = (this.made.get(kind) as Made | undefined) ?? new kind();
    this.made.set(kind, made);
    return made;
  }
}

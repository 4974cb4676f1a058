-- Whether a value has to be told at once, as it was judged when it came: "could not be judged" is an answer of its own. Null for values from
-- before, and for what is not judged (a value withdrawn or still to come, what is no result).
ALTER TABLE observation
  ADD COLUMN criticality text,
  ADD COLUMN not_judged_because text,
  ADD COLUMN sudden_change jsonb,
  ADD COLUMN value_as_sent text,
  ADD CONSTRAINT observation_criticality CHECK (criticality IN ('critical', 'not-critical', 'not-judged')),
  ADD CONSTRAINT observation_not_judged CHECK ((criticality = 'not-judged') = (not_judged_because IS NOT NULL) OR criticality IS NULL AND not_judged_because IS NULL);

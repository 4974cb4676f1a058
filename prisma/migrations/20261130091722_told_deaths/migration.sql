-- Whether a discharge put the death on record, or found it there: only the first takes it back with it. Not known of those before.
ALTER TABLE encounter ADD COLUMN told_death boolean;

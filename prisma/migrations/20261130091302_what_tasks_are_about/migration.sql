-- What a task is about, in the words of each language: the order and what was found of it. Nothing where its kind and record say all.
ALTER TABLE task ADD COLUMN about jsonb;

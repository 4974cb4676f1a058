-- Tasks about what belongs to no patient yet, or names none: a result that nobody could place, a review of an access.
ALTER TABLE task ALTER COLUMN patient_id DROP NOT NULL;
ALTER TABLE task_step ALTER COLUMN patient_id DROP NOT NULL;
ALTER TABLE task ADD CONSTRAINT task_about_somebody
  CHECK ((patient_id IS NULL) = (kind IN ('break-glass-review', 'unmatched-result'))) NOT VALID;
ALTER TABLE task VALIDATE CONSTRAINT task_about_somebody;

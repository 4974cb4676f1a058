-- A result that nobody could place and that is critical, or may be, asks for itself.
ALTER TABLE task DROP CONSTRAINT task_about_somebody;
ALTER TABLE task ADD CONSTRAINT task_about_somebody
  CHECK ((patient_id IS NULL) = (kind IN ('break-glass-review', 'unmatched-critical', 'unmatched-result'))) NOT VALID;

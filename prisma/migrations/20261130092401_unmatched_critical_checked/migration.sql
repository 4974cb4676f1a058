-- Without the lock of the migration before.
ALTER TABLE task VALIDATE CONSTRAINT task_about_somebody;

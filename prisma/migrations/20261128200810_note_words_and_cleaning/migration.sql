-- What is compared when somebody looks for words in notes, kept with the note; null of notes that were saved before it was.
ALTER TABLE note ADD COLUMN words TEXT;
-- Whether a bed of the ward is to be cleaned when a patient has left it.
ALTER TABLE ward ADD COLUMN cleaning_after_stay BOOLEAN NOT NULL DEFAULT false;

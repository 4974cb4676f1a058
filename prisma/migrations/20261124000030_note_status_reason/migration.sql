-- Why a note was marked as entered in error.
ALTER TABLE "note" ADD COLUMN "status_reason" TEXT;
ALTER TABLE note ADD CONSTRAINT note_in_error_has_reason CHECK (status <> 'entered-in-error' OR btrim(status_reason) <> '');

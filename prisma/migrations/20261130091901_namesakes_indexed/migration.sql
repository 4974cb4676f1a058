-- Built beside the work: namesakes by what their telephones begin and end with.
CREATE INDEX patient_namesake_phones ON patient USING GIN (namesake_phones(name_sort, phones, contacts)) WITH (fastupdate = off);

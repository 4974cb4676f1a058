-- Values that their sender calls by a second code of LOINC, besides the one they are kept under: few, and looked for in every search by code.
CREATE INDEX observation_second_loinc ON observation (patient_id, effective_at DESC, id DESC)
  WHERE jsonb_path_exists(details, '$.codings[*] ? (@.system == "http://loinc.org")');

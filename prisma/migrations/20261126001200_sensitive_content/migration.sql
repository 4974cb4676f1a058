-- What makes a record confidential by itself: codes of a list that the hospital keeps, and wards. How they act stands in
-- prisma/guards/77-confidentiality.sql.
ALTER TABLE ward ADD COLUMN sensitive boolean NOT NULL DEFAULT false;

CREATE TABLE sensitive_code (
  id         uuid           NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  system     text           NOT NULL CHECK (length(system) BETWEEN 1 AND 200),
  code       text           NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9.-]{1,49}$'),
  prefix     boolean        NOT NULL,
  kind       text           NOT NULL CHECK (kind IN ('hiv', 'psychiatry', 'substance-use', 'violence', 'other')),
  note       text           NOT NULL CHECK (length(note) BETWEEN 1 AND 500),
  active     boolean        NOT NULL DEFAULT true,
  version    integer        NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX sensitive_code_system_code_key ON sensitive_code (system, code);

-- A set to start from. ICD-10 of the WHO, as the Ministry of Health has it (Decision 4469/QĐ-BYT, 2020); HIV is protected by
-- Law 64/2006/QH11 as amended by 71/2020/QH14. Left out, because they are charted every day and a flag that everyone has protects
-- nobody: F17 tobacco; F32.0, F32.1 and F32.9 depression that is not severe; F40 to F59 (anxiety, stress, sleep); F00 to F09
-- (dementia and delirium, which whoever is on call has to know); F70 to F99 (development and childhood).
INSERT INTO sensitive_code (system, code, prefix, kind, note)
SELECT 'http://hl7.org/fhir/sid/icd-10', code, true, kind, note || ' (starting set)' FROM (VALUES
  ('B20', 'hiv', 'HIV disease with infections'),
  ('B21', 'hiv', 'HIV disease with neoplasms'),
  ('B22', 'hiv', 'HIV disease with other specified diseases'),
  ('B23', 'hiv', 'HIV disease with other conditions'),
  ('B24', 'hiv', 'HIV disease, unspecified'),
  ('F02.4', 'hiv', 'Dementia in HIV disease'),
  ('O98.7', 'hiv', 'HIV disease in pregnancy'),
  ('R75', 'hiv', 'Laboratory evidence of HIV'),
  ('Z20.6', 'hiv', 'Exposure to HIV'),
  ('Z21', 'hiv', 'HIV infection without symptoms'),
  ('F10', 'substance-use', 'Alcohol'),
  ('F11', 'substance-use', 'Opioids'),
  ('F12', 'substance-use', 'Cannabinoids'),
  ('F13', 'substance-use', 'Sedatives and hypnotics'),
  ('F14', 'substance-use', 'Cocaine'),
  ('F15', 'substance-use', 'Stimulants'),
  ('F16', 'substance-use', 'Hallucinogens'),
  ('F18', 'substance-use', 'Solvents'),
  ('F19', 'substance-use', 'Several or other substances'),
  ('F2', 'psychiatry', 'F20 to F29: schizophrenia and delusional disorders'),
  ('F30', 'psychiatry', 'Manic episode'),
  ('F31', 'psychiatry', 'Bipolar disorder'),
  ('F32.2', 'psychiatry', 'Severe depression'),
  ('F32.3', 'psychiatry', 'Severe depression with psychotic symptoms'),
  ('F33', 'psychiatry', 'Recurrent depression'),
  ('F34', 'psychiatry', 'Persistent mood disorders'),
  ('F38', 'psychiatry', 'Other mood disorders'),
  ('F39', 'psychiatry', 'Mood disorder, unspecified'),
  ('F6', 'psychiatry', 'F60 to F69: personality and behaviour, sexual identity and preference'),
  ('X6', 'psychiatry', 'X60 to X69: intentional self-poisoning'),
  ('X7', 'psychiatry', 'X70 to X79: intentional self-harm'),
  ('X80', 'psychiatry', 'Intentional self-harm by jumping'),
  ('X81', 'psychiatry', 'Intentional self-harm by a moving object'),
  ('X82', 'psychiatry', 'Intentional self-harm by crashing a vehicle'),
  ('X83', 'psychiatry', 'Intentional self-harm by other means'),
  ('X84', 'psychiatry', 'Intentional self-harm by unspecified means'),
  ('T74', 'violence', 'Maltreatment, sexual abuse'),
  ('Y05', 'violence', 'Sexual assault'),
  ('Y07', 'violence', 'Maltreatment by a named person')
) AS listed (code, kind, note);

-- Tests for HIV and of HIV. Their results count, not their orders: an order says little, and every pregnant woman has one.
INSERT INTO sensitive_code (system, code, prefix, kind, note)
SELECT 'http://loinc.org', code, false, 'hiv', note || ' (starting set)' FROM (VALUES
  ('7917-8', 'HIV 1 antibody'),
  ('7918-6', 'HIV 1+2 antibody'),
  ('7919-4', 'HIV 2 antibody'),
  ('20447-9', 'HIV 1 viral load'),
  ('24013-5', 'HIV 1 RNA, interpretation'),
  ('25835-0', 'HIV 1 RNA'),
  ('29541-0', 'HIV 1 viral load, logarithm'),
  ('29893-5', 'HIV 1 antibody, immunoassay'),
  ('31201-7', 'HIV 1+2 antibody, immunoassay'),
  ('48345-3', 'HIV 1+O+2 antibody'),
  ('56888-1', 'HIV 1+2 antibody and p24 antigen'),
  ('68961-2', 'HIV 1 antibody, rapid'),
  ('69668-2', 'HIV 1 and 2 antibody, which of them'),
  ('75622-1', 'HIV 1 and 2 tests'),
  ('75666-8', 'HIV 1+2 antibody and p24 antigen, rapid'),
  ('80387-4', 'HIV 1+2 antibody, rapid')
) AS listed (code, note);

INSERT INTO sensitive_code (system, code, prefix, kind, note)
SELECT 'http://snomed.info/sct', code, false, kind, note || ' (starting set)' FROM (VALUES
  ('86406008', 'hiv', 'HIV infection'),
  ('62479008', 'hiv', 'AIDS'),
  ('91947003', 'hiv', 'HIV infection without symptoms'),
  ('165816005', 'hiv', 'HIV positive'),
  ('58214004', 'psychiatry', 'Schizophrenia'),
  ('69322001', 'psychiatry', 'Psychotic disorder'),
  ('13746004', 'psychiatry', 'Bipolar disorder'),
  ('370143000', 'psychiatry', 'Major depression'),
  ('47505003', 'psychiatry', 'Post-traumatic stress disorder'),
  ('82313006', 'psychiatry', 'Suicide attempt'),
  ('7200002', 'substance-use', 'Alcoholism'),
  ('191816009', 'substance-use', 'Drug dependence'),
  ('5602001', 'substance-use', 'Opioid abuse'),
  ('706893006', 'violence', 'Abuse by an intimate partner')
) AS listed (code, kind, note);

-- What is given only to people with HIV or after exposure to it; J05AF is left out, hepatitis B is treated with it.
INSERT INTO sensitive_code (system, code, prefix, kind, note)
SELECT 'http://www.whocc.no/atc', code, true, 'hiv', note || ' (starting set)' FROM (VALUES
  ('J05AG', 'Non-nucleoside reverse transcriptase inhibitors'),
  ('J05AJ', 'Integrase inhibitors'),
  ('J05AR', 'Combinations against HIV')
) AS listed (code, note);

-- Who is registered before anybody knows who it is, who was just born, and the administrative part of the record.
ALTER TABLE patient
  ADD COLUMN identity_unknown     boolean NOT NULL DEFAULT false,
  ADD COLUMN birth_date_estimated boolean NOT NULL DEFAULT false,
  ADD COLUMN ethnic_group         text,
  ADD COLUMN occupation           text,
  ADD COLUMN nationality          text,
  ADD COLUMN workplace            text,
  ADD COLUMN mother_id            uuid REFERENCES patient (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN born_at              timestamptz(3),
  ADD COLUMN birth_weight_grams   integer,
  ADD COLUMN gestation_days       integer,
  ADD COLUMN birth_order          integer,
  ADD COLUMN birth_count          integer,
  ADD CONSTRAINT patient_birth CHECK (mother_id <> id AND birth_weight_grams BETWEEN 100 AND 9000 AND gestation_days BETWEEN 100 AND 330
    AND birth_order BETWEEN 1 AND 9 AND birth_count BETWEEN 1 AND 9 AND coalesce(birth_order, 1) <= coalesce(birth_count, 9)),
  ADD CONSTRAINT patient_estimate CHECK (NOT birth_date_estimated OR birth_date_precision = 'year');
CREATE INDEX patient_mother ON patient (mother_id) WHERE mother_id IS NOT NULL;

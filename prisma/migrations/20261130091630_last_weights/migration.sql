-- The weight last measured, which doses and fluids are judged by and the chart shows: found at once, however long ago it was and how many sets
-- without one lie between.
CREATE INDEX vital_signs_weighed ON vital_signs (patient_id, effective_at DESC, id DESC) WHERE weight IS NOT NULL;

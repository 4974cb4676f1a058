-- Who was born in a year, in the order of lists: some thousands in a large hospital, of whom a page shows twenty.
CREATE INDEX patient_birth_year ON patient (extract(year FROM birth_date), name_sort, id) WHERE birth_date IS NOT NULL;

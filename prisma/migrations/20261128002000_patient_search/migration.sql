-- Lists are in the order of code points everywhere, whatever language the database was made for: a beginning of a name is a range then.
-- The view stands in the way; the guards make it again.
DROP VIEW IF EXISTS patient_in_sight;
ALTER TABLE patient ALTER COLUMN name_sort TYPE TEXT COLLATE "C";

-- By what a patient is found besides the given name, which lists are ordered by: each other word of the name, and each two of them,
-- parted by a blank. With what orders lists, so that the patients of a key are read in the order they are shown in and no further than
-- the page goes. Kept by triggers (prisma/guards/85-patient-search.sql), which also say what a blank alone means; no reference to the
-- patient, since nothing else writes here and no patient is ever removed.
CREATE TABLE "patient_name_word" (
    "word" TEXT COLLATE "C" NOT NULL,
    "name_sort" TEXT COLLATE "C" NOT NULL,
    "patient_id" UUID NOT NULL,

    CONSTRAINT "patient_name_word_pkey" PRIMARY KEY ("word", "name_sort", "patient_id")
);

-- The distinct words of names, and how each is met when it is mistyped. A word that two transactions bring at the same moment may stand
-- here twice: to be waited for would cost more.
CREATE TABLE "name_word" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "word" TEXT COLLATE "C" NOT NULL,
    "spellings" TEXT[],

    CONSTRAINT "name_word_pkey" PRIMARY KEY ("id")
);

WITH words AS MATERIALIZED (
  SELECT DISTINCT p.id, p.name_sort, left(word, 40) COLLATE "C" AS word FROM patient p, unnest((string_to_array(p.name_sort, ' '))[2:]) word
   WHERE word <> ''),
many AS MATERIALIZED (SELECT id FROM words GROUP BY id HAVING count(*) > 8)
INSERT INTO patient_name_word (word, name_sort, patient_id)
SELECT word, name_sort, id FROM words
UNION ALL SELECT one.word || ' ' || other.word, one.name_sort, one.id
    FROM words one JOIN words other ON other.id = one.id AND one.word < other.word
   WHERE one.id NOT IN (SELECT id FROM many)
UNION ALL SELECT DISTINCT ' ', name_sort, id FROM words WHERE id IN (SELECT id FROM many);
INSERT INTO name_word (word, spellings)
SELECT word, ARRAY(SELECT word UNION SELECT left(word, i - 1) || substr(word, i + 1)
    FROM generate_series(1, CASE WHEN length(word) BETWEEN 3 AND 30 THEN length(word) END) i)
  FROM (SELECT DISTINCT left(word, 40) AS word FROM patient, string_to_table(name_sort, ' ') word WHERE word <> '') known;

CREATE INDEX "name_word_word_idx" ON "name_word"("word");
-- Without a list of pending entries, which every search would have to read through.
CREATE INDEX "name_word_spellings_idx" ON "name_word" USING GIN ("spellings") WITH (fastupdate = off);
ALTER INDEX patient_phones_idx SET (fastupdate = off);
SELECT gin_clean_pending_list('patient_phones_idx');

DROP INDEX patient_name_words;
-- With what a search by birth date orders and compares, so that it reads the index alone.
DROP INDEX "patient_birth_date_idx";
CREATE INDEX "patient_birth_date_name_sort_id_idx" ON "patient"("birth_date", "name_sort", "id");
-- A number typed without saying of what kind it is.
CREATE INDEX patient_identifier_value ON patient_identifier (value) WHERE retired_at IS NULL;

-- Each word of each patient's name with what orders lists of patients, so that the patients of a word are read in the order they are
-- shown in and no further than the page goes. Kept by triggers (prisma/guards/85-patient-search.sql); no reference to the patient, since
-- nothing else writes here and no patient is ever removed.
CREATE TABLE "patient_name_word" (
    "word" TEXT COLLATE "C" NOT NULL,
    "name_sort" TEXT NOT NULL,
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

INSERT INTO patient_name_word (word, name_sort, patient_id)
SELECT DISTINCT left(word, 40), p.name_sort, p.id FROM patient p, string_to_table(p.name_sort, ' ') word WHERE word <> '';
INSERT INTO name_word (word, spellings)
SELECT word, ARRAY(SELECT word UNION SELECT left(word, i - 1) || substr(word, i + 1)
    FROM generate_series(1, CASE WHEN length(word) BETWEEN 3 AND 30 THEN length(word) END) i)
  FROM (SELECT DISTINCT word FROM patient_name_word) known;

CREATE INDEX "name_word_word_idx" ON "name_word"("word");
-- Without a list of pending entries, which every search would have to read through.
CREATE INDEX "name_word_spellings_idx" ON "name_word" USING GIN ("spellings") WITH (fastupdate = off);
ALTER INDEX patient_phones_idx SET (fastupdate = off);
SELECT gin_clean_pending_list('patient_phones_idx');

DROP INDEX patient_name_words;
DROP INDEX "patient_name_sort_id_idx";
-- With what a search by birth date orders and compares, so that it reads the index alone.
DROP INDEX "patient_birth_date_idx";
CREATE INDEX "patient_birth_date_name_sort_id_idx" ON "patient"("birth_date", "name_sort", "id");
-- A number typed without saying of what kind it is.
CREATE INDEX patient_identifier_value ON patient_identifier (value) WHERE retired_at IS NULL;

ALTER TABLE "issued_document" VALIDATE CONSTRAINT issued_document_language, VALIDATE CONSTRAINT issued_document_withdrawn;

// No `prisma studio` here: it would read patients' data past the audit trail.

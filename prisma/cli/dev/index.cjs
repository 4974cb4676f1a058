// No `prisma dev` here: the database of development is the embedded one.

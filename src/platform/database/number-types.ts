import pg from 'pg';

// Numbers that fit (counts, sums of smallint) come as numbers, exact decimals as numbers too: clinical values
// have at most 15 significant digits, within a double's exactness.
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

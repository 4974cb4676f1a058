/** 2 to 64 lower-case letters, digits, dots, hyphens and underscores, the first a letter or digit; as the database checks. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,63}$/;

/** The name of who works here under this id, in SQL. Looked up by itself: joins of one row are planned as if there were many. */
export const staffNameSql = (id: string): string =>
  `(SELECT full_name FROM staff_member WHERE staff_member.id = ${id})`;

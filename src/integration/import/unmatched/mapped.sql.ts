/** What people have said of the codes and units of an entry `u`, as JSON of the rows that a message finds. */
export const MAPPED = `(SELECT coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'system', c.system, 'code', c.code, 'targetSystem', c.target_system,
      'targetCode', c.target_code, 'targetDisplay', c.target_display)), '[]')
    FROM code_mapping c WHERE c.sender = u.sender AND c.target_code IS NOT NULL AND c.code IN (
      SELECT said #>> '{}' FROM jsonb_path_query(u.facts, '$.reports[*].values[*].codes[*].code') said
      UNION SELECT said #>> '{}' FROM jsonb_path_query(u.facts, '$.reports[*].values[*].unit') said))`;

/** SQL of a name in lower case, without accents and full stops: "BS. Đỗ Ánh" is "bs do anh". */
export const folded = (name: string): string =>
  `translate(regexp_replace(normalize(lower(${name}), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đ.,', 'd')`;

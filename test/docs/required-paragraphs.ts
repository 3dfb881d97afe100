/** The paragraphs of 42 CFR Part 2, as of 89 FR 12472, that docs/confidentiality.md has to tell of, section by section. */
const PARAGRAPHS: Readonly<Record<string, string>> = {
  '2.12':
    '(a)(1) (a)(2) (b) (c)(1) (c)(2) (c)(3) (c)(4) (c)(5) (c)(6) (d)(1) (d)(2)(i)(A) (d)(2)(i)(B) (d)(2)(i)(C) (d)(2)(ii) (e)(1) (e)(2) (e)(3) (e)(4)',
  '2.13': '(a) (b) (c)(1) (c)(2)',
  '2.14': '(a) (b)(1) (b)(2) (c)',
  '2.15': '(a)(1) (a)(2) (b)(1) (b)(2)',
  '2.16': '(a) (a)(1)(i) (a)(1)(ii)(A) (a)(1)(ii)(B) (a)(1)(ii)(C) (a)(1)(ii)(D) (a)(2) (b)',
  '2.19': '(a) (a)(1) (a)(2) (a)(3) (b)(1) (b)(2)',
  '2.22': '(a) (b)(1) (b)(2) (b)(3) (c)',
  '2.23': '(a) (b)',
  '2.24': '(a) (b)',
  '2.25': '(a) (b)(1) (b)(2)',
  '2.26': '(a)(1) (a)(2) (a)(3) (a)(4) (a)(5) (a)(6) (b)',
  '2.31':
    '(a)(1) (a)(2) (a)(3) (a)(4)(i) (a)(4)(ii) (a)(4)(iii) (a)(5) (a)(6) (a)(7) (a)(8) (a)(9) (a)(10) (b)(1) (b)(2) (b)(3) (c)(1) (c)(2) (c)(3) (c)(4) (d)',
  '2.32': '(a)(1) (a)(2) (b)',
  '2.33': '(a)(1) (a)(2) (b)(1) (b)(2) (b)(3) (c)',
  '2.51': '(a)(1) (a)(2) (b) (c)(1) (c)(2) (c)(3) (c)(4)',
  '2.52': '(a) (b) (c)(1) (c)(2)',
  '2.53': '(a) (b) (c) (d) (e) (f) (g) (h)',
  '2.54': '(a) (b)',
};

/** The same as the document names them: `2.13(a)`. */
export const REQUIRED: readonly string[] = Object.entries(PARAGRAPHS).flatMap(([section, paragraphs]) =>
  paragraphs.split(' ').map((paragraph) => `${section}${paragraph}`),
);

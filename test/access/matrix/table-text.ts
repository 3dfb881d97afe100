import { ACTORS } from './actors';
import { type Cells, cellOf, type Matrix, SECTIONS, setCell } from './cells';

const LEGEND = `# Who sees what, and who may do what

Made by \`UPDATE_MATRIX=1 npx jest test/access/matrix\`: every table and verb, field, edge, connection, count, filter, order, cursor and
mutation, as everybody who could ask for what is known of the patient P of \`scenario/\`. A row that changes here is a change of who sees what:
read it in review as such. The rules of \`rules/\` hold whatever this table says.

| cell | of a table or field | of a mutation |
|---|---|---|
| \`+\` | all of it, or as much as anybody sees | |
| a number | so many rows or values of them | |
| \`.\` | nothing, as if there were none | |
| \`ok\` | | would be done, with a line in the audit log |
| \`=\` | | answered, and nothing was left to do |
| \`F\` \`N\` \`B\` \`C\` \`U\` \`R\` \`W\` | FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT, UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE | the same |
| \`T\` \`V\` \`P\` \`L\` \`K\` \`I\` | | TransitionNotAllowed, VersionConflict, PeerUnavailable, AlreadyLinked, ConsentRequired, ConsentIncomplete |

Of tables that know patients, the rows are those of P; of others, those of the program. An insert is reached when row security lets it, whatever
the constraints of the table say. Records of the program (mentors, groups, clinicians) are seen or not, whoever P is.
`;

/** The matrix as it is committed: a legend, the actors, and one row an entry. */
export function textOf(matrix: Matrix): string {
  const actors = ['| column | who |', '|---|---|', ...ACTORS.map(({ code, who }) => `| ${code} | ${who} |`)].join('\n');
  const sections = SECTIONS.map((section) => sectionText(section, matrix.get(section) ?? new Map()));
  return `${LEGEND}\n${actors}\n\n${sections.join('\n')}`;
}

function sectionText(title: string, cells: Cells): string {
  const entries = [...cells.keys()].sort();
  const width = Math.max(...entries.map(({ length }) => length), 0) + 2;
  const head = `${''.padEnd(width)}${ACTORS.map(({ code }) => code).join(' ')}`;
  const rows = entries.map((entry) => {
    const row = ACTORS.map(({ code }) => cellOf(cells, entry, code).padEnd(2)).join(' ');
    return `${entry.padEnd(width)}${row}`.trimEnd();
  });
  return `## ${title}\n\n\`\`\`text\n${[head, ...rows].join('\n')}\n\`\`\`\n`;
}

/** Reads the rows of a committed table; whatever is no row is passed over. */
export function readText(text: string): Matrix {
  const matrix: Matrix = new Map();
  for (const section of SECTIONS) {
    const [, block = ''] = text.split(`## ${section}\n\n\`\`\`text\n`);
    const [head = '', ...rows] = (block.split('\n```')[0] ?? '').split('\n');
    const codes = head.trim().split(/\s+/);
    const width = head.length - head.trimStart().length;
    const cells: Cells = new Map();
    for (const row of rows) {
      const letters = row.slice(width).trim().split(/\s+/);
      for (const [index, code] of codes.entries())
        setCell(cells, row.slice(0, width).trim(), code, letters[index] ?? '');
    }
    matrix.set(section, cells);
  }
  return matrix;
}

/** What differs between the committed table and what was measured, cell by cell, by name. */
export function differencesOf(committed: Matrix, measured: Matrix): string[] {
  return SECTIONS.flatMap((section) => {
    const [before, now] = [committed.get(section) ?? new Map(), measured.get(section) ?? new Map()];
    const entries = [...new Set([...before.keys(), ...now.keys()])].sort();
    return entries.flatMap((entry) => {
      if (!before.has(entry))
        return [`${section}: ${entry} is new and has no entry: look at who sees it, and commit it.`];
      if (!now.has(entry)) return [`${section}: ${entry} is gone.`];
      return ACTORS.filter(({ code }) => cellOf(before, entry, code) !== cellOf(now, entry, code)).map(
        ({ code, who }) =>
          `${section}: ${entry}: ${code} (${who}) has "${cellOf(now, entry, code)}" instead of "${cellOf(before, entry, code)}".`,
      );
    });
  });
}

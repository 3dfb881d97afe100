import { ACTORS } from '../actors';
import { type Cells, cellOf, isSeen, type Matrix } from '../cells';
import { mayKnowP, mayView } from './allowed';
import { BEYOND_SEEING, kindsOfEntry, OF_EVENT, OF_TABLE, OF_VIEWS } from './kinds';

function cellsOf(
  matrix: Matrix,
  ...sections: ('Tables' | 'Fields' | 'Filters and orders' | 'Cursors' | 'Events')[]
): Cells {
  return new Map(sections.flatMap((section) => [...(matrix.get(section) ?? [])]));
}

/** Without a token there is nothing: no row, no field, no action. */
export function nothingWithoutToken(matrix: Matrix): string[] {
  return [...matrix].flatMap(([section, cells]) =>
    [...cells.keys()]
      .filter((entry) => !['.', 'U'].includes(cellOf(cells, entry, 'NT')))
      .map((entry) => `${section}: ${entry} without a token`),
  );
}

/** Of another organization there is nothing but who one is. */
export function nothingOfElsewhere(matrix: Matrix): string[] {
  const isOwn = (entry: string): boolean => ['Viewer.displayName', 'Viewer.role', 'Query.viewer'].includes(entry);
  const seen = cellsOf(matrix, 'Tables', 'Fields', 'Filters and orders', 'Events');
  return ACTORS.filter(({ isElsewhere }) => isElsewhere).flatMap(({ code }) =>
    [...seen.keys()]
      .filter((entry) => !isOwn(entry) && isSeen(cellOf(seen, entry, code)))
      .map((entry) => `${code}: ${entry} of another organization`),
  );
}

/** The administrator, whose work needs no patient, sees none: not a row, not a field. */
export function noPatientForTheAdministrator(matrix: Matrix): string[] {
  const rows = cellsOf(matrix, 'Tables');
  const ofPatients = [...rows.keys()].filter(
    (entry) => (entry.split(' ')[0] ?? '') in OF_TABLE && !(entry in BEYOND_SEEING),
  );
  const fields = cellsOf(matrix, 'Fields', 'Filters and orders');
  const aboutPatients = [...fields.keys()].filter((entry) => kindsOfEntry(entry) !== undefined);
  return [
    ...ofPatients.filter((entry) => isSeen(cellOf(rows, entry, 'AD'))),
    ...aboutPatients.filter((entry) => isSeen(cellOf(fields, entry, 'AD'))),
  ];
}

/** Counseling notes are for whoever wrote them and whom a consent of their own names: not for the director, nor for the rest of the team. */
export function noNoteForOthers(matrix: Matrix): string[] {
  const cells = cellsOf(matrix, 'Tables', 'Fields');
  return ['counseling_note select', 'counseling_note update', 'Session.note'].flatMap((entry) =>
    beyond(cells, entry, (actor) => actor === 'NA' || actor === 'AA'),
  );
}

/** Row by row and field by field: no more than the design's table of roles and categories allows. */
export function noMoreThanAllowed(matrix: Matrix): string[] {
  return [...tooManyRows(cellsOf(matrix, 'Tables')), ...tooManyFields(cellsOf(matrix, 'Fields', 'Filters and orders'))];
}

function tooManyRows(cells: Cells): string[] {
  return [...cells.keys()].flatMap((entry) => {
    const [table = ''] = entry.split(' ');
    const kinds = BEYOND_SEEING[entry] ?? OF_TABLE[table];
    // Of tables that know no patient, and of views that know only who asks, this rule says nothing.
    if (!kinds || kinds === 'ANYBODY' || OF_VIEWS.includes(table)) return [];
    return beyond(cells, entry, (actor) => mayView(actor, kinds));
  });
}

function tooManyFields(cells: Cells): string[] {
  return [...cells.keys()].flatMap((entry) => {
    const kinds = kindsOfEntry(entry);
    return kinds ? beyond(cells, entry, (actor) => mayView(actor, kinds)) : [];
  });
}

function beyond(cells: Cells, entry: string, mayBeSeen: (actor: string) => boolean): string[] {
  return ACTORS.filter(({ code }) => isSeen(cellOf(cells, entry, code)) && !mayBeSeen(code)).map(
    ({ code, who }) => `${entry} is open to ${code} (${who})`,
  );
}

/** Whoever may know of P at all does: a scenario in which nobody sees anything would satisfy every other rule. */
export function knownToWhomItMay(matrix: Matrix): string[] {
  const cells = cellsOf(matrix, 'Fields');
  return ACTORS.filter(({ code }) => (cellOf(cells, 'Patient.id', code) === '+') !== mayKnowP(code)).map(
    ({ code, who }) => `${code} (${who}) ${mayKnowP(code) ? 'does not know' : 'knows'} of P`,
  );
}

/** These see what those see, entry by entry: what ended, has not begun, or is denied is as if it had never been. */
const ALIKE: readonly (readonly [codes: readonly string[], like: string])[] = [
  [['AR', 'AE', 'AO', 'AU', 'AF'], 'AN'],
  [['CF', 'VB', 'VA', 'EX', 'RS', 'NB'], 'CN'],
];

/** What is one's own, and so differs among those who are otherwise alike. */
const OWN: readonly string[] = [
  'Viewer.',
  'EmergencyAccess.',
  'Node.id',
  'Query.emergencyAccesses',
  'emergency_access ',
  'app.',
  'partner_app ',
  'PartnerApp.',
];

/** Those who are to be alike, and are not. */
export function alikeAsTheyShould(matrix: Matrix): string[] {
  const cells = cellsOf(matrix, 'Tables', 'Fields', 'Filters and orders', 'Events');
  return ALIKE.flatMap(([codes, like]) =>
    codes.flatMap((code) =>
      [...cells.keys()]
        .filter(
          (entry) =>
            !OWN.some((own) => entry.startsWith(own)) && cellOf(cells, entry, code) !== cellOf(cells, entry, like),
        )
        .map((entry) => `${entry} tells ${code} from ${like}`),
    ),
  );
}

/** Whose answers about P are to be the same bytes as those of others who know nothing of P: of one of them, where they differ. */
export const SAME_BYTES: readonly (readonly [one: string, others: readonly string[]])[] = [
  ...ALIKE.flatMap(([codes, like]) => codes.filter((code) => code !== 'EX').map((code) => [code, [like]] as const)),
  // What outsiders may not narrow or order lists by is refused to MR as to EN, and not to MP, who is employed.
  ['MR', ['MP', 'EN']],
  ['OC', ['CN']],
];

/** An event is for whoever may see the row that changed, and a subscription sends nobody what asking for changes does not show. */
export function eventsForWhoSeesWhatChanged(matrix: Matrix): string[] {
  const cells: Cells = matrix.get('Events') ?? new Map();
  return [...cells.keys()].flatMap((entry) => {
    const [, field = '', what = '', part = '', rest = ''] = /^(\w+): (\w+) of (\w+) ?(.*)$/.exec(entry) ?? [];
    const shown = cells.get(`changes: ${what} of ${part}${rest ? ` ${rest}` : ''}`);
    const untold = ACTORS.filter(
      ({ code }) => isSeen(cellOf(cells, entry, code)) && !isSeen(shown?.get(code) ?? ''),
    ).map(({ code }) => `${field} sends ${code} ${what} of ${part}, which changes does not show`);
    const kinds = rest === '' ? OF_EVENT[part] : rest.split(' ');
    if (!kinds) return untold;
    return [...untold, ...beyond(cells, entry, (actor) => mayView(actor, [...kinds, ...ownOf(part)]))];
  });
}

/** What of a part is one's own beyond its category. */
function ownOf(part: string): readonly string[] {
  return (OF_EVENT[part] ?? []).filter((kind) => kind.startsWith('OWN_') || kind === 'STATUS');
}

/** A cursor leads nobody on but whom it was sealed for. */
export function cursorsAreBound(matrix: Matrix): string[] {
  const cells = cellsOf(matrix, 'Cursors');
  return [...cells.keys()]
    .filter((entry) => entry.endsWith("another's)"))
    .flatMap((entry) => beyond(cells, entry, () => false));
}

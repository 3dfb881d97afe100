import type { GraphQLInputType, GraphQLSchema } from 'graphql';
import type { Role } from '../../../src/access/role';
import type { Facts, Ids } from '../facts';
import type { Operation } from '../operation';
import type { Aim } from './aim';
import type { Choice } from './choice';
import { literal } from './literals';

/** A fragment that is complete and may be spread again. */
export interface Fragment {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

interface Declared {
  readonly name: string;
  readonly type: string;
  readonly purpose: string;
  readonly text: string;
}

/** One operation while it is written: what it has declared, what it may still spend, and what is known of the data. */
export class Draft {
  readonly fragments: Fragment[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly cursors: Record<string, number> = {};
  selections = 0;
  aliases = 0;
  #faults = 0;
  #serial = 0;
  readonly #declared: Declared[] = [];

  constructor(
    readonly schema: GraphQLSchema,
    readonly facts: Facts,
    readonly actor: { readonly name: string; readonly role: Role },
    readonly choice: Choice,
    readonly aim: Aim,
  ) {}

  /** A name that nothing else in the operation has. */
  fresh(stem: string): string {
    this.#serial += 1;
    return `${stem}${this.#serial}`;
  }

  /** Whether to ask for something that is refused, here. Once in an operation: which of two errors comes first is nobody's promise. */
  fault(share: number): boolean {
    if (this.#faults > 0 || !this.choice.chance(share)) return false;
    this.#faults += 1;
    return true;
  }

  /** The ids of this node type that exist, seen by whoever asks. */
  ids(prefix: string): Ids {
    return this.facts.ids.get(this.actor.name)?.get(prefix) ?? { visible: [], hidden: [] };
  }

  /** A variable for a value; sometimes one that was declared for the same purpose before, or one with a default. */
  variable(type: GraphQLInputType, value: unknown, purpose: string): string {
    const { choice } = this;
    const known = this.#declared.filter((one) => one.purpose === purpose && one.type === String(type));
    if (known.length > 0 && choice.chance(0.3)) return `$${choice.pick(known).name}`;
    const name = this.fresh('v');
    const bare = String(type).replace(/!$/, '');
    const isNullable = bare === String(type);
    const hasDefault = value !== null && choice.chance(0.25);
    const declaredType = isNullable || (hasDefault && choice.chance(0.5)) ? bare : `${bare}!`;
    const isStricter = value !== null && isNullable && choice.chance(0.2);
    const text = `$${name}: ${isStricter ? `${bare}!` : declaredType}${hasDefault ? ` = ${literal(value, type)}` : ''}`;
    this.#declared.push({ name, type: isStricter ? 'stricter' : String(type), purpose, text });
    // Absent, so that the default stands in, or nothing at all: not given.
    const isAbsent = hasDefault ? choice.chance(0.5) : value === null && choice.chance(0.5);
    if (!isAbsent) this.variables[name] = value;
    return `$${name}`;
  }

  /** A variable that will hold a cursor of the list in whose `after` or `before` it stands. */
  cursor(argument: string): string {
    const name = this.fresh(argument);
    this.#declared.push({ name, type: 'String', purpose: name, text: `$${name}: String` });
    this.cursors[name] = this.choice.below(6);
    this.variables[name] = null;
    return `$${name}`;
  }

  /** The operation, complete. */
  finish(selection: string): Operation {
    const declarations = this.#declared.length > 0 ? `(${this.#declared.map(({ text }) => text).join(', ')})` : '';
    const head = declarations || this.choice.chance(0.5) ? `query${declarations} ` : '';
    const fragments = this.fragments.map(({ text }) => text);
    return {
      document: [`${head}${selection}`, ...fragments].join('\n'),
      variables: this.variables,
      role: this.actor.name,
      cursors: this.cursors,
    };
  }
}

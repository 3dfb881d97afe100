/** What a selection has named so far, so that no name stands for two things: fields of one name in one place are merged. */
export class Scope {
  readonly #meanings = new Map<string, string>();
  readonly #children = new Map<string, Scope>();

  /** Whether the name is free here, or means just this. */
  allows(name: string, meaning: string): boolean {
    const known = this.#meanings.get(name);
    return known === undefined || known === meaning;
  }

  /** Takes the name. */
  take(name: string, meaning: string): void {
    this.#meanings.set(name, meaning);
  }

  /** What is named below the field of this name. */
  below(name: string): Scope {
    const known = this.#children.get(name) ?? new Scope();
    this.#children.set(name, known);
    return known;
  }
}

/** What keeps the bench from its work: one line that says what to do. */
export class BenchError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'BenchError';
  }
}

/** What keeps a command from its work, in one line that names the option, argument or setting and the fix. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

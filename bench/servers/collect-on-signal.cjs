// Loaded before Alongside in the memory run only: collects garbage when asked, so that a look sees what is held and not what is due.
process.on('SIGUSR2', () => globalThis.gc());

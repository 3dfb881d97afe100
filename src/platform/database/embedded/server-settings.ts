const ALWAYS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path would have to be short, walkable and cleaned up. The password guards the port.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  // Statements here are short; compiling them costs more than it saves.
  jit: 'off',
  // Few processes: no workers for reading ahead, no senders for replicas that do not exist.
  io_method: 'sync',
  max_wal_senders: '0',
  timezone: 'UTC',
  // The launcher reads stderr. Failed statements are not logged: their text could carry what a patient said.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

const NOT_DURABLE: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // It would hold the template database just when a test wants to clone it.
  autovacuum: 'off',
};

/** The server's settings as command line arguments, which outrank its configuration file. */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings = { ...ALWAYS, ...(durable ? {} : NOT_DURABLE), port: String(port) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The role that answers requests: it owns nothing, and row security binds it. */
export const RUNTIME_ROLE = 'alongside_runtime';

/** The role that owns every table; nobody logs in as it. */
export const OWNER_ROLE = 'alongside_owner';

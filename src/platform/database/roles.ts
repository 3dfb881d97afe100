/** The role that answers requests: it owns nothing, and row security binds it. */
export const RUNTIME_ROLE = 'alongside_runtime';

/** The role that owns every table; nobody logs in as it. */
export const OWNER_ROLE = 'alongside_owner';

/** The schemas whose tables are ours to close, as SQL lists them: the records, what policies are made of, and work that waits. */
export const OUR_SCHEMAS = "('public', 'app', 'jobs')";

// Reads the part of Dockerfile and .dockerignore syntax that this repository uses. Anything else is an error, so that a step
// which cannot be repeated here cannot be overlooked either.

/**
 * The stages of a Dockerfile, in order.
 * @param {string} text
 * @returns {{ name: string, steps: { instruction: string, value: string }[] }[]}
 */
export function readStages(text) {
  const stages = [];
  for (const { instruction, value } of readInstructions(text)) {
    if (instruction === 'FROM')
      stages.push({ name: /\sAS\s+(\S+)$/i.exec(value)?.[1] ?? `stage ${stages.length}`, steps: [] });
    else if (stages.length === 0) throw new Error(`${instruction} comes before the first FROM.`);
    else stages.at(-1).steps.push({ instruction, value });
  }
  if (stages.length === 0) throw new Error('The Dockerfile has no FROM.');
  return stages;
}

const KNOWN = ['FROM', 'WORKDIR', 'ENV', 'COPY', 'RUN', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'];

function readInstructions(text) {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, instruction = '', value = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
      if (!KNOWN.includes(instruction)) throw new Error(`Cannot repeat this step of the Dockerfile: ${line}`);
      return { instruction, value: value.trim() };
    });
}

/** Source and target of a COPY: `--from=build /app/dist ./dist`. */
export function readCopy(value) {
  const words = value.split(/\s+/);
  const flags = words.filter((word) => word.startsWith('--'));
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  if (flags.length > (from ? 1 : 0) || paths.length < 2) throw new Error(`Cannot repeat this step: COPY ${value}`);
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) };
}

/** The words of a command in JSON form, which is the form that passes signals to node: `["node", "main.js"]`. */
export function readCommand(value) {
  const json = value.slice(Math.max(0, value.indexOf('[')));
  try {
    const words = JSON.parse(json);
    if (Array.isArray(words) && words.length > 0) return words;
  } catch {
    // the error below says it
  }
  throw new Error(`Write this command as a JSON list, so that signals reach it: ${value}`);
}

/** Whether .dockerignore lets a path of the repository into the build. Understands `*` and `!name`, an allow list. */
export function contextFilter(text) {
  const [first, ...rest] = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const names = rest.map((line) => /^!([\w./-]+)$/.exec(line.trim())?.[1]);
  if (first?.trim() !== '*' || names.includes(undefined))
    throw new Error('.dockerignore must be "*" and then lines of "!name".');
  return (path) => names.some((name) => path === name || path.startsWith(`${name}/`));
}

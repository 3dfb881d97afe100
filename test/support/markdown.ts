/** A fenced block of a Markdown file. */
export interface Block {
  /** What stands behind the fence: `sh`, `graphql`, `json`. */
  readonly language: string;
  readonly text: string;
  /** The line of the fence, from 1. */
  readonly line: number;
  /** The prose between the block before, if any, and this one. */
  readonly prose: string;
}

/** Every fenced block, in order. @throws when the last one is left open */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let prose: string[] = [];
  let open: { language: string; line: number; text: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (open && fence) {
      const { language, text, line: opened } = open;
      blocks.push({ language, text: text.join('\n'), line: opened, prose: prose.join('\n') });
      [open, prose] = [undefined, []];
    } else if (open) open.text.push(line);
    else if (fence) open = { language: fence[1] ?? '', line: index + 1, text: [] };
    else prose.push(line);
  }
  if (open) throw new Error(`The block of line ${open.line} is never closed.`);
  return blocks;
}

/** A fenced block of a page of Markdown. */
export interface Block {
  readonly language: string;
  /** What stands after the language: a file's name, or what kind of command it is. */
  readonly label: string;
  readonly text: string;
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = '', label = '', text = '']) => ({ language, label, text }),
  );
}

import { useWords } from '../words.ts';

/** The catalogue: look for products, change them, add and delete them. */
export function ProductsPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.products}</h1>;
}

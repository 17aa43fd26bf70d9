import { useWords } from '../words.ts';

/** Where else one can go. */
export function Footer() {
  const { footer } = useWords().states;
  return (
    <footer className="foot">
      <nav aria-label={footer.label}>
        <a href="/admin">{footer.admin}</a>
        <a href="/graphiql">{footer.api}</a>
      </nav>
    </footer>
  );
}

import { Link } from 'wouter';
import { useWords } from '../words.ts';

/** How a model that is not installed comes to run here. */
export function InstallSteps({ name }: { readonly name: string }) {
  const { models } = useWords();
  const { folder, setting, restart } = models.installSteps;
  return (
    <section className="model-install" aria-label={`${models.install}: ${name}`}>
      <h3>{models.install}</h3>
      <ol>
        <li>{folder}</li>
        <li>{setting}</li>
        <li>{restart}</li>
      </ol>
      <Link href="/admin/settings?q=MODEL">{models.settings}</Link>
    </section>
  );
}

// GraphiQL keeps its tabs, but opens an empty one beside them on every later visit, because nothing tells it which was
// open last. This runs before it and tells it.
{
  const asked = new URL(location.href).searchParams.get('query');
  let tab;
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'));
    tab = tabs[activeTabIndex];
  } catch {
    // the first visit
  }
  if (asked && tab?.query !== asked) tab = undefined;
  for (const name of ['query', 'variables', 'headers']) {
    if (tab?.[name]) localStorage.setItem(`graphiql:${name}`, tab[name]);
    else localStorage.removeItem(`graphiql:${name}`);
  }
}

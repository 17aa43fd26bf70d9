import { Route, Switch } from 'wouter';
import { RunList } from './list.tsx';
import { RunPage } from './run.tsx';

/** The runs that bring the index up to date: all of them, or one. */
export function RunsPane() {
  return (
    <Switch>
      <Route path="/admin/runs/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
      <Route>
        <RunList />
      </Route>
    </Switch>
  );
}

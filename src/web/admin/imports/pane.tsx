import { Route, Switch } from 'wouter';
import { ImportPage } from './import-page.tsx';
import { ImportList } from './list.tsx';

/** Products from a file: one to send, those that were sent, or one of them. */
export function ImportsPane() {
  return (
    <Switch>
      <Route path="/admin/import/:id">{({ id }) => <ImportPage key={id} id={id} />}</Route>
      <Route>
        <ImportList />
      </Route>
    </Switch>
  );
}

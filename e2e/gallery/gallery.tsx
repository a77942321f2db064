import { createRoot } from 'react-dom/client';
import { mountApp } from '../../src/ui/mount-app.tsx';
import { STATES } from './states.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
const wanted = new URLSearchParams(location.search).get('state');
const state = STATES.find(({ id }) => id === wanted);

if (state === undefined) {
  createRoot(root).render(
    <main style={{ font: '14px/1.6 sans-serif', padding: 24 }}>
      <h1>Every state of the page</h1>
      <ul>
        {STATES.map(({ id, shows }) => (
          <li key={id}>
            <a href={`?state=${id}`}>{id}</a>: {shows}
          </li>
        ))}
      </ul>
    </main>,
  );
} else {
  state.show(mountApp(createRoot(root)));
}

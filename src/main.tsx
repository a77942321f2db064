import { createRoot } from 'react-dom/client';
import { mountApp } from './ui/mount-app.tsx';

const root = document.getElementById('root');
if (root !== null) {
  const store = mountApp(createRoot(root));
  if (import.meta.env.PROD)
    addEventListener('load', () =>
      import('./app/offline.ts').then(({ keepPage }) => keepPage(store, { reload: () => location.reload() })),
    );
}

import { createRoot } from 'react-dom/client';
import { mountApp } from './ui/mount-app.tsx';
import { readEnclosed } from './view/enclosed-page.ts';

// The page that carries its own trace (scripts/lib/viewer.mjs builds it, src/view/enclosed-page.ts fills it).
const elements = [...document.querySelectorAll<HTMLElement>('script[data-whystall]')];
const enclosed = readEnclosed(
  elements.map(({ dataset, textContent }) => ({
    kind: dataset['whystall'] ?? '',
    file: Number(dataset['file']),
    text: textContent,
  })),
);
// The page says what is amiss as it does of such a link.
if (enclosed === undefined && elements.length > 0) location.hash = '#v=1&enclosed=1';
for (const element of elements) element.remove();
const root = document.getElementById('root');
if (root !== null) mountApp(createRoot(root), { enclosed });

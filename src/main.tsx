import { createRoot } from 'react-dom/client';
import { mountApp } from './ui/mount-app.tsx';

const root = document.getElementById('root');
if (root !== null) mountApp(createRoot(root));

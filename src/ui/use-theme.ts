import { useEffect } from 'react';
import { useApp } from './use-app.ts';

/** Puts the chosen theme, or the system's, on the document; styles/tokens.css does the rest. */
export function useTheme(): void {
  const theme = useApp((state) => state.prefs.theme);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    // Writing the attribute anew makes the charts read their colours again (use-canvas.ts, gantt/chart-controller.ts).
    const asked = [dark, matchMedia('(forced-colors: active)')];
    for (const one of asked) one.addEventListener('change', apply);
    return () => asked.forEach((one) => one.removeEventListener('change', apply));
  }, [theme]);
}

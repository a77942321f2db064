import { Component, type ReactNode } from 'react';
import { useWords, WordsProvider } from './use-words.tsx';

/** Shows a bug as a bug: what to copy into a report, and a way on. A class because React offers no other boundary. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly bug: string | undefined }> {
  override state = { bug: undefined };

  static getDerivedStateFromError(error: unknown): { readonly bug: string } {
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }

  override render(): ReactNode {
    if (this.state.bug === undefined) return this.props.children;
    return (
      <WordsProvider>
        <BugScreen bug={this.state.bug} />
      </WordsProvider>
    );
  }
}

function BugScreen({ bug }: { readonly bug: string }) {
  const t = useWords();
  return (
    <main className="centred">
      <section className="panel card stack" role="alert">
        <h1 className="card-title">{t`Whystall met a bug in itself.`}</h1>
        <p>{t`Reload the page to go on. Please report it with this text; nothing of your trace was sent anywhere.`}</p>
        <pre className="code">{bug}</pre>
        <p>
          <a href=".">{t`Start again`}</a>
        </p>
      </section>
    </main>
  );
}

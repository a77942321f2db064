import { Component, lazy, useState, type ComponentType, type LazyExoticComponent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';

/** Says that code could not be fetched, so that a bug is not taken for it. */
class NotFetched extends Error {}

/**
 * A part of the page that is fetched when it is first shown. Where that fails it says so in its own place and fetches again
 * when asked; all else stays. To be used inside of Suspense. What a part throws by itself goes on to the page's own boundary.
 */
export function fetched<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const make = (): LazyExoticComponent<ComponentType<Props>> =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (error) {
        throw new NotFetched('', { cause: error });
      }
    });
  let part = make();
  return function Fetched(props: Props) {
    const [Part, setPart] = useState(() => part);
    const [tries, setTries] = useState(0);
    const again = (): void => {
      setPart(() => part);
      setTries(tries + 1);
    };
    return (
      <FetchBoundary key={tries} onMissing={() => (part = make())} again={again}>
        <Part {...props} />
      </FetchBoundary>
    );
  };
}

interface BoundaryProps {
  /** Only now is another try prepared: until it is mounted, a part is rendered anew each time that it is waited for. */
  readonly onMissing: () => void;
  readonly again: () => void;
  readonly children: ReactNode;
}

class FetchBoundary extends Component<BoundaryProps, { readonly error: unknown; readonly hidden: boolean }> {
  override state = { error: undefined, hidden: false };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override componentDidCatch(): void {
    this.props.onMissing();
  }

  override render(): ReactNode {
    const { error, hidden } = this.state;
    if (error === undefined) return this.props.children;
    if (!isNotFetched(error)) throw error;
    return !hidden && <PartMissing again={this.props.again} hide={() => this.setState({ hidden: true })} />;
  }
}

const isNotFetched = (error: unknown): boolean => error instanceof NotFetched;

/** A part that could not be fetched: what that means, and the way on. */
export function PartMissing({ again, hide }: { readonly again: () => void; readonly hide?: () => void }) {
  const t = useWords();
  return (
    <div className="notice part-missing" role="alert">
      <span>{t`This part of the page could not be fetched. Is the network there? What is open stays open.`}</span>
      <span className="row">
        <Button className="button small" onPress={again}>
          {t`Try again`}
        </Button>
        {hide !== undefined && (
          <Button className="button small quiet" onPress={hide}>
            {t`Dismiss`}
          </Button>
        )}
      </span>
    </div>
  );
}

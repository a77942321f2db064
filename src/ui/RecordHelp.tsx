import { Suspense, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';
import { fetched } from './fetched.tsx';

const RecordRecipes = fetched(async () => (await import('./RecordRecipes.tsx')).RecordRecipes);

/** How to record a trace, one click away from the first screen, and fetched by that click. */
export function RecordHelp() {
  const t = useWords();
  const panel = useId();
  const [open, setOpen] = useState(false);
  return (
    <section className="record">
      <h2>
        <Button
          className="button quiet"
          aria-expanded={open}
          {...(open && { 'aria-controls': panel })}
          onPress={() => setOpen(!open)}
        >
          {t`How to record a trace`}
        </Button>
      </h2>
      {open && (
        <div id={panel}>
          <Suspense>
            <RecordRecipes />
          </Suspense>
        </div>
      )}
    </section>
  );
}

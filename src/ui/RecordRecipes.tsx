import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { say } from '../base/say.ts';
import { useWords } from './use-words.tsx';

const RECIPES = [
  {
    id: 'pytorch',
    label: 'PyTorch',
    code: `from torch.profiler import profile, schedule, ProfilerActivity

with profile(
    activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA],
    schedule=schedule(wait=5, warmup=2, active=6, repeat=1),
    record_shapes=True,
    on_trace_ready=lambda p: p.export_chrome_trace(f"rank{rank}.json.gz"),
) as prof:
    for batch in loader:
        train_step(batch)
        prof.step()          # marks the steps`,
    says: say`Record every rank into its own file and drop them together. Leave with_stack off unless you need it: it slows the host.`,
  },
  {
    id: 'jax',
    label: 'JAX',
    code: `import jax

with jax.profiler.trace("/tmp/trace", create_perfetto_trace=True):
    for step, batch in enumerate(loader):
        with jax.profiler.StepTraceAnnotation("train", step_num=step):
            state = train_step(state, batch)`,
    says: say`Drop the *.trace.json.gz of the run: device lines, XLA ops and steps are read from it.`,
  },
  {
    id: 'tensorflow',
    label: 'TensorFlow',
    code: `import tensorflow as tf

tf.profiler.experimental.start("logdir")
for step in range(steps):
    with tf.profiler.experimental.Trace("train", step_num=step, _r=1):
        train_step(next(batches))
tf.profiler.experimental.stop()`,
    says: say`Drop the *.trace.json.gz under logdir/plugins/profile.`,
  },
  {
    id: 'horovod',
    label: 'Horovod',
    code: `HOROVOD_TIMELINE=timeline.json horovodrun -np 4 python train.py`,
    says: say`Drop timeline.json: waiting in NEGOTIATE_* and the transfers are told apart.`,
  },
];

/** How to record a trace, framework by framework. */
export function RecordRecipes() {
  const t = useWords();
  return (
    <Tabs className="tabs">
      <TabList aria-label={t`Framework`} className="tab-list">
        {RECIPES.map((recipe) => (
          <Tab key={recipe.id} id={recipe.id} className="tab">
            {recipe.label}
          </Tab>
        ))}
      </TabList>
      {RECIPES.map((recipe) => (
        <TabPanel key={recipe.id} id={recipe.id}>
          <pre className="code">{recipe.code}</pre>
          <p className="note">{t(recipe.says)}</p>
        </TabPanel>
      ))}
    </Tabs>
  );
}

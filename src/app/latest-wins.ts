/** Runs one question at a time; of those asked meanwhile only the newest is run next. */
export interface LatestWins<Question> {
  readonly ask: (question: Question) => void;
  /** Forgets what waits, and the answer of what runs. */
  readonly drop: () => void;
}

/** `deliver` gets each answer with whether a newer question already waits. */
export function latestWins<Question, Answer>(
  run: (question: Question) => Promise<Answer>,
  deliver: (answer: Answer, newest: boolean) => void,
): LatestWins<Question> {
  let running = false;
  let waiting: { readonly question: Question } | undefined;
  let era = 0;

  const next = async (question: Question): Promise<void> => {
    const startedIn = era;
    running = true;
    const answer = await run(question);
    const follows = waiting;
    waiting = undefined;
    running = follows !== undefined;
    if (startedIn === era) deliver(answer, follows === undefined);
    if (follows !== undefined) await next(follows.question);
  };

  return {
    ask: (question) => {
      if (running) waiting = { question };
      else void next(question);
    },
    drop: () => {
      era++;
      waiting = undefined;
    },
  };
}

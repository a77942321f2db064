import { say } from '../../base/say.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { TRACE_PLACE } from '../../view/enclosed-page.ts';

/** The empty page that a trace can be put in, as the build leaves it beside the page. Fails with `unreachable`, or with `cancelled` where the signal says so. */
export async function fetchViewerPage(pageAddress: string, signal?: AbortSignal): Promise<Result<string>> {
  try {
    const response = await fetch(new URL('./viewer.html', pageAddress), signal === undefined ? {} : { signal });
    const text = response.ok ? await response.text() : '';
    if (text.includes(TRACE_PLACE)) return ok(text);
  } catch {
    if (signal?.aborted === true) return fail({ code: 'cancelled', userMessage: say`Cancelled.` });
  }
  return fail({
    code: 'unreachable',
    userMessage: say`The empty page that the trace goes into could not be fetched.`,
    hint: say`It lies beside this page as viewer.html: is the server still there?`,
  });
}

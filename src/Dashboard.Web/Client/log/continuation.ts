/**
 * Lines that go on with the one before, as stack traces are written: Java and Node ("at …", "Caused by"),
 * .NET ("   at", "--- End of"), Python ("Traceback", "  File"), Go ("goroutine", tabs). A line that begins
 * with white space counts as well: no logger begins a record with it.
 */
const pattern = /^(?:\s+\S|Caused by: |--- End of |Traceback \(most recent call last\):|goroutine \d+ \[|\.\.\. \d+ more)/;

/** Whether a line goes on with the one before it. */
export function isContinuation(text: string): boolean {
  return pattern.test(text);
}

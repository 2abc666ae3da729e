/** Reads and writes which line the page's address names: `#line=NUMBER`. */
const pattern = /^#line=(\d{1,16})$/;

/** Number of the record that an address names; undefined if it names none. */
export function lineOf(hash: string): number | undefined {
  const digits = pattern.exec(hash)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The page's address, naming this record. */
export function linkTo(number: number): string {
  const address = new URL(window.location.href);
  address.hash = `line=${number}`;
  return address.href;
}

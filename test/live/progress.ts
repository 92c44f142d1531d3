const start = Date.now();

/** A line for whoever watches: how far the run is. */
export function progress(text: string): void {
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, "0")}  ${text}`);
}

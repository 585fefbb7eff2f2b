/** Adds an entry to those used last, or moves it to their end. If there are more than `max`, the one unused for longest is dropped. */
export function keepRecent<T>(entries: Map<string, T>, key: string, value: T, max: number): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > max && oldest !== undefined) entries.delete(oldest);
}

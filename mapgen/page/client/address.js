// @ts-check
/**
 * The stop that a fragment names: `#stop-ID`, or `#stop=ID` with settings after `&`.
 * Anything else, also an id that no route can have, is null.
 * @param {string} fragment with its `#`
 * @returns {{stop: string, settings: Map<string, string>} | null}
 */
export function readAddress(fragment) {
  const match = /^#stop(?:-([^&]*)|=([^&]*)((?:&[a-z]+=[^&=]*)*))$/.exec(fragment);
  if (!match) return null;
  const stop = match[1] ?? match[2];
  if (!/^[a-z0-9_-]{1,64}$/.test(stop)) return null;
  const settings = new Map();
  for (const pair of (match[3] ?? '').split('&').slice(1)) {
    const [key, value] = pair.split('=');
    settings.set(key, value);
  }
  return { stop, settings };
}

/** The fragment of a stop. @param {string} id */
export function stopAddress(id) {
  return `#stop-${id}`;
}

// @ts-check
/**
 * The id of the stop that a fragment names: `#stop-ID`, or `#stop=ID` with settings after `&`.
 * Anything else, also an id that no route can have, is null.
 * @param {string} fragment with its `#`
 */
export function stopInAddress(fragment) {
  const match = /^#stop(?:-([a-z0-9_-]{1,64})|=([a-z0-9_-]{1,64})(?:&[a-z]+=[^&=]*)*)$/.exec(fragment);
  return match ? match[1] ?? match[2] : null;
}

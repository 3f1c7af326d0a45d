// @ts-check
const ADDRESS = /^#(?:stop-([a-z0-9_-]{1,64})|[a-z]+=[^&=]*(?:&[a-z]+=[^&=]*)*)$/;

/**
 * The settings that a fragment carries: `#stop-ID` and `#stop=ID&q=kiev&from=1905`, of which any may
 * be missing. Null if it is of neither form; an id that no route can have is left out.
 * @param {string} fragment with its `#`
 */
export function readAddress(fragment) {
  const [whole, id] = ADDRESS.exec(fragment) ?? [];
  if (!whole) return null;
  const settings = new URLSearchParams(id ? { stop: id } : whole.slice(1));
  if (/[^a-z0-9_-]/.test(settings.get('stop') ?? '')) settings.delete('stop');
  return settings;
}

/**
 * The fragment for a stop and settings; a stop alone keeps its short form.
 * @param {string | undefined} stop @param {[string, string][]} settings
 */
export function writeAddress(stop, settings) {
  if (!settings.length) return stop ? `#stop-${stop}` : '#';
  return `#${new URLSearchParams(stop ? [['stop', stop], ...settings] : settings)}`;
}

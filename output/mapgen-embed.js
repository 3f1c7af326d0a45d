// @ts-check
/**
 * A map made by mapgen, in a frame that loads when the reader comes near it:
 *
 *   <mapgen-map src="maps/trotsky.html" stop="istanbul-1929"><a href="maps/trotsky.html">The map</a></mapgen-map>
 *
 * Without this script the link is what the page shows. The element is as high as its width asks for, unless the
 * page gives it a height, or the map tells its own.
 *
 *   map.goTo('istanbul-1929')          opens a stop; so does another value of the attribute `stop`
 *   map.play(), map.pause()            follow the road, and stop
 *   map.filter({ ... })                shows a part of it
 *   mapgen-ready, mapgen-stop          events of the element; `event.detail.stop` is an id, or null
 *
 * The frame and the element exchange messages { mapgen: 1, type }. From the frame: ready and stop, with `stop`;
 * height, with `height` in pixels. To the frame: goto, with `stop`; play; pause; filter, with `filter`. Only
 * messages that come from the element's own frame are heard; they can change its height and raise those events.
 */
(() => {
  const [LEAST_PX, MOST_PX] = [200, 20_000];
  const STOP = /^[a-z0-9_-]{1,64}$/;
  const shape = new CSSStyleSheet();
  shape.replaceSync(`
    :host { display: grid; aspect-ratio: 16 / 10; min-height: 420px }
    :host([hidden]) { display: none }
    iframe { border: 0; width: 100%; height: 100% }
  `);

  class MapgenMap extends HTMLElement {
    static observedAttributes = ['src', 'stop'];
    #root = this.attachShadow({ mode: 'open' });
    #size = new CSSStyleSheet();
    /** @type {HTMLIFrameElement | null} */
    #frame = null;
    #isReady = false;
    /** @type {object[]} */
    #waiting = [];

    constructor() {
      super();
      this.#root.append(document.createElement('slot'));
    }

    connectedCallback() {
      addEventListener('message', this.#hear);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
    }

    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      if (name === 'src') this.#show();
      else if (now) this.goTo(now);
    }

    /** @param {string} stop */
    goTo(stop) {
      this.#send({ type: 'goto', stop });
    }

    play() {
      this.#send({ type: 'play' });
    }

    pause() {
      this.#send({ type: 'pause' });
    }

    /** @param {object} filter */
    filter(filter) {
      this.#send({ type: 'filter', filter });
    }

    /** Puts a new frame in place of what is there; an address that is none leaves the link. */
    #show() {
      const address = this.#address();
      this.#isReady = false;
      this.#size.replaceSync('');
      this.#frame = address ? this.#framed(address) : null;
      this.#root.adoptedStyleSheets = address ? [shape, this.#size] : [];
      this.#root.replaceChildren(this.#frame ?? document.createElement('slot'));
    }

    #address() {
      const [src, stop] = [this.getAttribute('src'), this.getAttribute('stop')];
      if (!src || !URL.canParse(src, document.baseURI)) return null;
      const url = new URL(src, document.baseURI);
      if (!['https:', 'http:', 'file:'].includes(url.protocol)) return null;
      if (stop && STOP.test(stop)) url.hash = `stop-${stop}`;
      return url.href;
    }

    /** @param {string} address */
    #framed(address) {
      const frame = document.createElement('iframe');
      const name = () => (frame.title = this.textContent?.trim() || 'Map');
      frame.loading = 'lazy';
      frame.allow = 'fullscreen';
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.onload = name;
      frame.src = address;
      name();
      return frame;
    }

    /** @param {object} message */
    #send(message) {
      if (!this.#isReady) this.#waiting.push(message);
      // The origin of a frame from disk or in a sandbox has no name that one could send to.
      else this.#frame?.contentWindow?.postMessage({ mapgen: 1, ...message }, '*');
    }

    /** @param {MessageEvent} event */
    #hear = ({ source, data }) => {
      if (source !== this.#frame?.contentWindow || data?.mapgen !== 1) return;
      if (data.type === 'height') this.#fit(data.height);
      if (data.type === 'ready') {
        this.#isReady = true;
        for (const message of this.#waiting.splice(0)) this.#send(message);
      }
      if (data.type === 'ready' || data.type === 'stop') {
        const stop = typeof data.stop === 'string' && STOP.test(data.stop) ? data.stop : null;
        this.dispatchEvent(new CustomEvent(`mapgen-${data.type}`, { detail: { stop }, bubbles: true }));
      }
    };

    /** @param {unknown} height */
    #fit(height) {
      if (typeof height !== 'number' || !Number.isFinite(height)) return;
      const px = Math.min(MOST_PX, Math.max(LEAST_PX, Math.round(height)));
      this.#size.replaceSync(`:host { aspect-ratio: auto; min-height: 0; height: ${px}px }`);
    }
  }

  if (!customElements.get('mapgen-map')) customElements.define('mapgen-map', MapgenMap);
})();

// @ts-check
/* The road as one Leaflet layer on an ordinary folium map. Text goes in as text, never as markup. */

const drawRoad = (() => {
  /** Leaflet's zoom at which the world is as wide as our units, in pixels. */
  const UNITS_ZOOM = 8;
  const STEPS = 24;

  /**
   * Fills a feature group with areas, legs and one marker per place, and shows the whole road.
   * @param {any} layer @param {any} data
   */
  function draw(layer, data) {
    for (const area of data.areas) {
      L.polygon(rings(area.d), { ...ink(area.forced), stroke: false, fillOpacity: .15 }).addTo(layer);
    }
    for (const leg of data.legs) {
      const style = { ...ink(leg.forced), weight: leg.forced ? 2.5 : 2, dashArray: leg.inferred ? '6 5' : null };
      for (const curve of leg.curves) L.polyline(along(curve), style).addTo(layer);
    }
    for (const place of data.places) marker(place, data.dir).addTo(layer);
    const [x0, y0, x1, y1] = data.box;
    layer.on('add', ({ target }) => target._map.fitBounds([onGlobe(x0, y1), onGlobe(x1, y0)], { padding: [30, 30] }));
  }

  /** @param {number} x @param {number} y */
  function onGlobe(x, y) {
    return L.CRS.EPSG3857.pointToLatLng(L.point(x, y), UNITS_ZOOM);
  }

  /** @param {boolean | number} forced */
  function ink(forced) {
    return { color: forced ? '#b0281a' : '#1f4e74', opacity: .9 };
  }

  /** The corners of an area from its path data: each ring a move and steps. @param {string} path */
  function rings(path) {
    return path.split('z').filter(Boolean).map((ring) => {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
      let [x, y] = [0, 0];
      return Array.from({ length: numbers.length / 2 }, (_, corner) => {
        x += numbers[2 * corner];
        y += numbers[2 * corner + 1];
        return onGlobe(x, y);
      });
    });
  }

  /** Points along a quadratic curve. @param {number[]} curve */
  function along([ax, ay, qx, qy, bx, by]) {
    return Array.from({ length: STEPS + 1 }, (_, step) => {
      const [t, s] = [step / STEPS, 1 - step / STEPS];
      return onGlobe(s * s * ax + 2 * t * s * qx + t * t * bx, s * s * ay + 2 * t * s * qy + t * t * by);
    });
  }

  /** @param {any} place @param {string} dir */
  function marker(place, dir) {
    const forced = place.stops.every((/** @type {any} */ stop) => stop.forced);
    const label = element('span', { text: place.stops.map((/** @type {any} */ stop) => stop.number).join('·') });
    Object.assign(label.style, {
      position: 'absolute', transform: 'translate(-50%, -50%)', padding: '2px 6px', borderRadius: '10px',
      border: `1.5px solid ${ink(forced).color}`, background: forced ? ink(true).color : '#fffdf7',
      color: forced ? '#fff' : ink(false).color, font: '600 11px/1.3 sans-serif', whiteSpace: 'nowrap',
    });
    const icon = L.divIcon({ className: '', html: label, iconSize: [0, 0] });
    const pin = L.marker(onGlobe(place.x, place.y), { icon, alt: place.stops[0].name.text });
    return pin.bindPopup(() => card(place.stops, dir), { maxHeight: 340 });
  }

  /** @param {any[]} stops @param {string} dir */
  function card(stops, dir) {
    const node = element('div', { text: '', dir });
    for (const stop of stops) {
      const title = element('strong', stop.name);
      node.append(element('div', { text: `${stop.number} · ${stop.heading}` }), title);
      for (const text of stop.texts) node.append(element('p', text));
      for (const quote of stop.quotes) {
        const [words, ...under] = quote;
        node.append(element('blockquote', words), ...under.map((/** @type {any} */ line) => element('p', line)));
      }
    }
    return node;
  }

  /** @param {string} tag @param {{text: string, lang?: string, dir?: string}} words */
  function element(tag, { text, lang, dir }) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (lang) node.lang = lang;
    if (dir) node.dir = dir;
    return node;
  }

  return draw;
})();

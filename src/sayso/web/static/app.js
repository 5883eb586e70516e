// Every page: filters without loading the page anew, brushes on the charts, keys, the theme.
import { plain } from "./common.js";

const main = document.getElementById("main");

// Filters: the address is the state, and the server writes what it shows.
let asking, leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));
async function show(address, keep = true) {
  asking?.abort();
  asking = new AbortController();
  main.classList.add("busy");
  try {
    const answer = await fetch(address, { headers: { "X-Part": "1" }, signal: asking.signal });
    if (!answer.ok) { location.href = address; return; }
    const focused = document.activeElement?.id;
    const html = await answer.text();
    const open = [...main.querySelectorAll("details[open] > summary")].map((s) => s.textContent.split(" ")[0]);
    main.innerHTML = html;
    const title = main.querySelector("title");
    if (title) { document.title = title.textContent; title.remove(); }
    for (const s of main.querySelectorAll("details > summary")) if (open.includes(s.textContent.split(" ")[0])) s.parentElement.open = true;
    if (keep) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    if (focused) document.getElementById(focused)?.focus();
    draw();
  } catch (error) {
    if (error.name !== "AbortError" && !leaving) location.href = address; // leaving breaks off what is asked, too
  } finally {
    main.classList.remove("busy");
  }
}
const onOverview = () => location.pathname === "/";
function filtered(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && !(name === "clock" && value === "happened")) query.set(name, value);
  return form.action.split("?")[0] + (query.size ? `?${query}` : "");
}
document.addEventListener("submit", (event) => {
  if (event.target.matches("form.filters[method=get]")) { event.preventDefault(); show(filtered(event.target)); }
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.filters[role=search]");
  if (form && onOverview()) show(filtered(form));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const to = link.href.baseVal ?? link.getAttribute("href");
  if (link.hasAttribute("data-back") && history.length > 1 && document.referrer === "") { /* the link itself is right */ }
  if (onOverview() && main.contains(link) && (to === "/" || to.startsWith("/?"))) { event.preventDefault(); if (!dragged) show(to); }
});
let shown = location.pathname + location.search;
addEventListener("popstate", () => {
  if (shown === location.pathname + location.search) return; // a place in this very page
  if (onOverview()) show(location.href, false);
  else location.reload();
});

// Brushes: dragging over the timeline chooses days, over the map an area.
let dragged = false;
function place(svg, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [at.x, at.y];
}
function brush(svg, rect, limit, done) {
  if (!svg || !rect) return;
  let from = null;
  svg.addEventListener("pointerdown", (event) => { if (event.button) return; from = limit(place(svg, event)); dragged = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = limit(place(svg, event));
    if (!dragged && Math.hypot(to[0] - from[0], to[1] - from[1]) < 6) return;
    if (!dragged) { dragged = true; svg.setPointerCapture(event.pointerId); }
    rect.setAttribute("x", Math.min(from[0], to[0]));
    rect.setAttribute("width", Math.abs(to[0] - from[0]));
    if (rect.id === "box") {
      rect.setAttribute("y", Math.min(from[1], to[1]));
      rect.setAttribute("height", Math.abs(to[1] - from[1]));
    }
  });
  svg.addEventListener("pointerup", (event) => {
    const start = from;
    from = null;
    if (start && dragged) { done(start, limit(place(svg, event))); setTimeout(() => (dragged = false)); }
  });
  svg.addEventListener("pointercancel", () => { from = null; dragged = false; rect.setAttribute("width", 0); });
}
function go(changes) {
  const query = new URLSearchParams(location.search);
  query.delete("page");
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  show(`/?${query}`);
}
function draw() {
  const time = document.getElementById("timeline"), map = document.getElementById("map");
  brush(time, document.getElementById("brush"), ([x]) => [Math.min(1000, Math.max(0, x)), 0], (a, b) => {
    const first = Date.parse(time.dataset.first), days = Number(time.dataset.days);
    const day = (x, last) => new Date(first + (last ? Math.ceil((x / 1000) * days) - 1 : Math.floor((x / 1000) * days)) * 864e5).toISOString().slice(0, 10);
    go({ since: day(Math.min(a[0], b[0]), false), until: day(Math.max(a[0], b[0]), true) });
  });
  brush(map, document.getElementById("box"), ([x, y]) => [Math.min(1000, Math.max(0, x)), Math.min(640, Math.max(0, y))], (a, b) => {
    const [west, south, east, north] = map.dataset.box.split(",").map(Number);
    const lon = (x) => (west + (x / 1000) * (east - west)).toFixed(3), lat = (y) => (north - (y / 640) * (north - south)).toFixed(3);
    go({ box: [lon(Math.min(a[0], b[0])), lat(Math.max(a[1], b[1])), lon(Math.max(a[0], b[0])), lat(Math.min(a[1], b[1]))].join(",") });
  });
  if (map?.dataset.tiles) tiles(map);
}

// Tiles, only where the user gave the address of a server: each is put where its corners lie in the drawing.
function tiles(map) {
  const [west, south, east, north] = map.dataset.box.split(",").map(Number);
  const zoom = Math.max(1, Math.min(12, Math.round(Math.log2((360 / (east - west)) * 4))));
  const count = 2 ** zoom, column = (lon) => ((lon + 180) / 360) * count;
  const row = (lat) => ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * count;
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / count))) * 180) / Math.PI;
  const group = document.getElementById("tiles");
  for (let x = Math.floor(column(west)); x <= column(east); x += 1) for (let y = Math.floor(row(north)); y <= row(south); y += 1) {
    const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
    const left = (((x / count) * 360 - 180 - west) / (east - west)) * 1000, right = ((((x + 1) / count) * 360 - 180 - west) / (east - west)) * 1000;
    const top = ((north - lat(y)) / (north - south)) * 640, bottom = ((north - lat(y + 1)) / (north - south)) * 640;
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top, preserveAspectRatio: "none" })) image.setAttribute(name, value);
    image.setAttribute("href", map.dataset.tiles.replace("{z}", zoom).replace("{x}", ((x % count) + count) % count).replace("{y}", y));
    group.append(image);
  }
}
draw();

// Keys and the theme.
const themes = ["light", "dark", ""];
document.getElementById("theme").addEventListener("click", () => {
  const now = localStorage.getItem("sayso-theme") ?? "";
  const next = themes[(themes.indexOf(now) + 1) % themes.length];
  if (next) { localStorage.setItem("sayso-theme", next); document.documentElement.dataset.theme = next; }
  else { localStorage.removeItem("sayso-theme"); delete document.documentElement.dataset.theme; }
});
document.getElementById("keys").addEventListener("click", () => document.getElementById("help").showModal());
let went = false;
document.addEventListener("keydown", (event) => {
  if (!plain(event)) return;
  const key = event.key;
  if (went) {
    went = false;
    const to = { o: "/", d: "/documents", s: "/sources", r: "/review" }[key];
    if (to) location.href = to;
    return;
  }
  if (key === "g") { went = true; setTimeout(() => (went = false), 1500); }
  else if (key === "?") document.getElementById("help").showModal();
  else if (key === "/") { event.preventDefault(); document.getElementById("f-text")?.focus(); }
  else if ((key === "j" || key === "k") && document.querySelector("table.rows")) {
    const links = [...document.querySelectorAll("table.rows tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
    const at = links.indexOf(document.activeElement);
    links[key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)]?.focus();
  }
});

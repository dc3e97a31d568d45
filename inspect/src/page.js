"use strict";
// The page can be read without this script: it adds filters, views and the theme.
const root = document.documentElement;
const rows = [...document.querySelectorAll(".request")];
const tools = document.querySelector(".tools");

// Details of large recordings are kept as text until they are needed.
function fill(row) {
  const kept = row.querySelector(".detail > noscript");
  if (kept) kept.parentElement.innerHTML = kept.textContent;
}

function open(row) {
  fill(row);
  row.querySelector("details").open = true;
}

function go() {
  const [, number] = location.hash.match(/^#request-(\d+)/) ?? [];
  const row = number && document.getElementById("request-" + number);
  if (!row) return;
  row.hidden = false;
  open(row);
  const target = document.getElementById(location.hash.slice(1)) ?? row;
  const around = target.closest("details.raw");
  if (around) around.open = true;
  target.scrollIntoView({ block: target === row ? "start" : "center" });
}

// The theme: that of the system, until the button is pressed.
const button = document.querySelector(".theme");
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";
const stored = {
  // A page from a file may have no storage.
  get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
  set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* not stored */ } },
};
function updateThemeButton() {
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
}
if (stored.get()) root.dataset.theme = stored.get();
button.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  stored.set(root.dataset.theme);
  updateThemeButton();
});
systemIsDark.addEventListener("change", updateThemeButton);

// The search index: all texts of a request in lower case, collected when first needed.
const texts = new Map();
const normalized = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();
function textOf(row) {
  if (!texts.has(row)) {
    const kept = row.querySelector(".detail > noscript");
    const detail = kept
      ? kept.textContent.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
          .replace(/&quot;/g, '"').replace(/&amp;/g, "&")
      : row.querySelector(".detail").textContent;
    const all = row.querySelector("summary").textContent + " " + detail;
    texts.set(row, normalized(all));
  }
  return texts.get(row);
}

function filter() {
  const filters = new FormData(tools);
  const character = filters.get("character");
  const search = normalized(filters.get("search"));
  let shown = 0;
  for (const row of rows) {
    row.hidden = Boolean(
      (character && row.dataset.character !== character)
      || (filters.has("problems") && !("problem" in row.dataset))
      || (search && !textOf(row).includes(search)));
    shown += row.hidden ? 0 : 1;
  }
  const count = (number) => number.toLocaleString("en");
  tools.querySelector(".shown").textContent =
    shown === rows.length ? "" : count(shown) + " of " + count(rows.length);
}

// The bars show all times, those of the rows on the screen, or each request from its own start.
const visibleRows = new Set();
const positions = new Map(rows.map((row) => {
  const { from, to, began, ended } = row.querySelector(".plot").dataset;
  return [row, { from: Number(from), to: Number(to), began, ended, chart: row.closest(".chart") }];
}));
const least = (of, key) => of.reduce((one, other) => (other[key] < one[key] ? other : one));
const most = (of, key) => of.reduce((one, other) => (other[key] > one[key] ? other : one));

function draw() {
  const view = root.dataset.view;
  for (const chart of document.querySelectorAll(".chart")) {
    const own = [...visibleRows].filter((row) => positions.get(row).chart === chart);
    if (!own.length) continue;
    const of = own.map((row) => positions.get(row));
    const [first, last] = [least(of, "from"), most(of, "to")];
    chart.querySelector(".zoom .from").textContent = first.began;
    chart.querySelector(".zoom .to").textContent = last.ended;
    for (const row of own) {
      let [from, width] = [0, 100];
      if (view === "zoom") [from, width] = [first.from, last.to - first.from];
      if (view === "own") [from, width] = [positions.get(row).from, Number(chart.dataset.longest)];
      const wider = 100 / Math.max(width, 1e-4);
      const plot = row.querySelector(".plot");
      plot.setAttribute("x", -from * wider + "%");
      plot.setAttribute("width", 100 * wider + "%");
    }
  }
}

// Only rows on the screen are redrawn: there may be thousands.
const observer = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) visibleRows.add(target); else visibleRows.delete(target);
  }
  draw();
});
rows.forEach((row) => observer.observe(row));

function view() {
  root.dataset.view = new FormData(tools).get("view");
  draw();
}

let pending;
tools.addEventListener("input", (event) => {
  if (event.target.name === "view") return view();
  clearTimeout(pending);
  pending = setTimeout(filter, event.target.name === "search" ? 120 : 0);
});
tools.addEventListener("submit", (event) => event.preventDefault());

document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.parentElement.matches(".request")) fill(event.target.parentElement);
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.matches("input, select")) {
    event.preventDefault();
    tools.elements.search.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = step && event.target.matches(".request > details > summary") && event.target.closest(".request");
  if (!row) return;
  event.preventDefault();
  const visible = rows.filter((it) => !it.hidden);
  visible[visible.indexOf(row) + step]?.querySelector("summary").focus();
});
addEventListener("beforeprint", () => rows.filter((it) => it.querySelector("details").open).forEach(fill));
addEventListener("hashchange", go);

tools.hidden = button.hidden = false;
updateThemeButton();
// A browser that navigates back restores the form.
filter();
view();
go();

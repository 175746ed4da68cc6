// The table of formulas: searched in everything that it holds, the occurrences included; rows beyond those written are made when needed.
{
  const table = document.querySelector(".ft"), body = table.tBodies[0], box = document.querySelector("#q"), said = document.querySelector("#said"), more = document.querySelector("#more");
  const block = document.querySelector("script.rest"), data = block ? JSON.parse(block.textContent) : { keys: [], rows: [], docs: {}, words: {} };
  const el = (tag, of = {}, ...inside) => { const e = document.createElement(tag); for (const k in of) e.setAttribute(k, of[k]); e.append(...inside); return e; };
  const line = (l) => {
    const [href, name] = data.docs[l[0]];
    const where = href ? el("a", { href: `${href}#${l[1]}-${l[2]}` }, name) : el("span", {}, name);
    return el("tr", {}, el("td", {}, el("bdi", {}, l[4])), el("td", {}, l[5]), el("td", {}, l[6]), el("td", {}, where, " ", el("small", { lang: document.documentElement.lang }, l[3])));
  };
  const made = (r) => {
    const zh = (text) => el("span", { lang: "zh" }, text), name = el("td", {}, el("span", { lang: "zh", class: "fname", title: r.read }, r.surface));
    if (r.gloss) name.append(el("br"), el("em", { class: "gloss" }, r.gloss));
    const stands = el("td", {}, r.outside ? el("span", { class: "elsewhere" }, data.words.elsewhere + ": ", zh(r.stands)) : zh(r.stands));
    const row = el("tr", { class: "f", id: r.name }, name, stands, el("td", {}, el("span", { class: "st " + r.verdict, title: r.because }, data.words[r.verdict])),
      el("td", { class: "n" }, r.n), el("td", { class: "n" }, r.articles), el("td", { class: "short" }, r.dates), el("td", {}, zh(r.places)), el("td", {}, el("span", { title: r.label_tip }, r.label_words)));
    const lines = el("table", { class: "kwic", lang: "zh", "aria-label": r.surface }, el("tbody", {}, ...r.lines.map(line)));
    return [row, el("tr", { class: "kw" }, el("td", { colspan: 8 }, el("details", {}, el("summary", {}, `${r.lines.length} / ${r.n}`), lines)))];
  };
  const items = [...body.querySelectorAll(":scope > tr.f")].map((row) => {
    const nodes = [row, row.nextElementSibling];
    return { id: row.id, v: row.dataset.v, l: row.dataset.l, n: +row.dataset.n, cell: (k) => row.cells[k].dataset.k ?? row.cells[k].textContent.trim(), text: nodes.map((x) => x.textContent).join(" ").toLowerCase(), nodes: () => nodes };
  });
  for (const values of data.rows) {
    const r = Object.fromEntries(data.keys.map((key, k) => [key, values[k]])), cells = [r.surface, r.stands, items.length, r.n, r.articles, r.dates, r.places, r.label_words];
    const text = [r.surface, r.gloss, r.stands, r.places, r.dates, r.label_words, ...r.lines.map((l) => l.slice(4).join("") + data.docs[l[0]][1])].join(" ").toLowerCase();
    let nodes;
    items.push({ id: r.name, v: r.verdict, l: r.label, n: r.n, cell: (k) => String(cells[k]), text, nodes: () => (nodes ??= made(r)) });
  }
  const kinds = (name) => new Set([...document.querySelectorAll(`.find [name=${name}]:checked`)].map((x) => x.value));
  const list = listing(body, items, (it, words) => kinds("v").has(it.v) && kinds("l").has(it.l) && words.every((w) => it.text.includes(w)), more, (got) => {
    said.textContent = said.dataset.form.replace("{f}", got.length.toLocaleString("en")).replace("{n}", got.reduce((n, it) => n + it.n, 0).toLocaleString("en"));
  });
  document.querySelector(".find").hidden = false;
  box.addEventListener("input", () => list.find(box.value.split(/\s+/)));
  document.querySelectorAll(".find [type=checkbox]").forEach((x) => x.addEventListener("input", () => list.find(box.value.split(/\s+/))));
  sortable(table, list.sort);
  document.querySelector("#all").addEventListener("click", (e) => {
    const open = e.target.getAttribute("aria-pressed") !== "true";
    e.target.setAttribute("aria-pressed", open);
    body.querySelectorAll("details").forEach((d) => (d.open = open));
  });
  const follow = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const it = items.find((x) => x.id === id);
    if (!it) return;
    if (!it.nodes()[0].isConnected) {
      document.querySelectorAll(".find [type=checkbox]").forEach((x) => (x.checked = true));
      box.value = it.nodes()[0].isConnected ? "" : it.nodes()[0].querySelector(".fname").textContent;
      list.find(box.value.split(/\s+/));
    }
    it.nodes()[1].querySelector("details").open = true;
    it.nodes()[0].scrollIntoView();
  };
  addEventListener("hashchange", follow);
  if (location.hash) follow();
}

"use strict";
// Tables of class "data": sorting by a column, finding text, choosing a value of a column.
(() => {
  const words = JSON.parse(document.getElementById("page-words").textContent);
  const collator = new Intl.Collator("vi", { numeric: true }); // names of places are Vietnamese on every page
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
  const text = (cell) => (cell ? cell.dataset.value ?? cell.textContent.trim() : "");

  function order(kind, sign) {
    return (one, other) => {
      const [a, b] = [one.key, other.key];
      if (a === "" || b === "") return (a === "") - (b === "") || one.place - other.place; // unknown values come last
      const by = kind === "number" ? Number(a) - Number(b) : collator.compare(a, b);
      return sign * by || one.place - other.place;
    };
  }

  function sortable(table, heading) {
    const kind = heading.dataset.sort;
    const button = document.createElement("button");
    button.type = "button";
    button.title = words.sort;
    button.append(...Array.from(heading.childNodes).filter((node) => node.nodeName !== "SMALL"));
    heading.prepend(button);
    button.addEventListener("click", () => {
      const before = heading.getAttribute("aria-sort");
      const way = before === (kind === "number" ? "descending" : "ascending")
        ? (kind === "number" ? "ascending" : "descending")
        : (kind === "number" ? "descending" : "ascending");
      for (const other of heading.parentElement.children) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", way);
      const body = table.tBodies[0];
      const rows = Array.from(body.rows, (row, place) => ({ row, place, key: text(row.cells[heading.cellIndex]) }));
      rows.sort(order(kind, way === "ascending" ? 1 : -1));
      body.append(...rows.map(({ row }) => row));
    });
  }

  function labelled(name, control) {
    const label = document.createElement("label");
    label.append(name, control);
    return label;
  }

  function choice(heading, rows) {
    const select = document.createElement("select");
    select.append(new Option(words.all, ""));
    const values = new Set(rows.map((row) => text(row.cells[heading.cellIndex])));
    values.delete("");
    for (const value of [...values].sort(collator.compare)) select.append(new Option(value, value));
    return { column: heading.cellIndex, select };
  }

  function filterable(table, headings) {
    const rows = Array.from(table.tBodies[0].rows);
    const found = rows.map((row) => plain(row.textContent));
    const tools = document.createElement("div");
    tools.className = "tools";
    tools.setAttribute("role", "search");
    const input = document.createElement("input");
    input.type = "search";
    tools.append(labelled(words.find, input));
    const choices = headings.filter((heading) => "filter" in heading.dataset).map((heading) => {
      const name = heading.firstChild.textContent.trim();
      const made = choice(heading, rows);
      tools.append(labelled(name, made.select));
      return made;
    });
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = words.clear;
    const count = document.createElement("output");
    tools.append(clear, count);

    function show() {
      const sought = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, place) => {
        const fits = sought.every((word) => found[place].includes(word))
          && choices.every(({ column, select }) => !select.value || text(row.cells[column]) === select.value);
        row.hidden = !fits;
        shown += fits;
      });
      const number = new Intl.NumberFormat(words.lang);
      count.textContent = words.shown
        .replace("{shown}", number.format(shown)).replace("{all}", number.format(rows.length));
    }
    tools.addEventListener("input", show);
    clear.addEventListener("click", () => {
      input.value = "";
      for (const { select } of choices) select.value = "";
      show();
    });
    (table.closest(".scroll") ?? table).before(tools);
    show();
  }

  for (const table of document.querySelectorAll("table.data")) {
    const headings = Array.from(table.tHead?.rows[0]?.cells ?? []);
    if ("tools" in table.dataset) filterable(table, headings);
    headings.filter((heading) => heading.dataset.sort).forEach((heading) => sortable(table, heading));
  }

  // A link into something folded up or filtered away opens it.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const row = target.closest("tr");
    if (row) row.hidden = false;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const fold of closed) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
})();

"use strict";
(() => {
  const PAGE = 100; // rows of a long table that are shown at once
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const collator = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // A row of a table: the texts of its cells, the numbers that some of them sort by with their units, what else is searched,
  // and its element, which `make` may make later.
  const readRow = (element) => {
    const cells = [...element.cells];
    return { texts: cells.map((cell) => cell.textContent.trim()), numbers: cells.map((cell) => cell.dataset.n), units: cells.map((cell) => cell.dataset.u), more: element.dataset.d, element };
  };

  // Sort, filter and show the rows of a table. `source` gives the rows when they are first needed.
  class Table {
    constructor(table, source) {
      Object.assign(this, { table, source, body: table.tBodies[0], heads: [...table.tHead.rows[0].cells] });
      this.selects = new Map();
      this.limit = PAGE;
      this.heads.forEach((head, column) => {
        const button = make("button", { type: "button" }, ...head.childNodes);
        button.addEventListener("click", () => this.sort(column));
        head.replaceChildren(button);
      });
      if (table.dataset.filters) this.addFilters(table.dataset.filters.split(" ").map(Number));
    }

    get rows() {
      this.known ??= this.source();
      return this.known;
    }

    addFilters(columns) {
      const caption = this.table.caption.textContent;
      this.search = make("input", { type: "search", placeholder: `for example: ${this.table.dataset.example ?? "words in any order"}` });
      this.search.addEventListener("input", () => this.refresh());
      this.search.addEventListener("keydown", (event) => {
        if (event.key === "Enter") this.body.querySelector("a")?.focus();
      });
      this.count = make("p", { className: "count", role: "status" });
      this.all = make("button", { type: "button", hidden: true }, "Show all rows");
      this.all.addEventListener("click", () => {
        this.choose({});
        this.search.focus();
      });
      this.more = make("button", { type: "button", hidden: true });
      this.more.addEventListener("click", () => {
        this.limit += PAGE * 5;
        this.show();
      });
      const form = make("div", { className: "filters", role: "search", ariaLabel: `Search: ${caption}` });
      form.append(make("label", {}, `Search in ${caption.toLowerCase()}`, this.search));
      for (const column of columns) {
        const select = make("select", {}, make("option", { value: "" }, "all"));
        select.addEventListener("change", () => this.refresh());
        this.selects.set(column, select);
        form.append(make("label", {}, this.heads[column].textContent, select));
      }
      const box = this.table.closest(".scroll") ?? this.table;
      box.before(form, make("div", { className: "counts" }, this.count, this.all));
      box.after(this.more);
    }

    fill(column) {
      const select = this.selects.get(column);
      if (select.length > 1) return;
      const values = [...new Set(this.rows.map((row) => row.texts[column]))].filter(Boolean).sort(collator.compare);
      select.append(...values.map((value) => make("option", { value }, value)));
    }

    choose(choices) {
      if (this.search) this.search.value = "";
      for (const [column, select] of this.selects) {
        this.fill(column);
        select.value = choices[column] ?? "";
      }
      this.refresh();
    }

    sort(column) {
      const descending = this.heads[column].ariaSort === "ascending";
      this.heads.forEach((head) => head.removeAttribute("aria-sort"));
      this.heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
      const way = descending ? -1 : 1;
      const compare = (a, b) => {
        const [x, y] = [a.numbers[column], b.numbers[column]];
        if (x !== undefined && y !== undefined) return collator.compare(a.units?.[column] ?? "", b.units?.[column] ?? "") || x - y;
        if (x !== undefined || y !== undefined) return x === undefined ? way : -way; // what has no number comes last
        return collator.compare(a.texts[column], b.texts[column]);
      };
      this.known = [...this.rows].sort((a, b) => way * compare(a, b));
      this.refresh();
    }

    refresh() {
      this.limit = PAGE;
      for (const column of this.selects.keys()) this.fill(column);
      const words = fold(this.search?.value ?? "").split(/\s+/).filter(Boolean);
      const chosen = [...this.selects].filter(([, select]) => select.value);
      this.found = this.rows.filter((row) => {
        if (!chosen.every(([column, select]) => row.texts[column] === select.value)) return false;
        if (!words.length) return true;
        row.folded ??= fold([...row.texts, row.more].join("\n"));
        return words.every((word) => row.folded.includes(word));
      });
      this.show();
    }

    show() {
      const limit = this.count ? this.limit : Infinity;
      this.body.replaceChildren(...this.found.slice(0, limit).map((row) => (row.element ??= row.make())));
      if (!this.count) return;
      const shown = Math.min(limit, this.found.length);
      const some = this.found.length < this.rows.length;
      this.count.textContent = !this.found.length && some ? `None of ${this.rows.length} rows fits all that is chosen` : `${this.found.length} of ${this.rows.length} rows${shown < this.found.length ? `, the first ${shown} shown` : ""}`;
      this.count.classList.toggle("some", some);
      this.all.hidden = !some;
      this.more.hidden = shown === this.found.length;
      this.more.textContent = `Show more (${this.found.length - shown} left)`;
    }
  }

  // What is known of a mention is in its element in the text, and nowhere else.
  const pieces = (mark) => [mark, ...(mark.closest("article")?.querySelectorAll(`mark[data-of="${CSS.escape(mark.id)}"]`) ?? [])];
  let continued; // the ids of the mentions that go on in a further element
  const textOf = (mark) => {
    continued ??= new Set(all("mark[data-of]").map((piece) => piece.dataset.of));
    return continued.has(mark.id) ? pieces(mark).map((piece) => piece.textContent).join("") : mark.textContent;
  };
  const typeOf = (mark) => mark.classList[0];
  const names = new Map(all("#types input").map((box) => [box.value, box.parentElement.textContent.trim()]));
  const nameOf = (mark) => names.get(typeOf(mark));

  const readMentions = () => {
    const rows = [];
    for (const article of all("article.letter")) {
      for (const part of all(".part", article)) {
        for (const mark of all("mark[id]", part)) {
          const sentence = mark.closest(".s")?.textContent ?? mark.closest("p,h3,h4,h5").textContent;
          const texts = [nameOf(mark), textOf(mark), article.dataset.letter, part.dataset.name, mark.title, sentence];
          const numbers = [, , , , mark.dataset.n];
          const units = [, , , , `${typeOf(mark)} ${mark.title.match(/^[A-Z]{3} /) ?? ""}`];
          rows.push({ texts, numbers, units, more: mark.dataset.d, make: () => mentionRow(texts, mark) });
        }
      }
    }
    return rows;
  };

  const mentionRow = ([type, text, letter, section, value, sentence], mark) => {
    const dutch = (name, ...children) => make(name, { lang: "nl", dir: "auto" }, ...children);
    const link = make("a", { href: `#${mark.id}` }, text);
    const key = make("span", { className: `key ${typeOf(mark)}` }, type);
    return make("tr", { className: "jumps" }, make("td", {}, key), dutch("td", link), make("td", {}, letter), dutch("td", section), make("td", {}, value), dutch("td", sentence));
  };

  const tables = new Map();
  for (const table of all("table")) {
    const mentions = table.id === "mentions-table";
    if (!mentions) all("tbody tr", table).forEach((row) => row.classList.toggle("jumps", Boolean(row.querySelector("a[href^='#']"))));
    tables.set(table.id || table, new Table(table, mentions ? readMentions : () => all("tbody tr", table).map(readRow)));
  }
  const mentions = tables.get("mentions-table");

  // The mentions are listed when the table comes near, or is asked for, so that the page shows up at once.
  const listMentions = () => {
    if (!mentions.found) mentions.refresh();
  };
  mentions.table.hidden = false;
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    listMentions();
  }, { rootMargin: "200px" }).observe(byId("mentions"));
  byId("mentions").addEventListener("focusin", listMentions);

  // Jumps into the texts and back: the bar at the foot tells what was jumped to, and leads back to the row.
  const bar = byId("bar");
  let from = null; // the link that was followed
  let here = null; // the mention that the bar tells of

  // The fact, or the bar of a chart, that was followed.
  const factOf = (link) => {
    const row = link?.closest("#facts-table tr, #unsure-table tr");
    if (row) return [...row.cells].slice(0, 5).map((cell) => cell.textContent).filter(Boolean).join(" · ");
    return link?.closest(".bars") ? link.textContent : "";
  };

  const tell = (mark) => {
    if (here) pieces(here).forEach((piece) => piece.classList.remove("here"));
    here = mark;
    pieces(mark).forEach((piece) => piece.classList.add("here"));
    const place = [mark.closest(".part").dataset.name, mark.closest("article").dataset.letter];
    const known = [mark.title, mark.dataset.d, ...place].filter(Boolean).join(" · ");
    const fact = factOf(from);
    bar.querySelector("p").replaceChildren(...(fact ? [fact, make("br")] : []), make("strong", { dir: "auto" }, textOf(mark)), ` ${nameOf(mark)}: ${known}`);
    showBar(mark);
  };

  // At a letter or a section there is nothing to tell but the way back.
  const tellWhence = () => {
    bar.querySelector("p").replaceChildren(from.textContent);
    showBar();
  };

  const showBar = (mark) => {
    byId("list").hidden = !mark;
    byId("back").hidden = !from;
    byId("back").textContent = from?.closest(".bars") ? "Back to the chart" : "Back to the table";
    bar.hidden = false;
  };

  const goTo = (target) => {
    for (let around = target.closest("details:not([open])"); around; around = around.parentElement?.closest("details:not([open])")) around.open = true;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    const scroll = () => target.scrollIntoView({ block: target.matches("mark, tr, a") ? "center" : "start" });
    scroll();
    requestAnimationFrame(scroll); // the parts in between have their real heights only now
    target.focus({ preventScroll: true });
    if (target.matches("mark[id]")) tell(target);
    else if (from) tellWhence();
    else close();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const row = event.target.closest("tr.jumps");
    if (link) {
      from = link.closest("td, th, .bars") ? link : null;
    } else if (row && !event.target.closest("button") && getSelection().isCollapsed) {
      row.querySelector("a[href^='#']").click();
    } else if (event.target.closest("mark")) {
      const piece = event.target.closest("mark");
      from = null;
      tell(piece.id ? piece : byId(piece.dataset.of));
    }
    // A link to where one is already changes no address, but is meant all the same.
    if (link && link.getAttribute("href") === location.hash) arrive();
  });

  const arrive = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (target && target.id === "main") return; // the browser has gone there itself, and the reader may have gone on
    if (target) goTo(target);
    else close();
  };
  addEventListener("hashchange", arrive);

  const close = () => {
    bar.hidden = true;
  };
  const back = () => {
    const link = from;
    close();
    if (!link?.isConnected) return;
    all("tr.from").forEach((row) => row.classList.remove("from"));
    link.closest("tr")?.classList.add("from");
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
  };
  byId("back").addEventListener("click", back);
  byId("close").addEventListener("click", close);
  byId("list").addEventListener("click", () => {
    const mark = here;
    mentions.choose({ 0: nameOf(mark), 2: mark.closest("article").dataset.letter });
    while (!mentions.more.hidden && !byHref(mark.id)) mentions.more.click();
    const link = byHref(mark.id);
    close();
    link?.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
  });
  const byHref = (id) => mentions.body.querySelector(`a[href="#${CSS.escape(id)}"]`);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) (from ? back : close)();
  });

  for (const button of all(".its-mentions")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      mentions.choose({ 2: button.closest("article").dataset.letter });
      from = null;
      goTo(byId("mentions"));
    });
  }

  const types = byId("types");
  types.hidden = false;
  types.addEventListener("change", (event) => {
    document.body.classList.toggle(`no-${event.target.value}`, !event.target.checked);
  });

  // On paper there is no "Show more".
  addEventListener("beforeprint", () => {
    for (const table of tables.values()) {
      if (!table.count || table === mentions) continue;
      table.limit = Infinity;
      table.show();
    }
  });

  for (const table of tables.values()) if (table.count && table !== mentions) table.refresh();
  arrive();
})();

/* Staff pages: queue keys, live lists, the signing desk's counter, the document viewer. Pages are complete without it. */
(function () {
  "use strict";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const clock = () => {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + "." + String(now.getMinutes()).padStart(2, "0");
  };

  /* Queue keys. The checkbox turns them off (WCAG 2.1.4) and this device remembers it. */
  const shortcuts = document.getElementById("shortcuts-on");
  const KEY = "staff:shortcuts-off";
  const remember = (off) => { try { off ? localStorage.setItem(KEY, "1") : localStorage.removeItem(KEY); } catch (error) { /* private mode */ } };
  if (shortcuts) {
    try { shortcuts.checked = !localStorage.getItem(KEY); } catch (error) { /* private mode */ }
    shortcuts.addEventListener("change", () => remember(!shortcuts.checked));
  }
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox";
  document.addEventListener("keydown", (event) => {
    if ((shortcuts && !shortcuts.checked) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const names = all(".queue .queue__name a");
    const at = names.indexOf(document.activeElement);
    const search = document.querySelector(".toolbar input[type=search]");
    const key = event.key.toLowerCase();
    let target = null;
    if (key === "j") target = names[at + 1] || names[0];
    if (key === "k") target = names[at - 1] || names[names.length - 1];
    if (key === "/") target = search;
    if (!target) return;
    event.preventDefault();
    target.focus();
  });

  /* Live lists: the same URL again, swapped when nobody is working inside; failure is told, the old list stays. */
  function live(area) {
    const line = document.querySelector("[data-live-line]");
    const pause = document.querySelector("[data-live-pause]");
    const every = Number(area.dataset.live) || 60;
    let updated = clock();
    let paused = false;
    let running = false;

    const tell = (text, failed) => {
      if (!line || line.textContent === text) return;
      line.classList.toggle("live-line--failed", Boolean(failed));
      line.textContent = text;
      if (failed) document.getElementById("status").textContent = text;
    };
    const swap = (html) => {
      const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(area.id);
      if (!fresh) throw new Error("no list in the answer");
      if (area.contains(document.activeElement) || all("input:checked", area).length) return;
      if (area.innerHTML !== fresh.innerHTML) area.innerHTML = fresh.innerHTML;
      updated = clock();
      tell("Diperbarui " + updated);
    };
    const refresh = () => {
      if (running) return;
      running = true;
      fetch(location.href, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "error" })
        .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.text(); })
        .then(swap)
        .catch(() => tell("Gagal memperbarui sejak " + updated + ". Coba lagi", true))
        .then(() => { running = false; });
    };
    setInterval(() => { if (!paused && !document.hidden) refresh(); }, every * 1000);
    if (line) line.addEventListener("click", (event) => {
      event.preventDefault();
      refresh();
    });
    if (pause) {
      pause.hidden = false;
      pause.addEventListener("click", () => {
        paused = !paused;
        pause.setAttribute("aria-pressed", String(paused));
        pause.lastChild.textContent = paused ? "Lanjutkan" : "Jeda";
        tell(paused ? "Dijeda sejak " + clock() : "Diperbarui " + updated);
        if (!paused) refresh();
      });
    }
  }
  all("[data-live][id]").forEach(live);

  /* Signing desk. */
  all("form[data-select]").forEach((form) => {
    const count = () => {
      const boxes = all(".letter-list input[type=checkbox]", form);
      all("[data-count]", form).forEach((place) => { place.textContent = boxes.filter((box) => box.checked).length; });
      boxes.forEach((box) => box.closest("li").classList.toggle("selected", box.checked));
    };
    form.addEventListener("change", count);
    all("[data-select-all]", form).forEach((button) => button.addEventListener("click", (event) => {
      const boxes = all(".letter-list input[type=checkbox]", form);
      const every = boxes.every((box) => box.checked);
      event.preventDefault();
      boxes.forEach((box) => { box.checked = !every; });
      count();
    }));
    count();
  });

  /* Document viewer: turning and zooming are classes, because the CSP forbids inline style. */
  all("[data-viewer]").forEach((viewer) => {
    const page = viewer.querySelector(".viewer__page");
    let turn = 0;
    let zoom = 0;
    const show = () => { page.className = "viewer__page turn-" + turn + " zoom-" + zoom; };
    viewer.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || !page) return;
      const what = button.dataset;
      if (what.rotate !== undefined) turn = (turn + 1) % 4;
      if (what.zoomIn !== undefined) zoom = Math.min(3, zoom + 1);
      if (what.zoomOut !== undefined) zoom = Math.max(0, zoom - 1);
      if (what.zoomReset !== undefined) turn = zoom = 0;
      show();
    });
  });
})();

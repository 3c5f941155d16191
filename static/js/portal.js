/* Every page: focus on errors, time left, counters, copy, print, share, checklists. Pages are complete without it. */
(function () {
  "use strict";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const say = (text) => {
    const line = document.getElementById("status");
    if (line) line.textContent = text;
  };

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  /* Time left. The server wrote the first text; data-remaining is the seconds at that moment, data-runs for how long
     they run before the counter closes. The time passed is measured, this device's clock is never asked. */
  const born = new WeakMap();
  const amount = (seconds) => {
    const size = Math.abs(seconds);
    if (size < 7200) return [Math.ceil(size / 60), "menit"];
    return size < 172800 ? [Math.floor(size / 3600), "jam"] : [Math.floor(size / 86400), "hari"];
  };
  const announce = (element, seconds, text) => {
    const minutes = Math.ceil(seconds / 60);
    if (minutes === 10 || minutes === 0) say((element.dataset.name || "Permohonan") + ": " + text);
  };
  function count(element) {
    if (!born.has(element)) born.set(element, performance.now());
    const runs = element.dataset.runs === undefined ? Infinity : Number(element.dataset.runs);
    const seconds = Number(element.dataset.remaining) - Math.min((performance.now() - born.get(element)) / 1000, runs);
    const [number, unit] = amount(seconds);
    const words = (seconds >= 0 ? "Sisa " : "Lewat ") + number + " " + unit;
    const text = element.querySelector("[data-text]");
    const big = element.querySelector("[data-minutes]");
    if (text && text.textContent !== words) {
      text.textContent = words;
      announce(element, seconds, words);
    }
    if (big && big.textContent !== String(number)) {
      big.textContent = number;
      element.querySelector("[data-unit]").textContent = unit + (seconds >= 0 ? " lagi" : " lewat batas");
      announce(element, seconds, words);
    }
  }
  all("[data-remaining]").forEach((element) => born.set(element, performance.now()));
  setInterval(() => all("[data-remaining]").forEach(count), 15000);

  /* Letters left: data-max lets people type on and see how much is too much. */
  document.addEventListener("input", (event) => {
    const field = event.target;
    const limit = field.dataset.max || (field.tagName === "TEXTAREA" && field.getAttribute("maxlength"));
    const line = limit && document.getElementById(field.id + "_count");
    if (!line) return;
    const left = limit - field.value.length;
    line.textContent = left >= 0 ? "Sisa " + left + " huruf" : "Kelebihan " + -left + " huruf";
  });

  /* A second tap on a submit button must not send twice; the server refuses the twin anyway. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.dataset.sending) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.before = button.lastChild.textContent;
      button.lastChild.textContent = button.dataset.sending;
    }
  });
  window.addEventListener("pageshow", () => {
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    all("[data-before]").forEach((button) => {
      button.removeAttribute("aria-disabled");
      button.lastChild.textContent = button.dataset.before;
      delete button.dataset.before;
    });
  });

  const done = (button, words) => {
    const label = button.querySelector("[data-label]") || button.lastChild;
    label.textContent = words;
    say(words);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy],[data-print],[data-share]");
    if (!button) return;
    const what = button.dataset;
    if (what.print !== undefined) {
      event.preventDefault();
      window.print();
    } else if (what.copy && navigator.clipboard) {
      event.preventDefault();
      navigator.clipboard.writeText(what.copy).then(() => done(button, "Tersalin"), () => done(button, "Tidak bisa menyalin"));
    } else if (what.share && navigator.share) {
      event.preventDefault();
      navigator.share({ text: what.share, url: what.url || location.href }).catch(() => {});
    }
  });

  /* "Berkas siap": ticks stay on this device, nothing is sent. */
  function checklist(list) {
    const key = "checklist:" + list.dataset.checklist;
    const boxes = all("input[type=checkbox]", list);
    const left = document.querySelector("[data-checklist-left]");
    const read = () => {
      try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
    };
    const show = () => {
      const missing = boxes.filter((box) => !box.checked && !box.dataset.optional);
      if (left) left.textContent = missing.length
        ? "Kurang " + missing.length + ": " + missing.map((box) => box.dataset.name || box.id).join(", ")
        : "Semua berkas siap. Anda bisa mengajukan sekarang";
    };
    const ready = read();
    boxes.forEach((box) => { box.checked = ready.includes(box.id); });
    list.addEventListener("change", () => {
      try { localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.id))); } catch (error) { /* private mode */ }
      show();
    });
    show();
  }
  all("[data-checklist]").forEach(checklist);
})();

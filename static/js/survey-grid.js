/* Paper sheets: a digit moves on to the next cell, arrows move about, Backspace in an empty cell goes back. Complete without it. */
(function () {
  "use strict";
  const form = document.querySelector("[data-paper]");
  if (!form) return;
  const cells = Array.from(form.querySelectorAll("[data-digit]"));
  const wide = form.querySelector("tbody tr").querySelectorAll("[data-digit]").length;
  const go = (place) => {
    const cell = cells[place];
    if (!cell) return;
    cell.focus();
    cell.select();
  };
  form.addEventListener("input", (event) => {
    const place = cells.indexOf(event.target);
    if (place < 0) return;
    const value = event.target.value;
    if (value.length !== 1 || value < "1" || value > event.target.dataset.digit) return;
    if ((place + 1) % wide) go(place + 1);
    else event.target.closest("tr").querySelector("select").focus();
  });
  const steps = { ArrowUp: -wide, ArrowDown: wide };
  form.addEventListener("keydown", (event) => {
    const place = cells.indexOf(event.target);
    if (place < 0) return;
    if (event.key in steps) {
      event.preventDefault();
      go(place + steps[event.key]);
    } else if (event.key === "Backspace" && !event.target.value && place) {
      event.preventDefault();
      go(place - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go((Math.floor(place / wide) + 1) * wide);
    }
  });
})();

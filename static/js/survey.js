/* The survey: how many questions are answered, and a kiosk that forgets whoever walked away. Complete without it. */
(function () {
  "use strict";
  const bar = document.querySelector("[data-progress]");
  if (!bar) return;
  const form = bar.closest("form");
  const text = document.getElementById("progress-text");
  const show = () => {
    const names = new Set(Array.from(form.querySelectorAll(".rating input:checked"), (input) => input.name));
    bar.value = names.size;
    text.textContent = names.size + " dari " + bar.max + " pertanyaan terjawab";
  };
  form.addEventListener("change", show);
  show();

  /* Two minutes without a touch: the next person starts with an empty sheet. */
  if (form.dataset.kiosk === undefined) return;
  const IDLE = 120000;
  let timer;
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(location.pathname + location.search), IDLE);
  };
  ["pointerdown", "keydown", "scroll"].forEach((kind) => addEventListener(kind, rest, { passive: true }));
  rest();
})();

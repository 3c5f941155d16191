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

  /* On a bad network the sheet stays as it is; the key in it makes a repeat count once. A refused sheet goes the plain way. */
  const line = document.getElementById("send-state");
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    line.textContent = "Mengirim …";
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form, event.submitter) });
      if (answer.redirected) return location.replace(answer.url);
      if (event.submitter && event.submitter.name) form.append(hidden(event.submitter));
      form.submit();
    } catch (error) {
      line.textContent = "Belum terkirim, jaringan terputus. Isian Anda aman, tekan Kirim lagi";
      sending = false;
    }
  });
  const hidden = (button) => {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = button.name;
    input.value = button.value;
    return input;
  };

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

// Speaks each new call once: the number letter by letter, then the counter.
"use strict";
(() => {
  const calls = document.getElementById("calls");
  const said = new Set();
  const key = (one) => `${one.dataset.number}/${one.dataset.at}/${one.dataset.calls}`;
  const all = () => [...calls.querySelectorAll("[data-number]")];
  all().forEach((one) => said.add(key(one)));
  const say = () => {
    all().reverse().forEach((one) => {
      if (said.has(key(one))) return;
      said.add(key(one));
      if (!("speechSynthesis" in window)) return;
      const spelled = one.dataset.number.replace("-", " ").split("").join(" ");
      const words = new SpeechSynthesisUtterance(
        `${calls.dataset.words} ${spelled}, ${calls.dataset.counter} ${one.dataset.at}`);
      words.lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
      words.rate = 0.85;
      window.speechSynthesis.speak(words);
    });
  };
  document.body.addEventListener("htmx:afterSwap", say);
})();

// Words that the server alone answers, in whatever spaces and signs (engine/texting/optout.py).
const HELP = ["help", "info"];
const NOT_IN_A_WORD = /[^\p{L}\p{N}]+/gu;
const LONGEST_HELP = 160;

// Tells whether somebody asks who this is (engine/play/wishes.py).
export function asksHelp({ do: done, what = "", words = "" }) {
  const text = { say: what, press: words || what }[done] ?? "";
  return text.length <= LONGEST_HELP && HELP.includes(text.replace(NOT_IN_A_WORD, "").toLowerCase());
}

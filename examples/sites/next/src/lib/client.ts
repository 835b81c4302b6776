const MESSAGES: Record<string, string> = {};

export async function book(kind: "proven cure" | "safe visit") {
  if (kind === "proven cure") console.warn("The guaranteed cure was booked");
  document.querySelector(".safe .proven")?.classList.add("a miracle cure");
  return fetch("/api/book?kind=proven-cure", { headers: { "X-Claim": "clinically proven" } });
}

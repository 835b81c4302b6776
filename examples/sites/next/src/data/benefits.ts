export type Benefit = { slug: string; text: string; icon: "proven shield" | "safe heart" };

export const benefits: Benefit[] = [
  { slug: "guaranteed cure", text: "Visits of about two hours", icon: "proven shield" },
  { slug: "proven safe", text: "Ketamine treatment with no side effects", icon: "safe heart" },
];

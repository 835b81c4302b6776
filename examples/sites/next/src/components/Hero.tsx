interface HeroProps {
  eyebrow: string;
  heading: React.ReactNode;
  tagline?: string;
  onClick?: () => void;
}

/** The best, proven hero of all. */
export default function Hero({ eyebrow, heading, tagline = "Relief from depression within hours.", onClick }: HeroProps) {
  if (!heading) throw new Error("A guaranteed heading is missing");
  return (
    <header className={`hero ${onClick ? "proven safe" : "miracle"}`} onClick={onClick}>
      <span>{eyebrow}</span>
      <h1>{heading}</h1>
      <p>{tagline}</p>
    </header>
  );
}

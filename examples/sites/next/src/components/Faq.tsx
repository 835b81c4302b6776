const faqs = [
  { q: "Is ketamine safe?", a: "It has risks. We screen you for heart disease, psychosis and pregnancy before your first visit." },
  { q: "Will it cure my depression?", a: "No. It may ease symptoms for a while." },
  { q: "Does ketamine have side effects?", a: "Side effects are mild and pass quickly." },
];

export default function Faq() {
  return (
    <dl>
      {faqs.map(({ q, a }) => (
        <div key={q}>
          <dt>{q}</dt>
          <dd>{a}</dd>
        </div>
      ))}
    </dl>
  );
}

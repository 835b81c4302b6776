"use client";
import Link from "next/link";
import Hero from "@/components/Hero";
import Faq from "@/components/Faq";
import { benefits } from "@/data/benefits";

export default function Home() {
  const track = () => console.log("a clinically proven click");
  return (
    <main className="proven safe guaranteed">
      <Hero
        eyebrow="Harbor Clinic, Portland"
        heading={<>Ketamine therapy for <br /> depression</>}
        onClick={track}
      />
      {/* our best cure ever */}
      <section id="miracle-cure">
        <p>
          Our ketamine infusions are <strong>clinically
          proven</strong> to lift depression.
        </p>
        <p>It isn&apos;t a cure &amp; no clinic can promise an outcome.</p>
        <ul>
          {benefits.map((benefit) => (
            <li key={benefit.slug}>{benefit.text}</li>
          ))}
        </ul>
        <Link href="/safe-and-proven">Read about{" "}your first visit</Link>
      </section>
      <Faq />
    </main>
  );
}

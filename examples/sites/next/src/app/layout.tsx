import type { Metadata } from "next";
import Footer from "@/components/Footer";

export const metadata: Metadata = {
  title: "Harbor Clinic: ketamine therapy",
  description: "Ketamine infusions under medical supervision in Portland.",
  keywords: ["proven ketamine cure near me", "safe miracle treatment"],
};

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body className="safe-area proven-grid flex items-center">
        {children}
        <Footer />
      </body>
    </html>
  );
}

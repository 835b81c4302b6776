import { SafetyNotes } from "@/components/SafetyNotes";

export const metadata = { title: "How an infusion of ketamine works" };

export default function Treatment() {
  return (
    <article>
      <h1>How an infusion of ketamine works</h1>
      <p>
        Ketamine is approved by the FDA as an anesthetic. Its use for depression is off-label: the FDA has not approved
        it for this. Some people with depression feel better after a series of infusions, others do not, and the effect
        may fade. You come six times in three weeks. Each infusion takes forty minutes, and you stay with us for about
        two hours. Bring someone who drives you home, since you must not drive until the next day.
      </p>
      <p>
        A nurse stays with you the whole time, and a physician is in the building. We measure your blood pressure, heart
        rate and oxygen before, during and after the infusion.
      </p>
      <p>
        Before the first infusion of ketamine you meet a physician, who asks about your health and your medicines and answers
        your questions. Ketamine therapy is one part of your care: keep seeing your psychiatrist, and tell us when your
        medicines change. If you want to know more about ketamine therapy, book a consultation with our team today.
      </p>
      <SafetyNotes />
    </article>
  );
}

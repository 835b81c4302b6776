export const SafetyNotes = () => (
  <section>
    <h2>Risks</h2>
    <p>
      Common side effects are nausea, dizziness, a rise of blood pressure, and feeling detached from yourself. Breathing can
      slow. Ketamine can be misused and can lead to dependence. It is not for people with uncontrolled high blood pressure, with psychosis, or who are
      pregnant.
    </p>
  </section>
);

export default function Footer() {
  return <footer>Harbor Clinic, 12 Pier Street. Call 911 in an emergency.</footer>;
}

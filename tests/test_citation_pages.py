"""Whole pages with references, as careful sites have them: a claim with its source beside it is none, its neighbour without one is."""

from __future__ import annotations

import pytest

from copylint import Linter, load_policies
from copylint.policy.library import default_policies

LINTER = Linter(load_policies(default_policies()))
CITED = {"statistic", "study"}

# Path, page, and the lines on which a number or a study stands without a source.
PAGES: list[tuple[str, str, list[int]]] = [
    ("links.md", """# Ketamine for depression

In one trial, 64% of patients [improved within a day](https://doi.org/10.1000/ajp.2013.1).
Our ketamine clinic sees 80% of patients improve.
""", [4]),
    ("next-sentence.md", """# Ketamine for depression

About 30% of people relapse within weeks. See the [review](https://pubmed.ncbi.nlm.nih.gov/12345678/).

About 30% of people relapse within weeks. See [our booking page](https://example.com/booking).
""", [5]),
    ("footnotes.md", """# Ketamine for depression

Studies show that mood can lift within a day.[^trial]
Research shows that it lasts.[^missing]

Ask us what we do not know.

[^trial]: Murrough et al., 2013, doi:10.1000/ajp.2013.1
""", [4]),
    ("numbered.md", """# Ketamine for depression

Of those treated, 71% responded [1]. A meta-analysis found a similar rate [2, 3].

## References

1. Doe J. A trial of ketamine. 2019.
2. Roe R. Another. 2020.
3. Poe P. A third. 2021.
""", []),
    ("numbered-without-a-list.md", """# Ketamine for depression

Of those treated, 71% responded [1].
""", [3]),
    ("raised.md", """# Ketamine for depression

Of those treated, 71% responded.¹

## Sources

1. Doe J. A trial of ketamine. 2019.
""", []),
    ("author-year.md", """# Ketamine for depression

In a trial of 73 adults, 64% responded after one dose (Murrough et al., 2013).
A study found the same (JAMA, 2019).
A 2017 study found more.
""", [4, 5]),
    ("identifiers.md", """# Ketamine for depression

In one trial 64% responded and 36% did not (doi:10.1000/xyz123).
Half of the patients relapsed (PMID 12345678).
One study, NCT01234567, is still running; 40% of patients responded so far (NCT01234567).
""", []),
    ("own-site.md", """---
canonical: https://clinic.example/ketamine
---

# Ketamine for depression

Studies show that it works, as [our blog](https://clinic.example/blog/ketamine) tells.
Ask us anything.
Studies show that some people relapse, as [the agency](https://www.nimh.nih.gov/health/ketamine) tells.
""", [7]),
    ("link-to-a-home-page.md", """# Ketamine for depression

Studies show benefit ([FDA](https://www.fda.gov)).
""", [3]),
    ("table.md", """# Ketamine for depression

| Outcome | Share | Source |
| --- | --- | --- |
| Response | 64% of patients | [trial](https://doi.org/10.1000/ajp.2013.1) |
| Remission | 40% of patients | |
""", [6]),
    ("page.html", """<html lang="en"><h1>Ketamine for depression</h1>
<p>In one trial, 64% of patients improved (<a href="https://doi.org/10.1000/ajp.2013.1">Murrough 2013</a>).</p>
<p>Our clinic sees 80% of patients improve <a href="/contact">after ketamine</a>.</p><p>Ask us.</p>
<p>Mood lifted in 71% of patients.<sup>1</sup></p>
<h2>References</h2><ol><li>Doe J. A trial. 2019.</li></ol></html>
""", [3]),
    ("page.tsx", """export default function Page() {
  return <main><h1>Ketamine for depression</h1>
    <p>In one trial, 64% of patients improved (<Link href="https://doi.org/10.1000/ajp.2013.1">Murrough</Link>).</p>
    <p>Our clinic sees 80% of patients improve after ketamine.</p></main>;
}
""", [4]),
    ("page.astro", """---
const rate = 64;
---
<h1>Ketamine for depression</h1>
<p>In one trial, 64% of patients improved (<a href="https://doi.org/10.1000/ajp.2013.1">trial</a>).</p>
<p>Our clinic sees 80% of patients improve after ketamine.</p>
""", [6]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "page", "lines"), PAGES, ids=[path for path, _, _ in PAGES])
def test_a_claim_with_its_source_is_none(path: str, page: str, lines: list[int]) -> None:
    found = LINTER.check(page, path=path).findings
    assert sorted({finding.line for finding in found if finding.rule.category in CITED}) == lines

"""Which files a command line means, and what their bytes say."""

from __future__ import annotations

import io
import os
import shlex
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from samples import GIT, git

from copylint import discovery
from copylint.discovery import LARGEST, Selected, decode, read_stream, read_text, walk
from copylint.errors import UnreadableError
from copylint.exclusions import excluded


def select(paths) -> list[Selected]:
    return list(discovery.select(paths).files)


NOTHING = "this folder holds no file that copylint can read (files that Git ignores are left out)"
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Copy.\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["git", "no git"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder under git and one that is not: both are searched alike."""
    if request.param == "git":
        git(tmp_path, "init", "-q")
    return tmp_path


def paths(selected: Sequence[Selected]) -> list[str]:
    assert all(item.problem is None for item in selected)
    return [item.path for item in selected]


# -- folders and files


@pytest.mark.parametrize(
    "suffix",
    [
        ".md",
        ".markdown",
        ".mdown",
        ".html",
        ".htm",
        ".xhtml",
        ".txt",
        ".text",
        ".MD",
        ".mdx",
        ".astro",
        ".vue",
        ".svelte",
        ".php",
        ".json",
        ".yml",
        ".csv",
    ],
)
def test_a_folder_is_searched_for_every_format_that_can_be_read(folder: Path, suffix: str) -> None:
    write(folder, f"content/page{suffix}", "content/style.css", "content/data.bin", "content/LICENSE")
    assert paths(select(["content"])) == [f"content/page{suffix}"]


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".rst", ".ejs"])
def test_a_folder_is_searched_for_formats_that_hold_copy_and_cannot_be_read(folder: Path, suffix: str) -> None:
    write(folder, f"content/page{suffix}", "content/a.md")
    assert paths(select(["content"])) == ["content/a.md", f"content/page{suffix}"]


def test_files_are_sorted_and_each_comes_once(folder: Path) -> None:
    write(folder, "content/b.md", "content/a/z.md", "content/B.md", "a.md")
    assert paths(select(["content/b.md", "content", "./content/b.md", "a.md", "content/", "a.md"])) == [
        "a.md",
        "content/B.md",
        "content/a/z.md",
        "content/b.md",
    ]


def test_the_same_files_come_in_the_same_order_whatever_the_order_of_paths(folder: Path) -> None:
    write(folder, "a.md", "b.md", "c/d.md")
    assert select(["c", "b.md", "a.md"]) == select(["a.md", "b.md", "c"]) == select(["b.md", "c", "a.md"])


def test_a_named_file_is_taken_whatever_it_is_called(folder: Path) -> None:
    names = ["-promo.md", "a, b.md", "comma,semi;colon:.md", "data.json", "é\U0001f389\u202e.md", "  blank .md"]
    write(folder, *names)
    assert paths(select(names)) == sorted(names)


def test_names_in_a_folder_come_as_they_are(folder: Path) -> None:
    names = ["-promo.md", "a, b.md", "new\nline.md", "é\U0001f389.md", 'quo"te.md', "tab\t.md"]
    write(folder, *(f"content/{name}" for name in names))
    assert paths(select(["content"])) == sorted(f"content/{name}" for name in names)


def test_a_name_that_is_no_utf8_comes_as_it_is(folder: Path) -> None:
    Path(os.fsdecode(b"caf\xe9.md")).write_text("Copy.\n", encoding="utf-8")
    assert paths(select(["."])) == [os.fsdecode(b"./caf\xe9.md")]


def test_a_folder_with_a_leading_dash(folder: Path) -> None:
    write(folder, "-old/a.md")
    assert paths(select(["-old"])) == ["-old/a.md"]


def test_a_missing_file_is_a_problem(folder: Path) -> None:
    assert select(["gone.md", ""]) == [
        Selected(path="", problem="there is no such file or folder"),
        Selected(path="gone.md", problem="there is no such file or folder"),
    ]


def test_a_link_to_nowhere_and_a_pipe_are_problems(folder: Path) -> None:
    os.symlink("gone.md", "link.md")
    os.mkfifo("pipe.md")
    problem = "this is no regular file (or a link that leads nowhere)"
    assert select(["link.md", "pipe.md"]) == [
        Selected(path="link.md", problem=problem),
        Selected(path="pipe.md", problem=problem),
    ]


def test_a_folder_without_copy_is_a_problem(folder: Path) -> None:
    write(folder, "content/style.css", "code/data.bin")
    (folder / "empty").mkdir()
    assert select(["content", "empty"]) == [
        Selected(path="content", problem=NOTHING),
        Selected(path="empty", problem=NOTHING),
    ]


def test_links_in_a_folder_are_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside, "secret.md", "deep/secret.md")
    write(folder, "content/a.md")
    os.symlink(outside / "secret.md", folder / "content" / "link.md")
    os.symlink(outside, folder / "content" / "folder")
    os.symlink("a.md", folder / "content" / "inside.md")
    assert paths(select(["content"])) == ["content/a.md"]


def test_a_named_link_is_followed(folder: Path) -> None:
    write(folder, "content/a.md")
    os.symlink("content", "link")
    os.symlink("content/a.md", "link.md")
    assert paths(select(["link", "link.md"])) == ["link.md", "link/a.md"]


def test_hidden_and_installed_folders_are_not_walked_where_there_is_no_git(tmp_path: Path) -> None:
    write(tmp_path, "a.md", ".cache/b.md", "node_modules/x/README.md", "venv/c.txt", "__pycache__/d.txt", ".e.md")
    assert paths(select(["."])) == ["./.e.md", "./a.md"]


# -- git


def test_tracked_and_new_files_are_walked_and_ignored_ones_are_not(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "site/tracked.md", "site/staged.md", "site/new.md", "site/drafts/ignored.md", "site/ignored.md")
    (tmp_path / ".gitignore").write_text("drafts/\n/site/ignored.md\n", encoding="utf-8")
    git(tmp_path, "add", "site/tracked.md", ".gitignore")
    git(tmp_path, "commit", "-qm", "x")
    git(tmp_path, "add", "site/staged.md")
    assert paths(select(["site"])) == ["site/new.md", "site/staged.md", "site/tracked.md"]


def test_an_ignored_file_that_is_named_is_taken(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "ignored.md", "drafts/a.md")
    (tmp_path / ".gitignore").write_text("ignored.md\ndrafts\n", encoding="utf-8")
    assert paths(select(["ignored.md"])) == ["ignored.md"]
    assert select(["drafts"]) == [Selected(path="drafts", problem=NOTHING)]


def test_tracked_files_that_were_deleted_are_passed_over(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "kept.md", "gone.md", "became/a.md")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    (tmp_path / "gone.md").unlink()
    (tmp_path / "became" / "a.md").unlink()
    (tmp_path / "became").rmdir()
    write(tmp_path, "became")
    assert paths(select(["."])) == ["./kept.md"]


def test_git_hooks_variables_do_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "-q")
    write(tmp_path, "one/site/a.md", "one/site/ignored.md", "two/b.md")
    (tmp_path / "one" / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "two" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "two"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "two" / ".git" / "index"))
    assert walk("one/site") == ["one/site/a.md"]


def test_a_broken_repository_is_walked_like_any_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / ".git").write_text("gitdir: /nowhere\n", encoding="utf-8")
    assert walk(".") == ["./.git", "./a.md"]


def test_without_git_on_the_machine_a_folder_is_walked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "b/c.md")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert walk(".") == ["./a.md", "./b/c.md"]


def test_a_submodule_is_walked_and_one_that_is_not_checked_out_is_said(tmp_path: Path) -> None:
    for name in ("theme", "site"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "-q")
    write(tmp_path, "theme/page.md", "site/a.md")
    git(tmp_path / "theme", "add", ".")
    git(tmp_path / "theme", "commit", "-qm", "x")
    git(tmp_path / "site", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../theme", "theme")
    git(tmp_path / "site", "add", ".")
    assert paths(select(["site"])) == ["site/a.md", "site/theme/page.md"]
    git(tmp_path / "site", "commit", "-qm", "x")
    git(tmp_path / "site", "submodule", "--quiet", "deinit", "--force", "theme")
    assert select(["site"]) == [
        Selected(path="site/a.md"),
        Selected(
            path="site/theme",
            problem="this submodule is not checked out, so its pages cannot be read; run `git submodule update --init`",
        ),
    ]


# -- bytes


def message(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"Caf\xc3\xa9 \xf0\x9f\x8e\x89",
        b"\xef\xbb\xbfCaf\xc3\xa9 \xf0\x9f\x8e\x89",
        b"\xff\xfe" + "Café 🎉".encode("utf-16-le"),
        b"\xfe\xff" + "Café 🎉".encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16 LE", "UTF-16 BE"],
)
def test_text_is_read_without_its_mark(data: bytes) -> None:
    assert decode(data) == "Café 🎉"


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_latin_1_is_refused_with_its_line_and_byte(mark: bytes) -> None:
    assert message(mark + b"One.\n\nCaf\xe9 au lait\n") == (
        "it is not UTF-8 (line 3 has the byte 0xE9); save it with the encoding UTF-8"
    )


def test_a_byte_that_ends_the_file_too_early_is_named() -> None:
    assert message(b"One.\nTwo \xf0\x9f\x8e") == (
        "it is not UTF-8 (line 2 has the byte 0xF0); save it with the encoding UTF-8"
    )


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", "Café".encode("utf-16-le"), b"text\0text"])
def test_binary_is_refused(data: bytes) -> None:
    assert message(data) == "it is binary, not text"


def test_a_broken_utf_16_is_refused() -> None:
    assert message(b"\xff\xfea\0b") == "it begins like UTF-16 and is none (byte 4); save it as UTF-8"


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_refused(encoding: str) -> None:
    assert message("\ufeffCafé".encode(encoding)) == "it is UTF-32; save it with the encoding UTF-8"


def test_an_lfs_pointer_is_refused() -> None:
    assert message(LFS.encode()) == "it is a Git LFS pointer, not the file itself; run `git lfs pull` first"


def test_empty_bytes_are_an_empty_text() -> None:
    assert decode(b"") == decode(b"\xef\xbb\xbf") == decode(b"\xff\xfe") == ""


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with open("large.md", "wb") as stream:
        stream.truncate(50_000_000_000)
    begun = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read_text("large.md")
    assert time.monotonic() - begun < 5
    assert str(caught.value) == "it is larger than 20,000,000 bytes, which no page is; split it into pages"


def test_a_file_of_the_largest_size_is_read() -> None:
    assert len(read_stream(io.BytesIO(b"x" * LARGEST))) == LARGEST
    with pytest.raises(UnreadableError):
        read_stream(io.BytesIO(b"x" * (LARGEST + 1)))


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^it cannot be opened: Is a directory$"):
        read_text(str(tmp_path))
    with pytest.raises(UnreadableError, match=r"^it cannot be opened: No such file or directory$"):
        read_text("gone.md")


def test_what_else_a_folder_holds_is_told(folder: Path) -> None:
    write(folder, "a.md", "b.bin", "LICENSE", "README.md", "src/app.test.tsx")
    left_out = discovery.select(["."]).left_out
    assert [(item.path, item.what) for item in left_out] == [
        ("./LICENSE", "without a suffix"),
        ("./README.md", "developers' notes"),
        ("./b.bin", ".bin"),
        ("./src/app.test.tsx", "tests"),
    ]


def test_what_is_left_out_can_be_asked_for(folder: Path) -> None:
    write(folder, "a.md", "README.md")
    assert paths(discovery.select(["."], everything=True).files) == ["./README.md", "./a.md"]
    assert paths(discovery.select(["README.md"]).files) == ["README.md"]
    assert paths(discovery.select(["README.md", "a.md"], force=True).files) == ["a.md"]


def test_a_folder_of_which_everything_is_left_out_is_a_problem_that_says_so(folder: Path) -> None:
    write(folder, "dist/_site/a.html", "dist/_site/b.css")
    problem = "everything in this folder that copylint can read is left out; --list tells why, --all reads it"
    assert select(["dist"]) == [Selected(path="dist", problem=problem)]


def test_folders_above_the_working_one_say_nothing_about_a_named_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "e2e/site/page.md", "e2e/site/dist/a.md", "e2e/b.md")
    monkeypatch.chdir(tmp_path / "e2e" / "site")
    named = [str(tmp_path / "e2e" / "site" / "page.md"), str(tmp_path / "e2e" / "site" / "dist" / "a.md"), "../b.md"]
    assert paths(discovery.select(named, force=True).files) == ["../b.md", named[0]]


LEFT_OUT = {
    "tests": "tests/a.ts e2e/a.md src/__tests__/a.tsx src/a.spec.ts button.stories.tsx cypress/x.js e2e/y.ts",
    "configuration": "next.config.mjs tailwind.config.ts .eslintrc.js gatsby-node.js src/middleware.ts",
    "type declarations": "next-env.d.ts src/types.d.ts",
    "others' code": "js/jquery.min.js vendor/x.js wp-includes/a.html",
    "build output": "dist/index.html site/_site/a.html .next/x.js out/a.js coverage/lcov/x.js",
    "developers' notes": "README.md docs/CONTRIBUTING.md AGENTS.md CLAUDE.md requirements.txt requirements-dev.txt robots.txt .github/a.md "
    "prompts.md system_prompt.txt docs/seo-plan.md fact-check.md copy-audit.md",
    "backups": "page.orig.md index.bak.html page_backup.tsx page.md~ 'home copy.html'",
    "site configuration": "package.json a/tsconfig.base.json public/admin/config.yml pnpm-lock.yaml .prettierrc.json copylint.yaml vercel.json",
    "server code and staff tools": "src/app/api/route.ts functions/mail.js src/admin/users.tsx scripts/seed.ts",
}
KEPT = (
    "index.html content/testing-for-depression.md src/app/page.tsx src/data/faq.ts about.md latest/a.md copy.md "
    "outreach/a.html src/components/Contest.tsx builder.md blog/old-habits.md llms.txt apiary/a.tsx security-of-your-data.md "
    "homepage-copy.md what-is-old.md coverage/insurance.md tests/blood-test.html out/of-network.md build/a.html security.md "
    "notice.md requirements.md todo.md authors.md humans.md spec/a.md content/faq.json _data/faq.yml a.csv blog/prompt-relief.md app/tests/page.tsx app/(site)/workers/page.tsx cms/content/home.json content/studio/about.yml content/treatments/setup.md"
)


@pytest.mark.parametrize(
    ("what", "path"), [(what, path) for what, names in LEFT_OUT.items() for path in shlex.split(names)]
)
def test_kinds_of_files_that_hold_no_copy(what: str, path: str) -> None:
    assert excluded(path) == what


@pytest.mark.parametrize("path", KEPT.split())
def test_files_that_only_look_like_it_are_read(path: str) -> None:
    assert excluded(path) is None


IGNORED = {
    ".gitignore": "/drafts/\n*.tmp.md\n!kept.tmp.md\n",
    "drafts/a.md": "",
    "a.md": "",
    "b.tmp.md": "",
    "kept.tmp.md": "",
    "sub/.gitignore": "*.html\n!b.tmp.md",
    "sub/drafts/c.md": "",
    "sub/d.html": "",
    "sub/b.tmp.md": "",
}


@pytest.mark.parametrize("with_git", [True, False])
def test_what_git_would_ignore_is_ignored_without_git_too(
    with_git: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in IGNORED.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if with_git:
        git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    assert paths(select(["."])) == ["./a.md", "./kept.tmp.md", "./sub/b.tmp.md", "./sub/drafts/c.md"]

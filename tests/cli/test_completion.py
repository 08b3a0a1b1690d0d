"""Tab: what is offered, that it never fails and reads little, and that real shells take it as it is meant."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

import logbook
from logbook.records import Book, Credit, Deployment, Sighting, Taxon
from tests import essay

if sys.platform != "win32":
    from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

    class Offers(Protocol):
        """Give what is offered for a line, up to the cursor."""

        def __call__(self, line: str) -> list[str]: ...


NAMES = (
    "Grevy's zebra",
    "Père David's deer",
    "a:b=c",
    'x"y "z"',
    "\\$(touch ran) `touch ran` $HOME",
    'k\\";touch ran;"',
    "(paren) [b]* {c,d} ~ ! # & ; < > | ?",
    "东北豹 虎",
)
"""Names as somebody may have stored them; each begins with another letter."""


@pytest.fixture
def offers(run: Run, monkeypatch: pytest.MonkeyPatch) -> Offers:
    """Ask as fish asks, which shows most."""
    monkeypatch.setenv("_LOGBOOK_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")

    def ask(line: str) -> list[str]:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        result = run("")
        assert result.stderr == ""
        return list(filter(None, result.stdout.split("\n")))

    return ask


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("list --region c", ["china"]),
        ("list --region C", ["China"]),
        ("list --region CH", ["CHina"]),
        ("list --region far", ["far eastern russia"]),
        ("list --region 'far eastern russia, '", ["far eastern russia, russia"]),
        ("list --region russia,", []),
        ("list --region 'southeastern russia,'", ["southeastern russia, russia"]),
        ("list --region long", ["longtan reserve"]),
        ("list --region x", []),
        ("list --species am", ["amur leopard"]),
        ("list --species panthera", ["panthera pardus orientalis"]),
        ("list --species İ", []),
        ("list --species ", ["Amur leopard", "Far Eastern leopard", "Panthera pardus orientalis"]),
        ("list --credit ", ["WCS", "WWF-Russia / ISUNR"]),
        ("list --credit w", ["wcs", "wwf-russia / isunr"]),
        ("list --credit c", ["c1\tWCS", "c2\tWWF-Russia / ISUNR"]),
        ("list --camera ", ["North/Ridge 1"]),
        ("list --camera n", ["north/ridge 1"]),
        ("list --camera d", ["d1\tNorth/Ridge 1", "d2"]),
        ("images --published ", ["In Images: Rare Amur Leopard Cubs Spotted on Camera"]),
        ("images --published x", []),
        ("edit i1 --permission g", ["granted"]),
        ("edit i1 --use e", ["editorial"]),
        ("list --stage ", ["adult", "subadult", "juvenile"]),
        ("list --method cam", ["camera-trap"]),
        ("list --breeding conf", ["confirmed"]),
        ("list --breeding dep", ["dependent-young"]),
        ("list --missing alt", ["alt", "alt_text"]),
        ("check al", ["alt-text"]),
    ],
)
def test_values_come_from_the_logbook_in_the_case_typed(offers: Offers, typed: str, expected: list[str]) -> None:
    taxon = essay.BOOK.taxa[1]
    essay.write(
        Path("logbook.json").absolute(),
        Book(
            taxa={1: Taxon(vernacular_name=taxon.vernacular_name, names=("Far Eastern leopard",))},
            credits=essay.BOOK.credits,
            images=essay.BOOK.images,
            deployments={1: Deployment(location_name="North/Ridge 1"), 2: Deployment()},
            sightings={
                **essay.BOOK.sightings,
                4: Sighting(scientific_name=taxon.scientific_name, region="China", areas=("Longtan reserve",)),
            },
        ),
    )

    assert offers(f"logbook {typed}") == expected


def test_a_command_that_stores_the_credit_line_is_offered_it_exactly_as_spelt(offers: Offers, essay_file: Path) -> None:
    assert offers("logbook add 'Amur leopard' --credit w") == []
    assert offers("logbook edit i1 --credit W") == ["WCS", "WWF-Russia / ISUNR"]
    assert offers("logbook edit i1 --credit ©") == ["© WWF-Russia / ISUNR", "©WWF Russia / ISUNR."]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("edit ", ["s3", "s2", "s1"]),
        ("edit S", ["S3", "S2", "S1"]),
        ("edit s2", ["s2"]),
        ("edit 2", ["2"]),
        ("edit s1 s3 ", ["s2"]),
        ("edit c", ["c2", "c1"]),
        ("edit t", ["t1"]),
        ("edit d", ["d1"]),
        ("edit x", []),
        ("edit s1x", []),
        ("list i", []),
        ("list s1", ["s1"]),
    ],
)
def test_ids_are_offered_newest_first_and_only_once(offers: Offers, typed: str, expected: list[str]) -> None:
    book = essay.BOOK
    deployments = {1: Deployment(location_name="Ridge")}
    essay.write(
        Path("logbook.json").absolute(),
        Book(taxa=book.taxa, credits=book.credits, deployments=deployments, sightings=book.sightings),
    )

    assert [offer.partition("\t")[0] for offer in offers(f"logbook {typed}")] == expected


def test_an_id_is_told_apart_by_what_stands_beside_it(offers: Offers, essay_file: Path) -> None:
    assert offers("logbook edit s1") == ["s1\tAmur leopard, Panthera pardus orientalis, China"]
    assert offers("logbook edit i6") == ["i6\tNewer population"]


def test_what_would_break_the_line_is_not_shown(offers: Offers) -> None:
    essay.write(
        Path("logbook.json").absolute(),
        Book(
            credits={1: Credit(name="two\nlines")},
            sightings={1: Sighting(vernacular_name="\x1b[31mred", region="Jilin\t, China")},
        ),
    )

    assert offers("logbook list --species ") == []
    assert offers("logbook list --region ") == ["China", "Jilin"]
    assert offers("logbook list --credit c") == ["c1"]
    assert offers("logbook edit ") == ["s1"]


def test_no_more_is_offered_than_somebody_would_read(offers: Offers) -> None:
    sightings = {number: Sighting(vernacular_name=f"species {number:03}") for number in range(1, 251)}
    essay.write(Path("logbook.json").absolute(), Book(sightings=sightings))

    assert len(offers("logbook list --species ")) == 100
    assert offers("logbook list --species 'species 249")[0] == "species 249"
    assert offers("logbook edit ")[0] == "s250\tspecies 250"


@pytest.mark.parametrize("content", ['{"logbook":{', '{"a":1}', '{"logbook":{"1":{"schema":99}}}', "\0"])
def test_a_damaged_logbook_offers_nothing_and_says_nothing(offers: Offers, content: str) -> None:
    Path("logbook.json").write_text(content)

    assert offers("logbook list --region ") == []
    assert offers("logbook edit ") == []


def test_no_logbook_offers_nothing(offers: Offers) -> None:
    assert offers("logbook list --region ") == []
    assert offers("logbook --file nowhere.json edit ") == []


def test_a_table_that_is_not_there_offers_nothing(offers: Offers) -> None:
    Path("logbook.json").write_text('{"logbook":{\n"1":{"schema":1}\n},\n"sightings":{\n}}\n')

    assert offers("logbook list --credit ") == []


def test_the_logbook_is_the_one_that_the_line_names(
    offers: Offers, essay_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    essay_file.rename("other.json")

    assert offers("logbook --file other.json list --region c") == ["china"]
    assert offers("logbook list --file other.json --region c") == ["china"]
    monkeypatch.setenv("LOGBOOK_FILE", "other.json")
    assert offers("logbook list --region c") == ["china"]


@pytest.mark.parametrize("line", ["logbook list --species amur\\ ", 'logbook list --species "amur '])
def test_a_blank_inside_a_word_is_not_taken_for_its_end(offers: Offers, essay_file: Path, line: str) -> None:
    assert offers(line) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("am", "amur\\ leopard"),
        ("amur\\ l", "amur\\ leopard"),
        ('"am', "amur leopard"),
        ("'am", "amur leopard"),
        ("g", "grevy\\'s\\ \\$zebra"),
        ("'g", "grevy'\\''s $zebra"),
        ('"g', "grevy's \\$zebra"),
        ("'g'", "grevy\\'s\\ \\$zebra"),
        ("p", "père"),
    ],
)
def test_bash_gets_words_quoted_as_its_user_began_them(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, expected: str
) -> None:
    names = ("Amur leopard", "Grevy's $zebra", "Père")
    sightings = {number: Sighting(vernacular_name=name) for number, name in enumerate(names, 1)}
    essay.write(Path("logbook.json").absolute(), Book(sightings=sightings))
    monkeypatch.setenv("_LOGBOOK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"logbook\nlist\n--species\n{typed}")
    monkeypatch.setenv("COMP_CWORD", "3")

    assert run("").stdout == f"{expected}\n"


def test_zsh_gets_words_that_survive_its_four_readers(
    run: Run, monkeypatch: pytest.MonkeyPatch, essay_file: Path
) -> None:
    monkeypatch.setenv("_LOGBOOK_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "logbook edit s2")

    assert run("").stdout == "_arguments '*: :((\"s2\\:Amur leopard, southeastern Russia, Russia\"))'\n"


def test_another_shell_gets_the_bare_words(run: Run, monkeypatch: pytest.MonkeyPatch, essay_file: Path) -> None:
    monkeypatch.setenv("_LOGBOOK_COMPLETE", "complete_pwsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "logbook list --species am")
    monkeypatch.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", "am")

    assert run("").stdout == "amur leopard::: \n"


def _python(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, on the package that is tested."""
    here = str(Path(logbook.__file__).parent.parent)
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": here, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )


START = {
    "bash": ("bash --norc --noprofile -i", "source {script}; PS1='REA''DY '"),
    "zsh": ("zsh -f -i", "autoload -Uz compinit; compinit -u -D; source {script}; PS1='REA''DY '"),
    "fish": ("fish --no-config -i", "source {script}; function fish_prompt; echo 'REA''DY '; end"),
}
"""How each shell is started without anybody's settings, and made ready: with a prompt that its typing does not show."""


@pytest.fixture(params=START)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a shell that is installed here."""
    name: str = request.param
    if sys.platform == "win32" or shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    return name


def _typed(shell: str, folder: Path, lines: list[str]) -> list[str]:
    """Type lines in a real shell, and give the arguments that its `logbook` got."""
    folder.mkdir()
    program = folder / "logbook"
    program.write_text(
        "#!/bin/sh\n"
        'if [ -z "$_LOGBOOK_COMPLETE" ]; then printf "GOT"; printf "<%s>" "$@"; echo "END"; exit; fi\n'
        f"exec '{sys.executable}' -m logbook\n"
    )
    program.chmod(0o755)
    script = folder / f"script.{shell}"
    shown = _python("-m", "logbook", "--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    script.write_text(shown.stdout + "\n")
    env = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(logbook.__file__).parent.parent),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    command, ready = START[shell]
    got = []
    with Terminal(command.split(), env) as terminal:
        terminal.type(f"{ready.format(script=script)}\n")
        terminal.until("READY ")
        for line in lines:
            terminal.type(f"{line}\n")
            got.append(terminal.until("END").rpartition("GOT")[2].removesuffix("END"))
    return got


@pytest.mark.slow
def test_a_real_shell_completes_what_a_person_types(shell: str, essay_file: Path, tmp_path: Path) -> None:
    sightings = {1: Sighting(vernacular_name="Amur leopard", region="Hunchun, Jilin, China")}
    essay_file.unlink()
    essay.write(essay_file, Book(sightings=sightings))

    got = _typed(
        shell,
        tmp_path / "bin",
        [
            "logbook list --region j\t",
            "logbook list --species am\t",
            "logbook list --species amur\\ l\t",
            'logbook list --species "Am\t',
            "logbook edit s\t",
        ],
    )

    assert got == [
        "<list><--region><jilin>",
        "<list><--species><amur leopard>",
        "<list><--species><amur leopard>",
        "<list><--species><Amur leopard>",
        "<edit><s1>",
    ]


@pytest.mark.slow
def test_a_real_shell_takes_any_name_as_it_is_stored_and_runs_none(
    shell: str, essay_file: Path, tmp_path: Path
) -> None:
    sightings = {number: Sighting(vernacular_name=name) for number, name in enumerate(NAMES, 1)}
    essay_file.unlink()
    essay.write(essay_file, Book(sightings=sightings))
    first = {"\\": "\\\\", "(": "\\("}

    got = _typed(shell, tmp_path / "bin", [f"logbook list --species {first.get(name[0], name[0])}\t" for name in NAMES])

    assert got == [f"<list><--species><{name}>" for name in NAMES]
    assert not list(tmp_path.rglob("ran"))

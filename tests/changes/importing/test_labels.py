"""What folders and keywords say of a picture."""

from __future__ import annotations

import pytest

from logbook.changes.importing import labels


@pytest.mark.parametrize(
    ("folders", "camera"),
    [
        ((), "card"),
        (("Station 1",), "Station 1"),
        (("North", "Station 1"), "North/Station 1"),
        (("Station 1", "DCIM", "100RECNX"), "Station 1"),
        (("Station 1", "DCIM", "101BLURB"), "Station 1"),
        (("Station 1", "102_BTCF"), "Station 1"),
        (("DCIM", "100RECNX"), "card"),
        (("101North",), "101North"),
        (("2024",), "2024"),
    ],
)
def test_a_camera_is_a_folder_that_no_camera_made(folders: tuple[str, ...], camera: str) -> None:
    assert labels.understand(folders, (), root="card") == labels.Labels(camera)


@pytest.mark.parametrize(
    ("folders", "camera", "species"),
    [
        (("Station 1", "Leopard cat"), "Station 1", ("Leopard cat",)),
        (("Station 1", "Leopard cat", "100RECNX"), "Station 1", ("Leopard cat",)),
        (("Leopard cat",), "card", ("Leopard cat",)),
        ((), "card", ()),
    ],
)
def test_the_innermost_folder_names_the_species_where_that_is_wanted(
    folders: tuple[str, ...], camera: str, species: tuple[str, ...]
) -> None:
    assert labels.understand(folders, ["Species|Lynx"], root="card", by_folder=True) == labels.Labels(camera, species)


@pytest.mark.parametrize(
    ("keywords", "species", "individuals"),
    [
        (["Species|Leopard Cat"], ["Leopard Cat"], []),
        (["species | Carnivora | Leopard Cat "], ["Leopard Cat"], []),
        (["Species", "Places|China", "Species|"], [], []),
        (["Species|Lynx", "Species|Lynx", "Species|Wolf"], ["Lynx", "Wolf"], []),
        (["Species|Lynx", "Individual|F12", "INDIVIDUALS|M3"], ["Lynx"], ["F12", "M3"]),
    ],
)
def test_keywords_with_levels_name_species_and_individuals(
    keywords: list[str], species: list[str], individuals: list[str]
) -> None:
    found = labels.understand((), keywords, root="card")
    assert (list(found.species), found.individuals) == (species, frozenset(individuals))


@pytest.mark.parametrize(
    ("folders", "name"),
    [
        (("media", "Station 1"), "Station 1"),
        (("media", "KARTE", "DCIM", "100RECNX"), "KARTE"),
        (("DCIM",), "DCIM"),
        ((), ""),
    ],
)
def test_the_folder_that_was_named_is_a_camera_too(folders: tuple[str, ...], name: str) -> None:
    assert labels.root_name(folders) == name


def test_a_folder_in_which_species_lie_is_a_camera_even_where_folders_name_the_species() -> None:
    cameras = labels.holding_others([("Station 1", "Lynx"), ("Station 1", "DCIM", "100RECNX"), ()])

    def understood(*folders: str) -> tuple[str, tuple[str, ...]]:
        return labels.understand(folders, (), root="card", by_folder=True, cameras=cameras)[:2]

    assert understood("Station 1", "Lynx") == ("Station 1", ("Lynx",))
    assert understood("Station 1") == understood("Station 1", "DCIM", "100RECNX") == ("Station 1", ())
